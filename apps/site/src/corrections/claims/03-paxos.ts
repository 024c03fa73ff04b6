import { provenBy } from '../runs.ts';
import type { Claim } from '../types.ts';

export const paxos: readonly Claim[] = [
  {
    id: 'C22',
    section: '3.2',
    topics: ['paxos', 'zab', 'order'],
    claim: {
      en: 'The article says that ZooKeeper reaches agreement by Paxos.',
      zh: '文章称，ZooKeeper 通过 Paxos 达成一致。',
    },
    verdict: 'false',
    correct: {
      en: 'ZooKeeper runs Zab, an atomic broadcast for a primary with backups. It is close kin to Paxos: both have quorums, and Zab’s epochs correspond to ballots. But Zab orders the state changes of one primary and recovers a prefix of that primary’s history, where plain Paxos with several instances can choose B without the A that B depends on.',
      zh: 'ZooKeeper 运行的是 Zab，一种面向主备复制的原子广播（atomic broadcast）协议。它与 Paxos 是近亲：两者都有法定人数（quorum），Zab 的纪元（epoch）相当于 Paxos 的选票编号（ballot）。不同之处在于，Zab 为单个主节点的状态变更定序，恢复时得到该主节点历史的一个前缀；而朴素的多实例 Paxos 可能选定 B，却没有选定 B 所依赖的 A。',
    },
    matters: {
      en: 'With incremental state changes, that would be a replica applying “set version 2 → 3” to a state that never saw version 2.',
      zh: '若状态变更是增量式的，后果就是某个副本把“版本 2 → 3”应用到一个从未有过版本 2 的状态上。',
    },
    sources: [
      { source: 'Int', at: 'sc_comparisons' },
      { source: 'ZAB11' },
      { source: 'RUN' },
      { source: 'ZVP' },
    ],
    proofs: [{ type: 'simulation' }, ...provenBy('Q3-A', 'Q3-B')],
    experiments: ['X08'],
  },
  {
    id: 'C23',
    section: '3.2',
    topics: ['zab', 'replication'],
    claim: {
      en: 'The article explains ZooKeeper’s algorithms without a word on Zab, leader election, epochs or recovery.',
      zh: '文章介绍 ZooKeeper 的算法时，Zab、领导者选举、纪元和恢复全都没有提到。',
    },
    verdict: 'incomplete',
    correct: {
      en: 'Zab first activates a leader. It elects a server whose history is at least as recent (by zxid) as that of a quorum, opens a new epoch, synchronizes a quorum with that history, and commits NEW_LEADER; only then does the leader propose. From there on it broadcasts: propose, acknowledge, commit, all in FIFO order.',
      zh: 'Zab 首先激活领导者：选出一台历史（按 zxid）不旧于某个法定人数的服务器，开启新的纪元（epoch），让一个法定人数与这段历史同步，并提交 NEW_LEADER；此后领导者才可以发出提案。接下来进入广播阶段：提案、确认、提交，全部按先进先出的次序。',
    },
    matters: {
      en: 'This is the whole answer to “what happens when the leader dies”. Measured on Apache ZooKeeper 3.8.0: 1.1 s without writes, no acknowledged write lost, the same sessions, epoch 1 → 2.',
      zh: '“领导者死了会怎样”的全部答案就在这里。在 Apache ZooKeeper 3.8.0 上实测：1.1 秒无法写入，已确认的写入没有丢失，会话不变，纪元 1 → 2。',
    },
    sources: [
      { source: 'Int', at: 'sc_atomicBroadcast' },
      { source: 'Int', at: 'sc_leaderElection' },
      { source: 'Int', at: 'sc_activeMessaging' },
      { source: 'Int', at: 'sc_summary' },
      { source: 'ZAB11' },
      { source: 'ZK10', at: '§4.2' },
    ],
    proofs: provenBy('R2', 'R3'),
    experiments: ['X03'],
  },
  {
    id: 'C24',
    section: '3.2',
    topics: ['paxos', 'consistency'],
    claim: {
      en: 'The article says that Paxos makes all nodes see the same data.',
      zh: '文章认为，有了 Paxos，各节点看到的数据就都一样。',
    },
    verdict: 'misleading',
    correct: {
      en: 'Paxos guarantees safety: in each instance at most one value is chosen, and only one that was proposed. Learners may learn it late. Progress needs a stable leader and a majority that answers in time; no algorithm can promise it in a fully asynchronous system (FLP).',
      zh: 'Paxos 保证的是安全性（safety）：每个实例至多选定一个值，且只能是有人提出过的值。学习者可能很晚才得知。要有进展，还需要稳定的领导者和及时应答的多数派；在完全异步的系统中，没有任何算法能保证这一点（FLP）。',
    },
    matters: {
      en: '“All nodes see the same” invites reading at any server and expecting the newest value.',
      zh: '“大家看到的都一样”会诱使人随便找一台服务器读取，并以为读到的就是最新值。',
    },
    sources: [
      { source: 'PMS', at: '§2.1' },
      { source: 'PMS', at: '§2.3' },
      { source: 'PMS', at: '§2.4' },
      { source: 'PTP', at: '§2' },
      { source: 'FLP85' },
    ],
    proofs: [{ type: 'simulation' }],
    experiments: ['X09'],
  },
  {
    id: 'C25',
    section: '3.2',
    topics: ['paxos'],
    claim: {
      en: 'The article gives Paxos three phases: prepare, propose and accept.',
      zh: '文章把 Paxos 分成 prepare、propose、accept 三步。',
    },
    verdict: 'false',
    correct: {
      en: 'Paxos has two phases, each a request and an answer: prepare → promise, then accept → accepted. Learning the result is separate. To propose is what the request of phase 2 does, and to accept is its answer; so the article splits one phase in two and drops the promise.',
      zh: 'Paxos 只有两个阶段，每个阶段一问一答：准备（prepare）→ 承诺（promise），接受（accept）→ 已接受（accepted）；得知结果（learn）是另一回事。所谓“propose”就是第二阶段的请求，“accept”就是它的应答：文章把一个阶段拆成两个，又漏掉了承诺。',
    },
    matters: {
      en: 'The promise is the mechanism that makes Paxos safe.',
      zh: 'Paxos 的安全性恰恰靠的是承诺。',
    },
    sources: [
      { source: 'PMS', at: '§2.2' },
      { source: 'PMS', at: '§2.3' },
      { source: 'PTP', at: '§2.3' },
    ],
    proofs: [{ type: 'simulation' }],
    experiments: ['X09'],
  },
  {
    id: 'C26',
    section: '3.2',
    topics: ['paxos'],
    claim: {
      en: 'The article says that in the prepare phase a node fetches the number and the data of the current proposal.',
      zh: '文章说，prepare 这一步是去取当前提案的编号与内容。',
    },
    verdict: 'misleading',
    correct: {
      en: 'In phase 1 the proposer picks a new, higher, unique number n. An acceptor promises to take nothing numbered below n, and reports the highest-numbered proposal that it has accepted, if any. There is no “current proposal”.',
      zh: '第一阶段中，提案者选取一个全新的、更大且唯一的编号 n；接受者承诺不再接受编号小于 n 的提案，并报告自己已接受过的编号最大的提案（若有）。并不存在什么“当前提案”。',
    },
    matters: {
      en: 'Without the promise an old proposer can still finish.',
      zh: '没有承诺，旧的提案者仍可能得手。',
    },
    sources: [{ source: 'PMS', at: '§2.2' }],
    proofs: [{ type: 'simulation' }],
    experiments: ['X09'],
  },
  {
    id: 'C27',
    section: '3.2',
    topics: ['paxos'],
    claim: {
      en: 'The article says that in the propose phase a node submits new data.',
      zh: '文章说，propose 这一步提交的是一份新数据。',
    },
    verdict: 'false',
    correct: {
      en: 'The proposer must propose the value of the highest-numbered accepted proposal among the promises of a majority. Only if there is none may it choose freely.',
      zh: '提案者必须沿用多数派的承诺中所报告的、编号最大的已接受提案的值；只有一个都没有时，才可以自由选择。',
    },
    matters: {
      en: 'Breaking just this rule lets two values be chosen. With three servers, each proposer and acceptor in one, 8 messages between them suffice: P1 gets X chosen at {1,2}; P2 prepares at {2,3}, is told X, and proposes Y at {2,3} all the same; Y is chosen too.',
      zh: '只破坏这一条规则，就会选定两个值。三台服务器各兼提案者和接受者，彼此之间 8 条消息就够了：P1 在 {1,2} 上使 X 被选定；P2 在 {2,3} 上准备，得知 X，却仍向 {2,3} 提出 Y；于是 Y 也被选定。',
    },
    sources: [{ source: 'PMS', at: '§2.2 (P2c)' }],
    proofs: [{ type: 'simulation' }],
    experiments: ['X09'],
  },
  {
    id: 'C28',
    section: '3.2',
    topics: ['paxos', 'quorum'],
    claim: {
      en: 'In the accept phase, the nodes confirm the data.',
      zh: 'accept 这一步由各节点对数据加以确认。',
    },
    verdict: 'incomplete',
    correct: {
      en: 'An acceptor accepts a proposal unless it has promised a higher number, and it answers only after writing to stable storage. A value is chosen when a majority, not all, has accepted it under one number.',
      zh: '除非已向更大的编号作出承诺，接受者都会接受提案，并且要先写入稳定存储再应答。多数派（不必是全体）在同一编号下接受了某个值，它就被选定。',
    },
    matters: {
      en: 'Acceptors that forget their promises on restart break agreement.',
      zh: '接受者若在重启后忘记自己的承诺，共识就会被破坏。',
    },
    sources: [
      { source: 'PMS', at: '§2.2' },
      { source: 'PMS', at: '§2.5' },
    ],
    proofs: [{ type: 'simulation' }],
    experiments: ['X09'],
  },
];
