import { laterExperiments } from './experiments/later.ts';
import type { Experiment } from './types.ts';

/** What a reader can try, and what each try asserts. */
export const experiments: readonly Experiment[] = [
  {
    id: 'X01',
    name: { en: 'Kill voters', zh: '杀掉投票成员' },
    action: {
      en: 'Choose 3, 4, 5 or 7 servers, click servers dead and press write; you may also freeze the followers and write at the leader.',
      zh: '选择 3、4、5 或 7 台服务器，点击使其崩溃，再按“写入”；也可以冻结跟随者，在领导者上写入。',
    },
    predicts: {
      en: 'More servers tolerate more faults, and the master’s word suffices.',
      zh: '服务器越多越能容错，有主节点一句话即可。',
    },
    happens: {
      en: 'A write succeeds if and only if at least ⌊n/2⌋+1 voters are alive; four tolerate no more than three; with frozen followers there is no acknowledgement until one thaws.',
      zh: '当且仅当至少 ⌊n/2⌋+1 个投票成员存活时写入成功；四台的容错能力不比三台强；跟随者都被冻结时没有确认，直到其中一个解冻。',
    },
  },
  {
    id: 'X02',
    name: { en: 'Two readers', zh: '两个读者' },
    action: {
      en: 'Write at the leader, drag the lag of one follower, read there, then sync and read again; move a client from a fresh server to a lagging one.',
      zh: '在领导者上写入，拖动某个跟随者的延迟，在它上面读取，再 sync 后读一次；把客户端从最新的服务器移到落后的服务器。',
    },
    predicts: {
      en: 'Every server shows v2.',
      zh: '每台服务器都显示 v2。',
    },
    happens: {
      en: 'The reads give v1, v1 and, after sync, v2; the moved client is refused until the server has caught up; a lag beyond syncLimit × tickTime ends the service there.',
      zh: '先后读到 v1、v1，sync 之后为 v2；移过来的客户端在服务器追上之前被拒绝；落后超过 syncLimit × tickTime，该服务器停止服务。',
    },
  },
  {
    id: 'X03',
    name: { en: 'Leader crash', zh: '领导者崩溃' },
    action: {
      en: 'Kill the leader while writes stream in.',
      zh: '在持续写入中杀掉领导者。',
    },
    predicts: {
      en: 'Nothing: the article does not say what happens.',
      zh: '没有预测：文章没有说会发生什么。',
    },
    happens: {
      en: 'No acknowledged write is missing, the epoch grows by one, the counter restarts, the session keeps its id and its ephemeral znode, and the writes have one gap.',
      zh: '已确认的写入一次不缺，纪元加一，计数重新开始，会话标识和临时 znode 都保留，写入只中断一次。',
    },
  },
  {
    id: 'X04',
    name: { en: 'Ring, mod, replica', zh: '哈希环、取模与副本' },
    action: {
      en: 'Add a server to three panels, mod n, ring and ZooKeeper, and watch 1,000 dots.',
      zh: '分别在取模、哈希环、ZooKeeper 三个面板中加一台服务器，观察 1,000 个点。',
    },
    predicts: {
      en: 'ZooKeeper’s dots move as they do on the ring.',
      zh: 'ZooKeeper 的点与哈希环上的点移动方式相同。',
    },
    happens: {
      en: 'Mod n moves 738, the ring 234 (all to the newcomer), ZooKeeper 0: it copies all 1,000.',
      zh: '取模迁移 738 个，哈希环迁移 234 个（全部归新加入者），ZooKeeper 迁移 0 个，而是把 1,000 个全部复制一份。',
    },
    found: '/docs/build/myths#x04',
  },
  {
    id: 'X05',
    name: { en: 'The article’s lock', zh: '文章的锁' },
    action: {
      en: 'Step two or three clients through its lines, forwards and backwards; choose process ids, lock names and who moves; press “find a violation”.',
      zh: '让两三个客户端逐步执行这把锁，可前进可后退；选择进程号、锁名和由谁走下一步；按“寻找违例”。',
    },
    predicts: {
      en: 'There is one holder.',
      zh: '持有者只有一个。',
    },
    happens: {
      en: 'The explorer finds two holders, a hang, a theft and litter, each by its shortest schedule; in the standard recipe it finds none of them.',
      zh: '探索器找到两个持有者、挂起、误删他人的锁和残留 znode，并各给出最短的调度；对标准锁则一个也找不到。',
    },
    found: '/docs/build/myths#x05',
  },
  {
    id: 'X06',
    name: { en: 'The lost reply', zh: '丢失的应答' },
    action: {
      en: 'Cut the wire after the request and before the reply, then retry; then let the leader die with a proposal on followers, or on its own disk only.',
      zh: '在请求之后、应答之前切断连接，然后重试；再让领导者在提案已到跟随者、或只在自己磁盘上时死去。',
    },
    predicts: {
      en: 'A call that failed did nothing.',
      zh: '失败的调用什么也没做。',
    },
    happens: {
      en: 'The retry queues behind its own orphan, and looking up the guid repairs it; the proposal on followers is applied, the one on the dead leader’s disk alone is truncated.',
      zh: '重试会排在自己的孤儿 znode 之后，按 guid 查找即可修复；已到跟随者的提案被应用，只在死去的领导者磁盘上的提案被截断。',
    },
    found: '/docs/build/myths#x06',
  },
  {
    id: 'X07',
    name: { en: 'Herd', zh: '惊群' },
    action: {
      en: 'Set 1 to 200 waiters and release once, with either design.',
      zh: '设置 1 到 200 个等待者，用两种设计各释放一次。',
    },
    predicts: {
      en: 'There is no difference.',
      zh: '没有区别。',
    },
    happens: {
      en: 'Watching the parent gives n events, watching the predecessor 1.',
      zh: '监视父 znode 产生 n 个事件，监视前一个 znode 只有 1 个。',
    },
    found: '/docs/build/myths#x07',
  },
  {
    id: 'X08',
    name: { en: 'A Paxos run', zh: '一次 Paxos 运行' },
    action: {
      en: 'Play the run of three proposers (A and B by P1, C by P2, D by P3), then the same crash points in Zab.',
      zh: '播放三个提案者的运行（P1 提 A、B，P2 提 C，P3 提 D），再在 Zab 中重演同样的崩溃时刻。',
    },
    predicts: {
      en: 'Both give the same history.',
      zh: '两者得到相同的历史。',
    },
    happens: {
      en: 'Paxos chooses C, B, D: B without the A it depends on. Zab delivers A and B, or A alone, or neither, and never B without A, at every crash point.',
      zh: 'Paxos 选定 C、B、D：有 B 而没有它所依赖的 A。Zab 在每个崩溃时刻都只会交付 A 和 B、只有 A，或两者皆无，绝不会有 B 而无 A。',
    },
    lab: { protocol: 'paxos', scenario: 'primary-order' },
    found: '/docs/build/comparing#primary-order',
  },
  {
    id: 'X09',
    name: { en: 'Two phases', zh: '两个阶段' },
    action: {
      en: 'Play single-decree Paxos with sliders; switch on “use my new value anyway” or “forget promises”.',
      zh: '用滑块操作单值 Paxos；打开“坚持用自己的新值”或“忘记承诺”。',
    },
    predicts: {
      en: 'Either switch is harmless.',
      zh: '两个开关都无害。',
    },
    happens: {
      en: 'With either switch two values get chosen, and the shortest trace is shown, of 8 messages for the first; without them the exhaustive run finds no such trace.',
      zh: '打开任一开关都会选定两个值，并给出最短轨迹，第一个开关只需 8 条消息；都不打开，穷举找不到这样的轨迹。',
    },
    lab: { protocol: 'synod', scenario: 'keep-the-value', mistake: 'P-07' },
  },
  ...laterExperiments,
];
