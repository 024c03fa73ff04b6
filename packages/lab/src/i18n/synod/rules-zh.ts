import type { SynodRules } from '@menagerie/paxos';

/** What each rule of the Synod says. A rule without its sentence does not compile. */
export const synodRulesZh: Readonly<Record<keyof SynodRules, string>> = {
  mayPropose: '丢失了磁盘的服务器忘了自己用过哪些编号，因而不再提案。',
  nextBallot: '不同的提案者从互不相交的集合里取选票编号。',
  persistedRound: '提案者把自己试过的最大轮次记在磁盘上。',
  ballotWaits: '编号落盘之后才使用。',
  mayPromise: '接受者只承诺比以往承诺过的都大的编号。',
  persistedPromise: '承诺写入磁盘。',
  promiseWaits: '承诺落盘之后才给出。',
  isPromiseFor: '提案者只数给自己当前编号的承诺。',
  supersedes: '承诺里报告的已接受提案，以编号最大的为准。',
  valueToPropose:
    '要提出的值，是承诺里编号最大的已接受提案的值；一个也没有，才能提出客户端的愿望。',
  mayAccept: '只要没有承诺过更大的编号，接受者就接受提案。',
  voteIsKept: '接受了什么，写入磁盘。',
  voteWaits: '投票落盘之后才告诉别人。',
  countsAsAcceptor: '丢失了磁盘的接受者已不是原来的那个接受者。',
  tally: '法定人数是不同的接受者的集合。',
  talliedBallot: '一个法定人数在同一个编号里都接受了某个值，这个值才算选定。',
  quorumsOf: '第一阶段的每个法定人数，都与第二阶段的每个法定人数相交。',
  backOff: '被拒的提案者随机等待一段时间再试。',
};

export const synodMutantsZh: Readonly<Record<string, string>> = {
  'P-01': '提案者忘了自己试过哪些轮次，重启后又用了一遍。',
  'P-02': '编号只是一个数：两个提案者可能用到同一个。',
  'P-03': '承诺不写磁盘。',
  'P-04': '接受了什么，不写磁盘。',
  'P-06': '只接受比承诺更大的编号：该用 ≥ 的地方用了 >。',
  'P-07': '承诺里报告了别的值，提案者仍坚持自己的值。',
  'P-08': '承诺报告的值里，取了编号最小的那个。',
  'P-10': '数的是答复的次数，不是不同的接受者。',
  'P-13': '投票不说自己属于哪个编号，一律算作已知的最新编号。',
  'P-14': '四个接受者里两个就算法定人数，两个阶段都如此。',
  'P-24': '被拒的提案者立刻再试。',
  'P-28': '不管承诺过什么，接受者来者不拒。',
  'P-29': '承诺里什么也没报告，提案者就自己编一个值。',
  'P-30': '编号还没落盘就使用。',
  'P-31': '承诺还没落盘就给出。',
  'P-32': '投票还没落盘就告诉别人。',
  'P-33': '谁来要都承诺，编号更小也一样。',
  'P-34': '换上空磁盘的接受者，仍当作原来的那个计数。',
  'P-35': '同一提案者先前编号得到的承诺也算数。',
  'P-41': '丢失了磁盘的服务器继续提案，可能再次用到从前用过的编号。',
};
