import type { RaftRules } from '@menagerie/raft';

export type RaftRule = keyof RaftRules;

export type RuleGroup =
  | 'election'
  | 'replication'
  | 'durability'
  | 'membership'
  | 'snapshots'
  | 'reads';

/** The rules by the chapter of the algorithm to which they belong, in the order in which they are read. */
export const ruleGroups: Readonly<Record<RuleGroup, readonly RaftRule[]>> = {
  election: [
    'mayGrantVote',
    'isLogUpToDate',
    'tally',
    'isCurrentGrant',
    'mayCampaign',
    'votesThough',
    'heedsCandidate',
    'shelterMs',
    'sheltersAfterStart',
    'staysLeader',
    'answersStale',
  ],
  replication: [
    'isConsistent',
    'conflicts',
    'verifiedIndex',
    'followerCommit',
    'nextToProbe',
    'heartbeatResumes',
    'isCurrentAnswer',
    'mayCommit',
    'deliverableThrough',
  ],
  durability: [
    'persistedTerm',
    'persistedVote',
    'voteWaits',
    'acknowledgementWaits',
    'ownEntryWaits',
  ],
  membership: [
    'quorumOf',
    'takesEffect',
    'mayChangeInTerm',
    'mayChangeAfter',
    'leavesJoint',
    'leadsOn',
    'countsAsMember',
    'statedIncarnation',
  ],
  snapshots: ['mayCompact', 'holdsSnapshot', 'isNextChunk'],
  reads: ['readIndex', 'isConfirmed', 'leaseMs', 'mayUseLease'],
};

/** What each rule says, for Chinese readers; the English sentence stands in the protocol itself. */
export const chineseRules: Readonly<Record<RaftRule, string>> = {
  mayGrantVote: '一台服务器在一个任期里至多投一票，投给先来请求的候选者。',
  isLogUpToDate: '只投给这样的候选者：它最后一条记录的任期更晚，或者任期相同而索引不更小。',
  tally: '候选者数的是不同的投票者，而不是收到的答复。',
  isCurrentGrant: '只有本任期的选票才算数。',
  mayCampaign:
    '投票成员可以参选，对它的移除尚未提交时也可以；学习者、备用服务器和丢失磁盘的服务器不参选。',
  votesThough: '即使自己的成员表里没有把自己列为投票成员，服务器也照样投票。',
  heedsCandidate:
    '在最短选举超时之内听到过领导者的服务器，不理会候选者，除非候选者是领导者派来的。',
  shelterMs: '听到领导者之后，在整个最短选举超时之内，服务器不投出任何选票。',
  sheltersAfterStart: '刚启动的服务器已经忘了上次何时听到领导者，所以就当是刚刚听到。',
  staysLeader: '如果一个选举超时过去，仍没有听到法定人数的消息，领导者就退位。',
  answersStale: '来自旧任期的请求，要用更新的任期来答复。',
  isConsistent: '新条目之前的那一条，索引和任期都与领导者所说的一致，跟随者才接受新条目。',
  conflicts: '只有与领导者不同的条目才让位，连同它之后的全部条目。',
  verifiedIndex: '一条消息只能证明到它携带的最后一条为止双方一致，再往后就不能了。',
  followerCommit: '跟随者的提交索引取自领导者，但不超过已证明一致的位置。',
  nextToProbe: '被拒绝之后，领导者退回到双方可能一致的位置，至少退一条。',
  heartbeatResumes: '消息丢失后，复制最多停到下一次心跳得到答复为止。',
  isCurrentAnswer: '在别的任期给出的答复一律忽略。',
  mayCommit: '领导者只靠计数来提交自己任期的条目。',
  deliverableThrough: '条目按顺序应用到提交索引为止，每条恰好一次。',
  persistedTerm: '当前任期已写在磁盘上。',
  persistedVote: '选票已写在磁盘上。',
  voteWaits: '选票先落盘，后投出。',
  acknowledgementWaits: '条目先落盘，后确认。',
  ownEntryWaits: '条目在本机落盘之前，领导者可以先发给别人，但落盘之后才能把自己算进去。',
  quorumOf: '由多数投票成员决定；成员表处于联合状态时，新旧两半各自都要有多数。',
  takesEffect: '日志里最新的成员表立即生效，不论是否已提交。',
  mayChangeInTerm: '领导者在本任期提交过一条记录之后，才能变更成员。',
  mayChangeAfter: '一次只做一项变更：前一项必须已提交。',
  leavesJoint: '联合成员表一经提交，任何领导者都会把它收尾。',
  leadsOn: '不在新成员表里的领导者，在新成员表提交之后退位。',
  countsAsMember: '丢失磁盘的服务器不再是原来的成员，不计算在内。',
  statedIncarnation: '服务器如实说明自己是第几个化身。',
  mayCompact: '只有已提交并且已应用的条目，才用快照代替。',
  holdsSnapshot: '日志里有快照的最后一条，而且任期相同，快照所涵盖的内容就都有了。',
  isNextChunk: '分块从第一个字节起依次拼接，中间不留空缺。',
  readIndex: '读取看到的是领导者的提交索引，并且至少包含本任期的空操作。',
  isConfirmed: '读取要等到法定人数答复了一次心跳，而且那次心跳是在读取到来之后发出的。',
  leaseMs: '租约从那一轮心跳发出时算起，比选举超时短，短的部分正是时钟误差的上限。',
  mayUseLease: '领导者一旦让别的服务器参选，自己就不再有租约。',
};
