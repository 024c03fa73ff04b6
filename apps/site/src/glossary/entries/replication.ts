import type { GlossaryEntry } from '../types.ts';

/** Logs, disks, timing and changes of membership. */
export const replication: readonly GlossaryEntry[] = [
  {
    id: 'state-machine-replication',
    en: 'state machine replication',
    zh: '状态机复制',
    also: ['SMR', '复制状态机'],
    meaning: {
      en: 'Keeping copies alike by applying the same deterministic commands in the same order on each of them.',
      zh: '在每个副本上按相同次序执行相同的确定性命令，从而使各副本保持一致。',
    },
    see: ['log', 'apply', 'atomic-broadcast'],
  },
  {
    id: 'log',
    en: 'log',
    zh: '日志',
    also: ['事务日志'],
    meaning: {
      en: 'The ordered sequence of entries that a server has accepted, durable before they are acknowledged. Its tail may hold entries that are not committed.',
      zh: '服务器已接受条目的有序序列，确认之前必须已经持久化。末尾可能含有尚未提交的条目。',
    },
    see: ['entry', 'write-ahead-log', 'snapshot'],
  },
  {
    id: 'entry',
    en: 'entry',
    zh: '日志条目',
    also: ['log entry', '条目'],
    meaning: {
      en: 'One element of the log: a command or a change with its position and the term or epoch in which it was proposed.',
      zh: '日志中的一个元素：一条命令或变更，连同其位置和提出它的任期或纪元。',
    },
    see: ['log', 'proposal'],
  },
  {
    id: 'snapshot',
    en: 'snapshot',
    zh: '快照',
    meaning: {
      en: 'The state at a point of the log, kept so that earlier entries are no longer needed. ZooKeeper’s snapshots are fuzzy: taken while changes go on, and mended by replaying the log.',
      zh: '日志某一位置上的状态，有了它，更早的条目便不再需要。ZooKeeper 的快照是“模糊”的：一边变更一边拍摄，再靠重放日志补正。',
    },
    see: ['compaction', 'log', 'diff-trunc-snap'],
  },
  {
    id: 'compaction',
    en: 'compaction',
    zh: '日志压缩',
    also: ['log compaction', '日志清理'],
    meaning: {
      en: 'Dropping the part of a log that a snapshot covers. A server that needs that part must then be sent the snapshot.',
      zh: '丢弃日志中已被快照覆盖的部分。若有服务器还需要这一部分，就只能把快照发给它。',
    },
    see: ['snapshot', 'log'],
  },
  {
    id: 'diff-trunc-snap',
    en: 'DIFF / TRUNC / SNAP',
    zh: 'DIFF / TRUNC / SNAP（三种同步方式）',
    also: ['synchronization', '差异同步', '截断', '全量同步'],
    meaning: {
      en: 'Zab’s three ways to bring a follower to the leader’s history: send what it lacks, cut off what it has too much, or send the whole state.',
      zh: 'Zab 让跟随者与领导者历史一致的三种方式：补发所缺的部分、截去多余的部分，或发送完整的状态。',
    },
    see: ['epoch', 'snapshot', 'recovery'],
  },
  {
    id: 'write-ahead-log',
    en: 'write-ahead log',
    zh: '预写日志',
    also: ['WAL'],
    meaning: {
      en: 'A log written to disk before the change takes effect, so that the state can be rebuilt after a crash.',
      zh: '变更生效之前先写到磁盘的日志，崩溃之后可据以重建状态。',
    },
    see: ['log', 'fsync', 'torn-write'],
  },
  {
    id: 'fsync',
    en: 'fsync',
    zh: '刷盘（fsync）',
    also: ['fdatasync', '落盘'],
    meaning: {
      en: 'The call that returns only when the data is on stable storage. A vote or an acknowledgement before it may be forgotten in a crash.',
      zh: '数据到达稳定存储之后才返回的系统调用。在它之前发出的投票或确认，可能在崩溃中被遗忘。',
    },
    see: ['write-ahead-log', 'group-commit', 'crash'],
  },
  {
    id: 'torn-write',
    en: 'torn write',
    zh: '残缺写入',
    also: ['partial write', '写撕裂'],
    meaning: {
      en: 'A record of which a crash left only a part on disk. A checksum finds it, and recovery cuts it off at the end of the log.',
      zh: '因崩溃而只有一部分写到磁盘上的记录。校验和能发现它，恢复时从日志末尾截去。',
    },
    see: ['fsync', 'recovery'],
  },
  {
    id: 'group-commit',
    en: 'group commit',
    zh: '组提交',
    also: ['批量刷盘'],
    meaning: {
      en: 'Making several writes durable by one fsync, so that throughput does not end at the speed of the disk’s single flush.',
      zh: '用一次 fsync 持久化多个写入，使吞吐量不受单次刷盘速度的限制。',
    },
    see: ['fsync', 'write-ahead-log'],
  },
  {
    id: 'heartbeat',
    en: 'heartbeat',
    zh: '心跳',
    meaning: {
      en: 'A periodic message by which one side shows the other that it is alive. In Raft it is an append without entries; in ZooKeeper, a ping between leader and learner or between client and server.',
      zh: '一方定期发出、表明自己仍然存活的消息。在 Raft 中是不带条目的追加请求，在 ZooKeeper 中是领导者与学习者之间、客户端与服务器之间的 ping。',
    },
    see: ['election-timeout', 'session'],
  },
  {
    id: 'election-timeout',
    en: 'election timeout',
    zh: '选举超时',
    meaning: {
      en: 'How long a follower waits to hear from a leader before it stands for election. Drawing it at random makes split votes rare; safety never depends on it.',
      zh: '跟随者等不到领导者消息、转而参选之前的等待时间。随机取值可使选票瓜分变得罕见；安全性从不依赖它。',
    },
    see: ['candidate', 'heartbeat', 'safety'],
  },
  {
    id: 'pre-vote',
    en: 'pre-vote',
    zh: '预投票',
    also: ['PreVote'],
    meaning: {
      en: 'A round in Raft that asks whether an election could be won, before the term is raised. It keeps a server that was cut off from deposing a healthy leader on its return.',
      zh: 'Raft 中在提升任期之前，先询问能否当选的一轮。它使曾被隔离的服务器回来时，不会推翻健康的领导者。',
    },
    see: ['check-quorum', 'term', 'candidate'],
  },
  {
    id: 'check-quorum',
    en: 'check-quorum',
    zh: '法定人数检查',
    also: ['CheckQuorum'],
    meaning: {
      en: 'The rule that a leader steps down when it has not heard from a quorum for an election timeout.',
      zh: '领导者在一个选举超时之内没有收到法定人数的消息，便主动退位的规则。',
    },
    see: ['pre-vote', 'quorum', 'lease'],
  },
  {
    id: 'lease',
    en: 'lease',
    zh: '租约',
    meaning: {
      en: 'A right that lasts for a stated time. A leader’s lease lets it answer reads without asking a quorum, as long as clocks keep within their assumed drift.',
      zh: '在约定时间内有效的权利。领导者凭租约可以不询问法定人数而应答读取，前提是时钟偏差不超出假定的范围。',
    },
    see: ['read-index', 'check-quorum'],
  },
  {
    id: 'read-index',
    en: 'ReadIndex',
    zh: 'ReadIndex 读',
    also: ['read index', '读索引'],
    meaning: {
      en: 'Raft’s linearizable read without a log entry: the leader notes its commit index, confirms by a round with a quorum that it still leads, and answers once that index is applied.',
      zh: 'Raft 中不写日志的线性一致读：领导者记下提交位置，与法定人数通信一轮以确认自己仍在位，待该位置应用之后再应答。',
    },
    see: ['linearizability', 'lease', 'sync'],
  },
  {
    id: 'membership',
    en: 'membership',
    zh: '成员关系',
    also: ['configuration', '成员配置', '重配置'],
    meaning: {
      en: 'Which servers belong to the ensemble and which of them vote. A majority is counted over it; changing it is itself a replicated decision.',
      zh: '哪些服务器属于集群、其中哪些有投票权。多数派以它为准计算；改变它，本身也是一项复制的决定。',
    },
    see: ['joint-consensus', 'single-server-change', 'member'],
  },
  {
    id: 'joint-consensus',
    en: 'joint consensus',
    zh: '联合共识',
    meaning: {
      en: 'A change of membership through a phase in which decisions need a quorum of the old and one of the new configuration.',
      zh: '成员变更的一种方式：过渡阶段的决定须同时得到新、旧两个配置的法定人数。',
    },
    see: ['membership', 'single-server-change'],
  },
  {
    id: 'single-server-change',
    en: 'single-server change',
    zh: '单成员变更',
    meaning: {
      en: 'A change of membership by one server at a time, so that any quorum of the old configuration meets any of the new. The next change must wait until the former is committed, and a new leader must first commit an entry of its own term.',
      zh: '每次只增减一个成员的变更，使新旧配置的任意法定人数必有交集。前一次提交之后才能开始下一次，新领导者还须先提交一条本任期的条目。',
    },
    see: ['membership', 'joint-consensus'],
  },
  {
    id: 'leadership-transfer',
    en: 'leadership transfer',
    zh: '领导权转移',
    meaning: {
      en: 'Handing leadership over on purpose: the leader brings a follower up to date, stops taking writes, and has it stand for election at once.',
      zh: '有意移交领导权：领导者使某个跟随者追上进度，停止接收写入，并让它立即参选。',
    },
    see: ['leader', 'election-timeout'],
  },
];
