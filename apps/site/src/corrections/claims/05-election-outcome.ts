import { provenBy } from '../runs.ts';
import type { Claim } from '../types.ts';

/** Whom the article’s election elects, and what it leaves behind. */
export const electionOutcome: readonly Claim[] = [
  {
    id: 'C54',
    section: '4.2 code',
    topics: ['code', 'election', 'quorum'],
    claim: {
      en: 'The code lets a single vote, a candidate’s own, elect the leader.',
      zh: '代码认为，只要有自己的一票，就可以当选。',
    },
    verdict: 'false',
    correct: {
      en: 'One’s own vote elects nobody: agreement among candidates needs something that only one of them can hold, such as the lowest sequence number below a shared parent. With its parents created automatically, the code let each of three candidates elect itself: three leaders, 0 deletions.',
      zh: '自己投给自己的一票选不出任何人：候选者之间要达成一致，需要一件只有一方能占有的东西，例如共享父 znode 之下最小的顺序编号。让父 znode 自动创建后，这段代码使三个候选者各自选出了自己：三个领导者，0 次删除。',
    },
    sources: [],
    proofs: provenBy('V4'),
    experiments: ['X13'],
  },
  {
    id: 'C55',
    section: '4.2 code',
    topics: ['code', 'election'],
    claim: {
      en: 'The number that the code compares is taken for a count of votes.',
      zh: '代码把所比较的整数当作得票数。',
    },
    verdict: 'false',
    correct: {
      en: 'The number that the article’s election compares is a candidate’s name turned into an integer: any name that is not a number raises ValueError.',
      zh: '文章的选举所比较的，其实是转换成整数的候选者名字；名字只要不是数字，就会抛出 ValueError。',
    },
    sources: [],
    proofs: provenBy('V5'),
    experiments: ['X13'],
  },
  {
    id: 'C56',
    section: '4.2 code',
    topics: ['code', 'election'],
    claim: {
      en: 'The code says that the candidate with the most votes wins.',
      zh: '代码声称得票最多者获胜。',
    },
    verdict: 'false',
    correct: {
      en: 'In the article’s election, given numeric names, the numerically greatest name wins, and no vote is read.',
      zh: '在文章的选举里，名字为数字时，获胜的是数值最大的名字，选票根本没有被读取。',
    },
    sources: [],
    proofs: provenBy('V6', 'V8'),
    experiments: ['X13'],
  },
  {
    id: 'C57',
    section: '4.2 code',
    topics: ['code', 'election', 'operations'],
    claim: {
      en: 'The code is taken to announce its winner.',
      zh: '按理，代码会宣布胜者。',
    },
    verdict: 'false',
    correct: {
      en: 'In the article’s election the winner’s branch neither returns nor sleeps. In our run it made 25,777 reads in 10 s and then ran into the time limit, at which the code gives up its candidacy; with recursive deletion added, it removed itself and reported a timeout. It wins only if the loser vanishes first.',
      zh: '在文章的选举里，胜者所走的分支既不返回，也不休眠。在我们的实测中，它在 10 秒内读了 25,777 次，随后到达时限，而代码在时限一到就放弃自己的候选资格；补上递归删除之后，它删掉了自己并报告超时。只有落选者先行消失，它才能胜出。',
    },
    matters: {
      en: 'One waiting candidate costs thousands of reads a second.',
      zh: '一个等待中的候选者，每秒就要耗费数千次读取。',
    },
    sources: [],
    proofs: provenBy('V6', 'V7'),
    experiments: ['X13'],
  },
  {
    id: 'C58',
    section: '4.2 code',
    topics: ['code', 'election', 'znodes'],
    claim: {
      en: 'The losers are taken to clean up after themselves.',
      zh: '按理，落选者会清理自己留下的东西。',
    },
    verdict: 'false',
    correct: {
      en: 'A znode that has a child cannot be deleted: the attempt raises NotEmpty. In the article’s election the loser and the winner that timed out both crash on it and leave the tree behind.',
      zh: '有子 znode 的 znode 不能删除，否则得到 NotEmpty。在文章的选举里，落选者和超时的胜者都在这一步崩溃，建好的 znode 全都留在原处。',
    },
    sources: [{ source: 'API', at: 'delete' }],
    proofs: provenBy('V6'),
    experiments: ['X13'],
  },
  {
    id: 'C59',
    section: '4.2 code',
    topics: ['election', 'sessions', 'znodes'],
    claim: {
      en: 'The code implies that leadership ends when the leader dies.',
      zh: '代码暗示：领导者一死，其领导地位也就终止。',
    },
    verdict: 'false',
    correct: {
      en: 'In the article’s election leadership never ends: the znodes are persistent, and there is no watch, no new election and no epoch. A restarted candidate reads its own leftovers and reports that it is leader already. A leader’s znode must be ephemeral, so that it goes when the leader’s session expires.',
      zh: '在文章的选举里，领导地位永远不会终止：znode 是持久的，没有监视点，没有重新选举，也没有纪元（epoch）。候选者重启后读到自己的残留，便报告自己早已是领导者。领导者的 znode 应当是临时的（ephemeral），会话过期时随之消失。',
    },
    matters: {
      en: 'It is a failover mechanism without failover.',
      zh: '这是一种不会切换的故障切换机制。',
    },
    sources: [{ source: 'Rec', at: 'sc_leaderElection' }],
    proofs: provenBy('V4'),
    experiments: ['X13'],
  },
  {
    id: 'C60',
    section: '4.2 code',
    topics: ['code', 'election'],
    claim: {
      en: 'The code says that the winner removes the others.',
      zh: '代码声称胜者会删除其他人的节点。',
    },
    verdict: 'false',
    correct: {
      en: 'The loop by which the article’s winner would remove others never finds another name, since each candidate looks below a path of its own. And a protocol in which a candidate deletes its rivals’ ballots would elect the fastest deleter.',
      zh: '文章中胜者用来删除他人的循环，从来找不到别的名字，因为每个候选者看的都是自己专有的路径。况且，若一个协议允许候选者删除对手的选票，选出来的不过是删得最快的那个。',
    },
    sources: [],
    proofs: provenBy('V4'),
    experiments: ['X13'],
  },
  {
    id: 'C61',
    section: '4.2 code',
    topics: ['election', 'fencing', 'sessions'],
    claim: {
      en: 'The code lets a wait of 10 s decide the election.',
      zh: '代码靠等待 10 秒来决出结果。',
    },
    verdict: 'misleading',
    correct: {
      en: 'An election by the recipe needs no clock: the lowest sequence number leads, and each candidate watches its predecessor. Time serves only to detect failures, as the session timeout. A leader must still be fenced, since a paused one may act after its session has expired.',
      zh: '按标准配方选举不需要时钟：顺序编号最小者领导，其余各自监视排在自己前面的那一个。时间只用来检测故障，也就是会话超时。领导者仍须加栅栏（fencing），因为停顿过的领导者可能在会话过期之后继续行动。',
    },
    sources: [{ source: 'Rec', at: 'sc_leaderElection' }],
    proofs: provenBy('V9'),
    experiments: ['X13'],
  },
];
