import { provenBy } from '../runs.ts';
import type { Claim } from '../types.ts';

/** How the lock waits, releases and fails. */
export const lockBehaviour: readonly Claim[] = [
  {
    id: 'C37',
    section: '4.1 code',
    topics: ['code', 'locks'],
    claim: {
      en: 'The code is said to wait until those ahead of it have released.',
      zh: '按注释所说，代码会等到排在前面的人都释放。',
    },
    verdict: 'false',
    correct: {
      en: 'The loop of the article’s lock ends when the list of children equals the snapshot taken before, that is, when nothing has changed: at the first poll. Measured on Apache ZooKeeper 3.8.0, the waiter returned in 42 ms while the lock was held. A waiter must wait for its predecessor’s znode to go, and then look again.',
      zh: '文章的锁以“子列表与先前的快照相等”为循环结束的条件，也就是什么都没变：第一次轮询就会满足。在 Apache ZooKeeper 3.8.0 上实测，锁还被人持有，等待者 42 毫秒就返回了。正确的做法是等前一个 znode 消失，然后重新检查。',
    },
    matters: {
      en: 'There are two holders in the plainest run.',
      zh: '最普通的一次运行就会出现两个持有者。',
    },
    sources: [],
    proofs: provenBy('L2'),
    experiments: ['X05'],
  },
  {
    id: 'C38',
    section: '4.1 code',
    topics: ['code', 'locks'],
    claim: {
      en: 'The code implies that a release lets the next one in.',
      zh: '代码的意思是：一旦有人释放，下一个就能进入。',
    },
    verdict: 'false',
    correct: {
      en: 'In the article’s lock a release changes the list of children, so that it never again equals the waiter’s snapshot: the waiter, alone and lowest, hangs for ever (in our run for 15 polls, until an impostor made the holder’s znode again). Any other lock’s coming has the same effect, and its going frees the waiter while the lock is still held.',
      zh: '在文章的锁里，释放会改变子列表，子列表便再也不会等于等待者的快照：等待者独自一个、又排在最前，却永远等下去（我们的实测中等了 15 次轮询，直到有人冒名重建持有者的 znode 才得以离开）。别的锁被占用，也有同样的效果；别的锁一释放，等待者又会在本锁仍被持有时返回。',
    },
    matters: {
      en: 'The deadlock comes exactly when the lock becomes free.',
      zh: '锁空出来的那一刻，恰恰就是死锁的开始。',
    },
    sources: [],
    proofs: provenBy('L5', 'L6'),
    experiments: ['X05'],
  },
  {
    id: 'C39',
    section: '4.1 code',
    topics: ['code', 'locks'],
    claim: {
      en: 'A return from the acquiring method is taken to mean that the lock is held.',
      zh: '调用者会以为：获取方法一返回，就是拿到了锁。',
    },
    verdict: 'false',
    correct: {
      en: 'The article’s acquiring method returns None on every path, and after waiting it neither checks again nor prints anything. The caller cannot tell whether it holds the lock.',
      zh: '文章的获取方法在每条路径上都返回 None；等待之后既不重新检查，也不输出任何信息。调用者无从知道自己是否持有锁。',
    },
    sources: [],
    proofs: provenBy('L2'),
    experiments: ['X05'],
  },
  {
    id: 'C40',
    section: '4.1 code',
    topics: ['locks', 'watches'],
    claim: {
      en: 'The code presents polling once a second as the way to wait.',
      zh: '代码以每秒轮询一次作为等待的方式。',
    },
    verdict: 'false',
    correct: {
      en: 'Watch the predecessor only: then one release wakes one waiter. A child watch on the parent, or polling it, wakes all of them. Measured on Apache ZooKeeper 3.8.0 with 40 waiters: 40 events against 1.',
      zh: '只监视排在自己前面的那一个，一次释放便只唤醒一个等待者。监视父 znode 的子列表，或者对它轮询，都会惊动所有人。在 Apache ZooKeeper 3.8.0 上以 40 个等待者实测：40 个事件对 1 个。',
    },
    matters: {
      en: 'This is the herd effect: until all have been served, the wake-ups grow with the square of the waiters.',
      zh: '这就是惊群效应（herd effect）：从头到尾的唤醒总数随等待者人数的平方增长。',
    },
    sources: [
      { source: 'Rec', at: 'sc_recipes_Locks' },
      { source: 'ZK10', at: '§2.4' },
    ],
    proofs: provenBy('E1'),
    experiments: ['X07'],
  },
  {
    id: 'C41',
    section: '4.1 code',
    topics: ['locks', 'errors', 'sessions'],
    claim: {
      en: 'The code treats connection loss and session expiry as things that need no handling.',
      zh: '代码的写法等于说：连接断开和会话过期都不必处理。',
    },
    verdict: 'false',
    correct: {
      en: 'On a disconnect, stop acting on the lock; on expiry, the lock is gone. After the lost reply of a sequential create, look for the znode that bears your guid, or you queue behind your own orphan.',
      zh: '连接断开（connection loss）时，应停止一切依赖锁的动作；会话过期（session expired）时，锁已经没了。顺序创建的应答丢失之后，要去找带有自己 guid 的 znode，否则就会排在自己留下的孤儿 znode 后面。',
    },
    matters: {
      en: 'The orphan lives as long as your session does.',
      zh: '只要你的会话还在，这个孤儿 znode 就一直在。',
    },
    sources: [
      { source: 'Rec', at: 'sc_recipes_errorHandlingNote' },
      { source: 'Rec', at: 'sc_recipes_GuidNote' },
      { source: 'Prog', at: 'ch_zkSessions' },
      { source: 'Prog', at: 'ch_gotchas' },
    ],
    proofs: provenBy('O1', 'F5-F6'),
    experiments: ['X06', 'X10'],
  },
  {
    id: 'C42',
    section: '4.1 code',
    topics: ['locks', 'fencing', 'sessions'],
    claim: {
      en: 'The article implies that holding the lock is enough to write safely.',
      zh: '文章暗示：拿到锁，就可以放心写入。',
    },
    verdict: 'false',
    correct: {
      en: 'A paused holder may wake and write after its session has expired and another client holds the lock. Give each grant a growing token (the czxid of the lock’s znode), and let the resource refuse older ones. The sequence suffix is no such token: it restarts at 0 when the parent is made again.',
      zh: '停顿过的持有者醒来时，会话可能早已过期，锁已归他人，它却照样写入。应为每次授予发一个递增的栅栏令牌（fencing token），即锁 znode 的 czxid，并由资源拒绝较旧的令牌。顺序后缀不能当令牌：父 znode 重建后，它会从 0 重新开始。',
    },
    matters: {
      en: 'Even the correct recipe let A write after B in our run on Apache ZooKeeper 3.8.0. The documentation’s remark that no two clients ever think they hold the same lock is too strong.',
      zh: '在 Apache ZooKeeper 3.8.0 上实测，即便是正确的配方，A 也能在 B 之后写入。官方文档中“不会有两个客户端同时自认为持有锁”一类的说法过强。',
    },
    sources: [{ source: 'KLE' }, { source: 'ETL' }, { source: 'Rec', at: 'sc_recipes_Locks' }],
    proofs: provenBy('F1-F4', 'F5-F6', 'Z4'),
    experiments: ['X10'],
  },
  {
    id: 'C43',
    section: '4.1 code',
    topics: ['code', 'locks', 'errors'],
    claim: {
      en: 'The code is presented as working on a fresh ensemble.',
      zh: '看上去，这段代码在全新的集群上就能用。',
    },
    verdict: 'false',
    correct: {
      en: 'The article’s lock never creates `/locks`, and ZooKeeper makes no parents by itself: on a fresh ensemble the first create raises NoNode. A lock name that holds a slash raises NoNode too.',
      zh: '文章的锁从不创建 `/locks`，而 ZooKeeper 不会自动补建父 znode：在全新的集群上，第一次创建就得到 NoNode。锁名里若带斜杠，同样得到 NoNode。',
    },
    sources: [],
    proofs: provenBy('L1', 'L9'),
    experiments: ['X05'],
  },
  {
    id: 'C44',
    section: '4.1 code',
    topics: ['code', 'locks'],
    claim: {
      en: 'The releasing method is taken to free the caller’s own lock.',
      zh: '释放方法，按理释放的是调用者自己的锁。',
    },
    verdict: 'false',
    correct: {
      en: 'The article’s release deletes by name and process id without any check. In our run a process on another host with the same pid freed a lock that it had never had, and the true holder then got NoNode. Nor is the lock re-entrant. Delete the znode that you created, by the path that the create returned.',
      zh: '文章的释放方法只按锁名和进程号删除，不作任何检查。在我们的实测中，另一台主机上进程号相同的进程，释放了一把它从未拿到过的锁，真正的持有者随后得到 NoNode。这把锁也不可重入。正确的做法是：按创建时返回的路径，删除自己建的那个 znode。',
    },
    matters: {
      en: 'A lock can be stolen in silence.',
      zh: '锁可能在无声无息中被别人拿走。',
    },
    sources: [{ source: 'Rec', at: 'sc_recipes_Locks' }],
    proofs: provenBy('L8'),
    experiments: ['X05'],
  },
  {
    id: 'C45',
    section: '4.1 code',
    topics: ['code', 'locks', 'errors'],
    claim: {
      en: 'The code treats a failure on the way to the lock as harmless.',
      zh: '代码的写法等于说：获取锁的途中出错也无妨。',
    },
    verdict: 'false',
    correct: {
      en: 'The article’s lock has no timeout, no cancellation and no clean-up; an exception after the create leaves a permanent znode in everyone’s list. Measured on Apache ZooKeeper 3.8.0 with six contending clients: 17 of 36 entries overlapped, up to 4 clients were inside at once, and 3 of 6 hung; the standard recipe under the same load gave 60 entries and 0 overlaps.',
      zh: '文章的锁没有超时、没有取消，也没有清理；创建之后一旦抛出异常，就会在所有人的列表里留下一个永久的 znode。在 Apache ZooKeeper 3.8.0 上以六个竞争的客户端实测：36 次进入中有 17 次重叠，最多 4 个客户端同时在内，6 个中有 3 个挂起；同样负载下，标准配方进入 60 次，0 次重叠。',
    },
    sources: [],
    proofs: provenBy('L10', 'L10c'),
    experiments: ['X05'],
  },
];
