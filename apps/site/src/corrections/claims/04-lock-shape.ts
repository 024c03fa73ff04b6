import { provenBy } from '../runs.ts';
import type { Claim } from '../types.ts';

/** What the lock is for, and what its znodes are. */
export const lockShape: readonly Claim[] = [
  {
    id: 'C29',
    section: '4.1',
    topics: ['locks'],
    claim: {
      en: 'Locks are a common use of ZooKeeper.',
      zh: '用 ZooKeeper 做分布式锁很常见。',
    },
    verdict: 'true',
    correct: {
      en: 'Locks are a common use of ZooKeeper, and the official recipes describe how to build one that is fair and wakes one waiter at a time.',
      zh: '锁确实是 ZooKeeper 的常见用途；官方配方也说明了如何做出一把公平的、每次只唤醒一个等待者的锁。',
    },
    sources: [{ source: 'Rec', at: 'sc_recipes_Locks' }],
    proofs: [{ type: 'text' }],
    experiments: [],
  },
  {
    id: 'C30',
    section: '4.1',
    topics: ['locks', 'fencing', 'election'],
    claim: {
      en: 'The article says that a lock implements mutual exclusion, leader election and barrier synchronization.',
      zh: '文章说，有了锁就能得到互斥、领导者选举和屏障同步。',
    },
    verdict: 'misleading',
    correct: {
      en: 'An election is a lock that one does not release: that much is right. A barrier is the opposite of mutual exclusion, since all wait and then all go, and it has its own recipe. Mutual exclusion of effects needs fencing besides the lock.',
      zh: '选举可以看作一把不释放的锁，这没有问题。屏障（barrier）则与互斥相反：所有人都等，然后一起走，它有自己的配方。若要让“产生的效果”也互斥，除了锁之外还需要栅栏机制（fencing）。',
    },
    matters: {
      en: 'Barriers built from locks run one after another what should run together.',
      zh: '用锁来搭屏障，会把本该并行的事情变成逐个执行。',
    },
    sources: [
      { source: 'Rec', at: 'sc_recipes_eventHandles' },
      { source: 'Rec', at: 'sc_doubleBarriers' },
      { source: 'KLE' },
    ],
    proofs: provenBy('F1-F4'),
    experiments: ['X05', 'X10'],
  },
  {
    id: 'C31',
    section: '4.1 code',
    topics: ['code', 'locks'],
    claim: {
      en: 'The lock is presented as runnable code.',
      zh: '文章给出的锁代码，看上去可以直接运行。',
    },
    verdict: 'false',
    correct: {
      en: 'As printed the article’s lock cannot run: it uses the modules `os` and `time` without importing them, and raises NameError both on acquiring and on releasing.',
      zh: '文章的锁照原样无法运行：它用到 `os` 和 `time` 两个模块却没有导入，获取和释放时都会抛出 NameError。',
    },
    sources: [],
    proofs: provenBy('L0'),
    experiments: ['X05'],
  },
  {
    id: 'C32',
    section: '4.1 code',
    topics: ['code', 'locks'],
    claim: {
      en: 'The code’s one import is taken to provide the client object on which it calls its methods.',
      zh: '代码唯一的导入语句，似乎就提供了它所调用的客户端对象。',
    },
    verdict: 'false',
    correct: {
      en: 'The one module that the lock’s code imports, zkpython, is the binding of the C library: functions on an integer handle, whose create call needs data and an ACL. The methods called are those of a client of kazoo, which is not imported. No one library fits the code; we ran it on kazoo.',
      zh: '这段锁代码唯一导入的模块 zkpython 是 C 库的绑定：它提供的是作用于整数句柄的函数，创建调用还要求给出数据和 ACL。代码实际调用的是 kazoo 客户端的方法，而 kazoo 并没有被导入。没有哪个库能配上这段代码；我们是用 kazoo 来运行它的。',
    },
    sources: [{ source: 'ZkPy' }],
    proofs: provenBy('L0'),
    experiments: ['X05'],
  },
  {
    id: 'C33',
    section: '4.1 code',
    topics: ['code', 'locks', 'errors'],
    claim: {
      en: 'The code takes the lock’s name and the process id for a name unique to the process.',
      zh: '代码认为“锁名加进程号”足以唯一标识一个进程。',
    },
    verdict: 'false',
    correct: {
      en: 'A process id is unique on one host at most. In containers the main process commonly has pid 1, so that the second host gets NodeExists. After a crash, a process id used again collides with the dead process’s znode. Use a guid and the sequence flag.',
      zh: '进程号至多在一台主机上唯一。容器里的主进程往往都是 1 号进程，于是第二台主机会得到 NodeExists；崩溃之后，重复使用的进程号又会与已死进程留下的 znode 冲突。应当使用 guid 加顺序标志。',
    },
    matters: {
      en: 'The outages come at random, when the service is scaled out.',
      zh: '服务一扩容，故障就随机出现。',
    },
    sources: [{ source: 'Rec', at: 'sc_recipes_GuidNote' }],
    proofs: provenBy('L8'),
    experiments: ['X05'],
  },
  {
    id: 'C34',
    section: '4.1 code',
    topics: ['code', 'locks', 'znodes', 'sessions'],
    claim: {
      en: 'A variable’s name says that the lock’s znode is ephemeral.',
      zh: '从变量名看，锁所建的 znode 是临时的。',
    },
    verdict: 'false',
    correct: {
      en: 'The article’s lock passes no ephemeral flag, so that its znode is persistent (ephemeralOwner 0) and outlives a crashed holder for ever. Measured on Apache ZooKeeper 3.8.0 with a session of 4 s: it was still there 16 s after the holder was killed, where a real ephemeral znode was gone in 6.4 s.',
      zh: '文章的锁没有传入临时标志，所建 znode 是持久的（ephemeralOwner 为 0），持有者崩溃后它会一直留着。在 Apache ZooKeeper 3.8.0 上以 4 秒会话实测：持有者被 kill -9 杀掉 16 秒后它还在，而真正的临时 znode（ephemeral znode）6.4 秒后就消失了。',
    },
    matters: {
      en: 'After one crash the lock is stuck until somebody deletes the znode by hand.',
      zh: '只要崩溃一次，锁就一直卡住，直到有人手工删除这个 znode。',
    },
    sources: [
      { source: 'Prog', at: 'Ephemeral+Nodes' },
      { source: 'Rec', at: 'sc_recipes_Locks' },
    ],
    proofs: provenBy('L7', 'K1'),
    experiments: ['X05'],
  },
  {
    id: 'C35',
    section: '4.1 code',
    topics: ['code', 'locks', 'order'],
    claim: {
      en: 'A comment says that the lock belongs to the node with the lowest number.',
      zh: '注释称，编号最小的节点拥有锁。',
    },
    verdict: 'false',
    correct: {
      en: 'Without the sequence flag, as in the article’s lock, there are no numbers. The order is the string order of name and process id, not that of arrival. `foo-1000` sorts before `foo-999`, so a late-comer with pid 1000 is told that it acquired the lock while 999 holds it.',
      zh: '文章的锁没有顺序标志，也就没有编号可言：它的次序是“锁名-进程号”的字符串次序，而不是到达的次序。`foo-1000` 排在 `foo-999` 之前，因此 999 还持有锁时，后到的 1000 号进程也会被告知已获得锁。',
    },
    matters: {
      en: 'Two holders follow from the design.',
      zh: '出现两个持有者，是设计使然。',
    },
    sources: [
      { source: 'Prog', at: 'Sequence+Nodes+--+Unique+Naming' },
      { source: 'Rec', at: 'sc_recipes_Locks' },
    ],
    proofs: provenBy('L3'),
    experiments: ['X05'],
  },
  {
    id: 'C36',
    section: '4.1 code',
    topics: ['code', 'locks'],
    claim: {
      en: 'The code implies that locks of different names are independent.',
      zh: '按代码的用法，名字不同的锁应当互不相干。',
    },
    verdict: 'false',
    correct: {
      en: 'In the article’s code all locks share one parent and one list, so that “zebra” waits behind “alpha”. The standard recipe gives each lock a parent znode of its own.',
      zh: '在文章的代码里，所有的锁共用一个父 znode 和一份列表，“zebra”因此要排在“alpha”后面等待。标准配方为每把锁单设一个父 znode。',
    },
    matters: {
      en: 'Unrelated jobs block each other.',
      zh: '不相干的任务会互相阻塞。',
    },
    sources: [{ source: 'Rec', at: 'sc_recipes_Locks' }],
    proofs: provenBy('L4'),
    experiments: ['X05'],
  },
];
