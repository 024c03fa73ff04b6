import type { Omission } from './types.ts';

/** What a text on ZooKeeper’s fault tolerance needs and the article never names. */
export const omissions: readonly Omission[] = [
  {
    id: 'OM1',
    topics: ['quorum', 'operations'],
    subject: {
      en: 'Majority quorum, odd ensemble sizes, failure domains',
      zh: '多数派法定人数、奇数规模与故障域',
    },
    reason: {
      en: 'This is the rule of tolerance itself: an ensemble of 2f+1 voters in separate failure domains survives f crashes.',
      zh: '这正是容错的规则本身：2f+1 个投票成员分布在互相独立的故障域中，可以承受 f 个崩溃。',
    },
    sources: [
      { source: 'Adm', at: 'sc_zkMulitServerSetup' },
      { source: 'Adm', at: 'sc_CrossMachineRequirements' },
      { source: 'Int', at: 'sc_quorum' },
    ],
    experiments: ['X01'],
  },
  {
    id: 'OM2',
    topics: ['replication', 'operations'],
    subject: {
      en: 'Transaction log, fsync before the acknowledgement, snapshots, a disk of its own for the log',
      zh: '事务日志、确认前先刷盘（fsync）、快照、日志独占磁盘',
    },
    reason: {
      en: 'A server that loses its log may later vote for a history without committed writes. Wiping a disk is safe only while a quorum of other servers holds everything.',
      zh: '丢失日志的服务器，日后可能投票支持一段缺少已提交写入的历史。只有在其他服务器中有一个法定人数保有全部数据时，清空磁盘才是安全的。',
    },
    sources: [
      { source: 'Adm', at: 'sc_dataFileManagement' },
      { source: 'Adm', at: 'sc_commonProblems' },
      { source: 'Over', at: 'Implementation' },
    ],
    experiments: ['X06', 'X09'],
  },
  {
    id: 'OM3',
    topics: ['zab', 'replication'],
    subject: {
      en: 'Leader activation, epochs, synchronization by DIFF, TRUNC or SNAP',
      zh: '领导者激活、纪元，以及 DIFF、TRUNC、SNAP 三种同步方式',
    },
    reason: {
      en: 'This is how faults are repaired: a new leader opens a new epoch and brings a quorum to one history before it proposes anything.',
      zh: '故障正是这样修复的：新领导者先开启新的纪元，使一个法定人数达到同一段历史，然后才发出提案。',
    },
    sources: [{ source: 'Int', at: 'sc_leaderElection' }, { source: 'ZAB11' }],
    experiments: ['X03', 'X06'],
  },
  {
    id: 'OM4',
    topics: ['errors', 'sessions'],
    subject: {
      en: 'ConnectionLoss, SessionExpired and AuthFailed, kept apart',
      zh: '区分 ConnectionLoss、SessionExpired 与 AuthFailed',
    },
    reason: {
      en: 'Every client’s error handling rests on the difference: the first leaves the outcome unknown, the second ends the session with its ephemeral znodes, the third means that authentication failed and trying again as before will not help.',
      zh: '一切客户端的错误处理都建立在这一区分之上：第一种结果未知，第二种意味着会话及其临时 znode 已经终结，第三种说明认证失败，照原样重试无济于事。',
    },
    sources: [
      { source: 'Prog', at: 'ch_zkSessions' },
      { source: 'Prog', at: 'ch_gotchas' },
      { source: 'Rec', at: 'sc_recipes_errorHandlingNote' },
    ],
    experiments: ['X06', 'X11'],
  },
  {
    id: 'OM5',
    topics: ['consistency', 'znodes'],
    subject: {
      en: 'Conditional updates by version, `multi`, `check` and `sync`',
      zh: '按版本的条件更新、`multi`、`check` 与 `sync`',
    },
    reason: {
      en: 'These are the tools for safe writes: a version makes an update conditional, `multi` makes several updates one, `check` makes them depend on a znode that is only read, and `sync` brings a server up to the leader before a read.',
      zh: '它们是安全写入的工具：版本号使更新带上条件，`multi` 把多个更新合为一个，`check` 让更新依赖某个只读的 znode，`sync` 则让服务器在读取之前追上领导者。',
    },
    sources: [
      { source: 'Prog', at: 'sc_zkStatStructure' },
      { source: 'Over', at: 'Conditional+updates+and+watches' },
      { source: 'ZK10', at: '§2.2' },
    ],
    experiments: ['X02', 'X19'],
  },
  {
    id: 'OM6',
    topics: ['operations', 'quorum'],
    subject: {
      en: 'Observers, read-only mode, dynamic reconfiguration, weights and groups',
      zh: '观察者、只读模式、动态重配置、权重与分组',
    },
    reason: {
      en: 'Scaling and maintenance rest on them: observers add readers without adding voters, reconfiguration changes the voters themselves, weights and groups change what counts as a quorum.',
      zh: '扩展与维护都要靠它们：观察者增加读能力而不增加投票者，重配置改变投票成员本身，权重与分组改变何谓法定人数。',
    },
    sources: [{ source: 'Obs' }, { source: 'Rcf' }, { source: 'HQ' }],
    experiments: ['X15'],
  },
  {
    id: 'OM7',
    topics: ['fencing', 'locks'],
    subject: {
      en: 'Fencing',
      zh: '栅栏机制（fencing）',
    },
    reason: {
      en: 'It is the difference between a lock and a safe lock: only the resource itself can refuse a holder that paused too long.',
      zh: '它是锁与安全的锁之间的差别：持有者停顿过久之后，只有资源自己才能拒绝它。',
    },
    sources: [{ source: 'KLE' }, { source: 'ETL' }],
    experiments: ['X10'],
  },
  {
    id: 'OM8',
    topics: ['operations'],
    subject: {
      en: 'Monitoring: zxid lag, outstanding requests, fsync time, watch count',
      zh: '监控：zxid 落后量、积压请求数、刷盘耗时、监视点数量',
    },
    reason: {
      en: 'This is prevention in the sense that the title promises: these figures move before a server drops out.',
      zh: '这才是标题所许诺的“预防”：服务器掉队之前，这些指标会先有变化。',
    },
    sources: [
      { source: 'Mon' },
      { source: 'Adm', at: 'sc_monitoring' },
      { source: 'Adm', at: 'sc_zkCommands' },
    ],
    experiments: [],
  },
];
