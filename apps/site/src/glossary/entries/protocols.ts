import type { GlossaryEntry } from '../types.ts';

/** Roles, numbers and quorums of Paxos, Zab and Raft. */
export const protocols: readonly GlossaryEntry[] = [
  {
    id: 'quorum',
    en: 'quorum',
    zh: '法定人数',
    also: ['仲裁', '定额', '法定集合'],
    meaning: {
      en: 'A set of voters large enough to decide; any two quorums share at least one voter. By default it is a majority.',
      zh: '足以作出决定的一组投票成员；任意两个法定人数至少有一个共同的投票成员。默认为多数派。',
    },
    see: ['majority', 'voter', 'split-brain'],
  },
  {
    id: 'majority',
    en: 'majority',
    zh: '多数派',
    also: ['过半', '大多数'],
    meaning: {
      en: 'More than half of the configured voters, alive or not: ⌊n/2⌋+1 of n. Half of them is not enough.',
      zh: '配置中全体投票成员（不论死活）的半数以上：n 个中的 ⌊n/2⌋+1 个。恰好一半是不够的。',
    },
    see: ['quorum', 'voter'],
  },
  {
    id: 'voter',
    en: 'voter',
    zh: '投票成员',
    also: ['participant', '参与者', '投票者'],
    meaning: {
      en: 'A member whose vote counts towards a quorum, in electing a leader and in committing an entry.',
      zh: '在选举领导者和提交条目时，其一票计入法定人数的成员。',
    },
    see: ['quorum', 'observer', 'member'],
  },
  {
    id: 'observer',
    en: 'observer',
    zh: '观察者',
    meaning: {
      en: 'A ZooKeeper server that receives committed changes and serves clients but has no vote. It adds read capacity without enlarging the quorum.',
      zh: '接收已提交的变更并为客户端服务、但没有投票权的 ZooKeeper 服务器。它增加读能力，而不扩大法定人数。',
    },
    see: ['voter', 'learner'],
  },
  {
    id: 'learner',
    en: 'learner',
    zh: '学习者',
    meaning: {
      en: 'In Paxos, whoever finds out which value was chosen. In ZooKeeper, a follower or observer that learns from the leader. In Raft, a member that receives the log and does not vote yet.',
      zh: '在 Paxos 中指得知哪个值被选定的一方；在 ZooKeeper 中指从领导者学习的跟随者或观察者；在 Raft 中指接收日志而尚无投票权的成员。',
    },
    see: ['observer', 'follower', 'acceptor'],
  },
  {
    id: 'leader',
    en: 'leader',
    zh: '领导者',
    also: ['master', 'primary', '主节点', '领袖'],
    meaning: {
      en: 'The server that orders writes in its epoch or term. A deposed leader may still believe in its office for a while, but without a quorum it cannot commit.',
      zh: '在自己的纪元或任期内为写入定序的服务器。被取代的领导者可能一时还以为自己在位，但没有法定人数，它什么也提交不了。',
    },
    see: ['follower', 'epoch', 'term', 'split-brain'],
  },
  {
    id: 'follower',
    en: 'follower',
    zh: '跟随者',
    also: ['追随者', '从节点'],
    meaning: {
      en: 'A voter that accepts the proposals of the current leader, acknowledges them once they are durable, and delivers them in order.',
      zh: '接受当前领导者提案的投票成员：持久化之后予以确认，并按次序交付。',
    },
    see: ['leader', 'voter', 'deliver'],
  },
  {
    id: 'candidate',
    en: 'candidate',
    zh: '候选者',
    also: ['候选人'],
    meaning: {
      en: 'A server that stands for leadership. In Raft it has opened a new term and asks for votes; in an election recipe it is a client.',
      zh: '参选领导者的一方。在 Raft 中，它已开启新的任期并请求投票；在选举配方中，它是一个客户端。',
    },
    see: ['leader', 'pre-vote', 'election-timeout'],
  },
  {
    id: 'proposer',
    en: 'proposer',
    zh: '提案者',
    also: ['提议者'],
    meaning: {
      en: 'In Paxos, whoever tries to get a value chosen: it picks a ballot, gathers promises, and proposes the value that they oblige it to.',
      zh: '在 Paxos 中设法使某个值被选定的一方：选取选票编号，收集承诺，并提出承诺所要求的值。',
    },
    see: ['acceptor', 'ballot', 'promise'],
  },
  {
    id: 'acceptor',
    en: 'acceptor',
    zh: '接受者',
    meaning: {
      en: 'In Paxos, a voter that promises and accepts. It must remember both across a restart.',
      zh: '在 Paxos 中作出承诺并接受提案的投票者。两者都必须在重启之后依然记得。',
    },
    see: ['proposer', 'promise', 'learner'],
  },
  {
    id: 'promise',
    en: 'promise',
    zh: '承诺',
    also: ['prepare', '准备'],
    meaning: {
      en: 'An acceptor’s answer to prepare: it will accept nothing below this ballot, and here is the highest-numbered proposal that it has accepted so far.',
      zh: '接受者对准备请求（prepare）的应答：不再接受编号更小的提案，并报告迄今接受过的编号最大的提案。',
    },
    see: ['acceptor', 'ballot', 'proposal'],
  },
  {
    id: 'ballot',
    en: 'ballot',
    zh: '选票编号',
    also: ['proposal number', '提案编号', '投票轮次'],
    meaning: {
      en: 'The number, unique to a proposer, that orders its attempts in Paxos. An acceptor obeys the highest ballot that it has seen.',
      zh: 'Paxos 中为各次尝试定序的编号，由提案者独有。接受者听从自己见过的最大编号。',
    },
    see: ['epoch', 'term', 'promise'],
  },
  {
    id: 'epoch',
    en: 'epoch',
    zh: '纪元',
    also: ['时代', '周期'],
    meaning: {
      en: 'In Zab, the number of a leader’s reign. A new leader opens an epoch higher than any that a quorum has promised; it is the upper half of the zxid.',
      zh: 'Zab 中领导者在位时期的编号。新领导者开启的纪元大于某个法定人数所承诺过的任何纪元；它构成 zxid 的高半部分。',
    },
    see: ['zxid', 'term', 'ballot'],
  },
  {
    id: 'term',
    en: 'term',
    zh: '任期',
    meaning: {
      en: 'In Raft, the number of a period with at most one leader. Every message carries it, and whoever sees a higher one steps down.',
      zh: 'Raft 中至多有一个领导者的时期编号。每条消息都带着它；见到更大任期者立即退为跟随者。',
    },
    see: ['epoch', 'ballot', 'leader'],
  },
  {
    id: 'zxid',
    en: 'zxid',
    zh: 'zxid（事务编号）',
    also: ['ZooKeeper transaction id', '事务 ID'],
    meaning: {
      en: 'The number of a state change: epoch·2³² + counter. It orders all changes of an ensemble.',
      zh: '状态变更的编号：纪元·2³² + 计数。它为集群的全部变更排定次序。',
    },
    see: ['epoch', 'czxid'],
  },
  {
    id: 'czxid',
    en: 'czxid',
    zh: 'czxid（创建事务编号）',
    also: ['creation zxid'],
    meaning: {
      en: 'The zxid of the change that created a znode. It tells the order of creation, and serves as a fencing token.',
      zh: '创建某个 znode 的变更的 zxid。它指明创建的先后，可以充当栅栏令牌。',
    },
    see: ['zxid', 'fencing-token', 'sequential-znode'],
  },
  {
    id: 'proposal',
    en: 'proposal',
    zh: '提案',
    also: ['提议'],
    meaning: {
      en: 'A value or a change that a proposer or a leader asks the voters to accept under its number. A proposal is not yet a decision.',
      zh: '提案者或领导者以自己的编号请求投票成员接受的值或变更。提案还不是决定。',
    },
    see: ['commit', 'proposer', 'entry'],
  },
  {
    id: 'commit',
    en: 'commit',
    zh: '提交',
    meaning: {
      en: 'To become final: a quorum has made the proposal durable under the rules of the protocol, so that no later leader can do without it.',
      zh: '成为定局：提案已按协议规则由一个法定人数持久化，此后任何领导者都不能缺少它。',
    },
    see: ['quorum', 'deliver', 'proposal'],
  },
  {
    id: 'deliver',
    en: 'deliver',
    zh: '交付',
    also: ['投递'],
    meaning: {
      en: 'To hand a committed entry to the state machine, on each server in the same order.',
      zh: '把已提交的条目交给状态机；各服务器的交付次序相同。',
    },
    see: ['commit', 'apply', 'atomic-broadcast'],
  },
  {
    id: 'apply',
    en: 'apply',
    zh: '应用',
    meaning: {
      en: 'To carry out a delivered entry on the state: the tree changes, and the reply and the watch events are made.',
      zh: '在状态上执行已交付的条目：树随之改变，应答与监视事件由此产生。',
    },
    see: ['deliver', 'state-machine-replication'],
  },
  {
    id: 'primary-order',
    en: 'primary order',
    zh: '主序',
    also: ['primary-order', '主节点次序'],
    meaning: {
      en: 'The property that the changes of one primary are delivered in the order in which it broadcast them, and that a new primary first delivers all that was decided in earlier epochs.',
      zh: '一种性质：同一主节点的变更按其广播的次序交付；新的主节点开始广播之前，先交付此前各纪元已决定的全部变更。',
    },
    see: ['atomic-broadcast', 'epoch'],
  },
  {
    id: 'atomic-broadcast',
    en: 'atomic broadcast',
    zh: '原子广播',
    also: ['total order broadcast', '全序广播'],
    meaning: {
      en: 'Delivery of messages so that all servers deliver the same ones in the same order. Zab is an atomic broadcast with primary order.',
      zh: '让所有服务器以相同次序交付相同消息的广播。Zab 是满足主序的原子广播。',
    },
    see: ['primary-order', 'deliver', 'state-machine-replication'],
  },
];
