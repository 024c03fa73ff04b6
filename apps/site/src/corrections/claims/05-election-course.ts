import { provenBy } from '../runs.ts';
import type { Claim } from '../types.ts';

/** What election is for, and how far the article’s code gets. */
export const electionCourse: readonly Claim[] = [
  {
    id: 'C46',
    section: '4.2',
    topics: ['election'],
    claim: {
      en: 'Elections are a common use of ZooKeeper.',
      zh: '用 ZooKeeper 做选举很常见。',
    },
    verdict: 'true',
    correct: {
      en: 'Elections are a common use of ZooKeeper, and the official recipes describe one with sequential ephemeral znodes.',
      zh: '选举确实是 ZooKeeper 的常见用途；官方配方给出了用临时顺序 znode 实现的选举。',
    },
    sources: [{ source: 'Rec', at: 'sc_leaderElection' }],
    proofs: [{ type: 'text' }],
    experiments: [],
  },
  {
    id: 'C47',
    section: '4.2',
    topics: ['election', 'ecosystem'],
    claim: {
      en: 'The article says that an election implements leader election, load balancing and service discovery.',
      zh: '文章说，选举可以实现领导者选举、负载均衡和服务发现。',
    },
    verdict: 'misleading',
    correct: {
      en: 'Service discovery is group membership: ephemeral children of one znode, and a child watch on it. Load balancing is a client’s policy over that list. Neither needs a leader.',
      zh: '服务发现其实是组成员管理：同一 znode 之下的临时子 znode，加上对子列表的监视点（watch）。负载均衡则是客户端在这份名单上采取的策略。两者都不需要领导者。',
    },
    sources: [
      { source: 'Rec', at: 'sc_outOfTheBox' },
      { source: 'ZK10', at: '§2.4' },
    ],
    proofs: [{ type: 'text' }],
    experiments: ['X12'],
  },
  {
    id: 'C48',
    section: '4.2 code',
    topics: ['code'],
    claim: {
      en: 'The listing of the election is labelled as Ruby.',
      zh: '选举的代码标注为 Ruby。',
    },
    verdict: 'false',
    correct: {
      en: 'The listing of the election is Python, like that of the lock.',
      zh: '选举的代码与锁的代码一样，都是 Python。',
    },
    sources: [],
    proofs: provenBy('V0'),
    experiments: [],
  },
  {
    id: 'C49',
    section: '4.2 code',
    topics: ['code', 'election'],
    claim: {
      en: 'The election is presented as runnable code.',
      zh: '文章给出的选举代码，看上去可以直接运行。',
    },
    verdict: 'false',
    correct: {
      en: 'As printed the article’s election uses the module `time` without importing it. A missing parent stops it even earlier; once the parents exist, the NameError comes after the znodes have been created, and they stay behind for good.',
      zh: '文章的选举照原样用到 `time` 模块却没有导入。缺少父 znode 会让它更早失败；父 znode 都在时，NameError 发生在自己的 znode 建好之后，这些 znode 就永久地留了下来。',
    },
    sources: [],
    proofs: provenBy('V0'),
    experiments: ['X13'],
  },
  {
    id: 'C50',
    section: '4.2 code',
    topics: ['code', 'election'],
    claim: {
      en: 'The candidates are presented as competing with each other.',
      zh: '按代码的说法，各候选者互相竞争。',
    },
    verdict: 'false',
    correct: {
      en: 'In the article’s election the path of each candidate contains its own name, so that each has a ballot box to itself in which nobody else can ever appear. The recipe puts all candidates under one shared parent.',
      zh: '在文章的选举里，每个候选者的路径都含有自己的名字，等于各有一个私人投票箱，别人永远不会出现在里面。标准配方让所有候选者共用一个父 znode。',
    },
    matters: {
      en: 'The fault is in the structure; nothing short of a redesign mends it.',
      zh: '问题出在结构上，不重新设计就无法修好。',
    },
    sources: [{ source: 'Rec', at: 'sc_leaderElection' }],
    proofs: provenBy('V4'),
    experiments: ['X13'],
  },
  {
    id: 'C51',
    section: '4.2 code',
    topics: ['code', 'election'],
    claim: {
      en: 'The code is said to detect that there is a leader already.',
      zh: '代码声称能够发现领导者已经存在。',
    },
    verdict: 'false',
    correct: {
      en: 'A candidate of the article’s election looks for its own name under `/elections`, which says only that its own znode exists there. With these znodes in place, all three candidates in our run reported that they were leader already.',
      zh: '文章的候选者在 `/elections` 下寻找的是自己的名字，而这只能说明自己的 znode 存在。在我们的实测中，预先建好这些 znode，三个候选者都报告自己早已是领导者。',
    },
    matters: {
      en: 'There are three leaders at once.',
      zh: '同时出现三个领导者。',
    },
    sources: [],
    proofs: provenBy('V3'),
    experiments: ['X13'],
  },
  {
    id: 'C52',
    section: '4.2 code',
    topics: ['code', 'election'],
    claim: {
      en: 'The code is taken to be able to start an election.',
      zh: '代码看上去能够发起一次选举。',
    },
    verdict: 'false',
    correct: {
      en: 'The create in the article’s election needs the znode `/elections/<name>` to exist; where it does exist, the check before it ends the attempt with “leader already”. So the printed code either raises NoNode or declares everyone leader. No third outcome can be reached.',
      zh: '文章的选举在创建时要求 `/elections/<名字>` 已经存在；可一旦存在，前面的检查就会以“早已是领导者”提前结束。因此原样的代码要么抛出 NoNode，要么宣布人人都是领导者，没有第三种结果。',
    },
    sources: [],
    proofs: provenBy('V1', 'V2', 'V3'),
    experiments: ['X13'],
  },
  {
    id: 'C53',
    section: '4.2 code',
    topics: ['code', 'election'],
    claim: {
      en: 'The code is said to count votes.',
      zh: '代码声称自己在统计选票。',
    },
    verdict: 'false',
    correct: {
      en: 'In the article’s election the votes are put below the candidate and never read. What it counts are candidates.',
      zh: '在文章的选举里，选票建在候选者之下，从来没有被读取；它统计的其实是候选者。',
    },
    sources: [],
    proofs: provenBy('V4'),
    experiments: ['X13'],
  },
];
