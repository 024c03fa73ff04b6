import type { RaftRules } from '@menagerie/raft';

/** What each rule of Raft says. A rule without its sentence does not compile. */
export const raftRulesZh: Readonly<Record<keyof RaftRules, string>> = {
  isLogUpToDate: '选票只投给最后一个条目任期更大、或任期相同而索引不小的候选者。',
  mayGrantVote: '一台服务器在一个任期里至多投一票，投给最先来要的候选者。',
  votesThough: '即使按自己所知的成员名单没有投票权，服务器也照样投票。',
  tally: '候选者数的是不同的投票成员，不是答复的次数。',
  isCurrentGrant: '只有当前任期的选票才算数。',
  heedsCandidate: '在最短选举超时之内听到过领导者的服务器不理会候选者，除非是领导者让它们来的。',
  shelterMs: '听到领导者之后，在整个最短选举超时之内，服务器不投任何票。',
  sheltersAfterStart: '刚启动的服务器忘了上次何时听到领导者，所以当作刚刚听到。',
  mayCampaign:
    '投票成员可以参选，对它的移除尚未提交时也可以；学习者、备用服务器和丢失磁盘的服务器不参选。',
  answersStale: '来自旧任期的请求，以新的任期作答。',
  staysLeader: '一个选举超时之内没有听到法定人数（多数派）的消息，领导者就退位。',
  isConsistent: '只有前一个条目的索引与任期和领导者所说的一致，跟随者才收下条目。',
  conflicts: '只有与领导者不同的条目才让位，连同它后面的全部条目。',
  verifiedIndex: '一条消息只能证明到它所带的最后一个条目为止是一致的，不能更远。',
  followerCommit: '跟随者的提交索引取领导者的，但不超过已证明一致的位置。',
  nextToProbe: '被拒之后，领导者退到两份日志可能一致的位置，至少退一个条目。',
  heartbeatResumes: '丢了一条消息，复制就停下，直到下一次心跳得到答复。',
  isCurrentAnswer: '在别的任期里给出的答复不予理会。',
  mayCommit: '领导者只对自己任期的条目以计数的方式提交。',
  deliverableThrough: '条目按顺序应用到提交索引为止，每条一次。',
  quorumOf: '由投票成员的多数派决定；成员处于联合状态时，新旧两半各需多数派。',
  countsAsMember: '丢失了磁盘的服务器已不是原来的那个成员，不计在内。',
  statedIncarnation: '服务器如实说出自己的磁盘编号。',
  takesEffect: '日志里最新的成员名单立即生效，不论是否已提交。',
  mayChangeInTerm: '领导者提交了本任期的条目之后，才可以变更成员。',
  mayChangeAfter: '一次只做一项变更：前一项必须已提交。',
  leavesJoint: '联合成员一经提交，任何领导者都会使它结束。',
  leadsOn: '不在新成员名单里的领导者，待名单提交后退位。',
  readIndex: '读取看到领导者的提交索引，并且至少看到本任期的 no-op。',
  isConfirmed: '读请求到达之后发出的心跳得到法定人数（多数派）的答复，读取才放行。',
  leaseMs: '租约从这一轮发出时算起，按时钟误差的界限短于选举超时。',
  mayUseLease: '已让别的服务器参选的领导者，不再持有租约。',
  newLeaderKeeps: '新领导者保留自己的全部日志，不论是否已提交。',
  mayCompact: '只有已提交并已应用的条目，才由快照取代。',
  holdsSnapshot: '日志里有快照的最后一条、且任期相同，就说明快照覆盖的条目它全都有。',
  isNextChunk: '分块从第一个字节起依次拼接，中间不留空隙。',
  persistedVote: '选票写入磁盘。',
  persistedTerm: '当前任期写入磁盘。',
  voteWaits: '选票落盘之后才投出。',
  acknowledgementWaits: '条目落盘之后才确认。',
  ownEntryWaits: '领导者可以在条目落盘之前就发送，但落盘之后才把自己计入。',
};

/** What each known mistake does. */
export const raftMutantsZh: Readonly<Record<string, string>> = {
  'R-01': '领导者数一数谁持有，就提交旧任期的条目。',
  'R-02': '跟随者提交到领导者的索引，或自己日志的末尾。',
  'R-03': '选票不写磁盘，也不保留。',
  'R-04': '任期不写磁盘，也不保留。',
  'R-05': '跟随者在条目落盘之前就确认。',
  'R-06': '领导者在自己的条目落盘之前就把自己计入。',
  'R-07': '只比较日志的长度。',
  'R-08': '只有最后的索引和任期都落后，才拒绝候选者。',
  'R-10': '跟随者确认整份日志，而不是消息所证明一致的部分。',
  'R-11': '领导者把旧任期里的确认也算进来。',
  'R-13': '数的是同意的次数，不是不同的投票成员。',
  'R-14': '先前任期的同意也算数。',
  'R-16': '投票成员为偶数时，把一半当作法定人数。',
  'R-17': '领导者在提交本任期的条目之前就变更成员。',
  'R-18': '前一项成员变更还没提交，就开始第二项。',
  'R-19': '联合成员里只凭新的一半提交。',
  'R-20': '联合成员里只凭新的一半选举。',
  'R-21': '成员名单提交后才生效，仿佛其间没有谁参选。',
  'R-22': '只有进入联合成员的那个领导者才使它结束。',
  'R-24': '学习者也计入法定人数。',
  'R-26': '只要编号是成员的就算数，哪怕换了磁盘。',
  'R-27': '丢失了磁盘的服务器，以原来的身份回来。',
  'R-28': '新领导者还没提交本任期的条目，就按自己的提交索引答复读取。',
  'R-29': '领导者不问自己是否仍是领导者，就答复读取。',
  'R-31': '已下令移交领导权，租约仍然有效。',
  'R-32': '不管时钟如何，租约与最长的选举超时一样长。',
  'R-33': '不论刚刚是否听到领导者，谁问就投给谁。',
  'R-25': '服务器还不知道自己已成为投票成员，就拒绝投票。',
  'R-40': '对旧任期的请求一声不吭。',
  'R-38': '被拒之后，领导者仍在同一位置再试。',
  'R-39': '因丢失消息而暂停的同伴，一直暂停下去。',
  'R-46': '条目还没提交就交给应用。',
  'R-47': '日志压缩到了尚未应用的条目。',
  'R-48': '只要在快照的索引处有条目，不管任期，就当作已有快照覆盖的一切。',
  'R-49': '快照的分块不管先后，来了就拼。',
  'R-51': '新领导者丢弃自己不知道已提交的条目。',
  'R-50': '日志里一写上自己被移除就放弃参选，不管这一条是否已提交。',
};

export function ruleZh(id: string, says: string): string {
  return isRule(id) ? raftRulesZh[id] : says;
}

export function mutantZh(id: string, mistake: string): string {
  return raftMutantsZh[id] ?? mistake;
}

function isRule(id: string): id is keyof RaftRules {
  return Object.hasOwn(raftRulesZh, id);
}
