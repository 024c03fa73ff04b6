import type { GlossaryEntry } from '../types.ts';

/** Words of the lab, the simulator and the checker. */
export const laboratory: readonly GlossaryEntry[] = [
  {
    id: 'simulator',
    en: 'simulator',
    zh: '模拟器',
    also: ['simulation', '仿真器'],
    meaning: {
      en: 'A deterministic world of network, disks and clocks in which the real protocol code runs. The same seed and the same interventions give the same run.',
      zh: '由网络、磁盘和时钟构成的确定性环境，真实的协议代码在其中运行。种子与干预相同，运行就相同。',
    },
    see: ['scenario', 'trace', 'seed'],
  },
  {
    id: 'seed',
    en: 'seed',
    zh: '随机种子',
    also: ['种子'],
    meaning: {
      en: 'The number from which a run draws all its chance. Whoever has it can repeat the run exactly.',
      zh: '一次运行中全部随机性的来源。有了它，就能一模一样地重现这次运行。',
    },
    see: ['simulator', 'schedule'],
  },
  {
    id: 'scenario',
    en: 'scenario',
    zh: '场景',
    meaning: {
      en: 'A named starting point for a run: protocol, number of servers, seed, and what happens at which time.',
      zh: '一次运行的具名起点：协议、服务器数量、种子，以及何时发生何事。',
    },
    see: ['schedule', 'intervention'],
  },
  {
    id: 'schedule',
    en: 'schedule',
    zh: '调度',
    also: ['interleaving', '执行次序'],
    meaning: {
      en: 'The order in which messages, timers and steps of processes take place. Many bugs appear under a few schedules only.',
      zh: '消息、定时器和各进程步骤发生的次序。许多错误只在少数调度下才会出现。',
    },
    see: ['scenario', 'model-checker'],
  },
  {
    id: 'intervention',
    en: 'intervention',
    zh: '干预',
    meaning: {
      en: 'A change that a reader makes to a run: drop or delay a message, crash or pause a server, cut a link, fail a disk.',
      zh: '读者对运行所作的改动：丢弃或推迟消息，使服务器崩溃或停顿，切断链路，使磁盘出错。',
    },
    see: ['branch', 'scenario'],
  },
  {
    id: 'branch',
    en: 'branch',
    zh: '分支',
    meaning: {
      en: 'A second future of a run, begun by an intervention at an earlier event. The first future is kept.',
      zh: '在较早的事件处施加干预，由此展开的另一种未来。原来的未来依然保留。',
    },
    see: ['intervention', 'trace'],
  },
  {
    id: 'trace',
    en: 'trace',
    zh: '轨迹',
    also: ['追踪', '执行记录'],
    meaning: {
      en: 'The record of a run: each event with its server, its time and its causes. All views of the lab are drawn from it.',
      zh: '一次运行的记录：每个事件及其服务器、时间和原因。实验室的一切视图都据此绘制。',
    },
    see: ['happened-before', 'branch', 'counterexample'],
  },
  {
    id: 'model-checker',
    en: 'model checker',
    zh: '模型检查器',
    also: ['explorer', '模型检验', '探索器'],
    meaning: {
      en: 'A program that visits every state reachable within given bounds and tests the invariants in each. Within the bounds its “no violation” is a proof, beyond them it is not.',
      zh: '在给定界限内遍历每个可达状态、并逐一检验不变量的程序。界限之内，“无违例”就是证明；界限之外则不是。',
    },
    see: ['invariant', 'counterexample', 'mutant'],
  },
  {
    id: 'counterexample',
    en: 'counterexample',
    zh: '反例',
    meaning: {
      en: 'A run that violates a property. The checker shows the shortest that it can find.',
      zh: '违反某个性质的一次运行。检查器会给出所能找到的最短者。',
    },
    see: ['trace', 'model-checker', 'shrinking'],
  },
  {
    id: 'shrinking',
    en: 'shrinking',
    zh: '缩减',
    also: ['minimization', '最小化'],
    meaning: {
      en: 'Removing from a failing run whatever it does not need in order to fail.',
      zh: '从失败的运行中去掉一切与失败无关的部分。',
    },
    see: ['counterexample', 'intervention'],
  },
  {
    id: 'mutant',
    en: 'mutant',
    zh: '变异体',
    also: ['mutation', '突变体'],
    meaning: {
      en: 'A protocol with one rule broken on purpose. A checker that does not notice it is not checking that rule.',
      zh: '故意破坏一条规则的协议。若检查器没有察觉，说明它并未检查这条规则。',
    },
    see: ['model-checker', 'invariant'],
  },
  {
    id: 'virtual-time',
    en: 'virtual time',
    zh: '虚拟时间',
    meaning: {
      en: 'The simulator’s own clock, which jumps from event to event and never waits.',
      zh: '模拟器自己的时钟，从一个事件直接跳到下一个事件，从不等待。',
    },
    see: ['simulator', 'schedule'],
  },
  {
    id: 'property',
    en: 'property',
    zh: '性质',
    meaning: {
      en: 'A named statement about every run. “Always” holds after each event, “step” holds of each event by itself, “sometimes” is reached in some run, “eventually” holds once faults have healed.',
      zh: '关于每次运行的具名命题：“始终”在每个事件之后成立，“每步”对每个事件单独成立，“有时”在某次运行中到达，“终将”在故障恢复之后成立。',
    },
    see: ['invariant', 'safety', 'liveness'],
  },
  {
    id: 'scope',
    en: 'scope',
    zh: '范围',
    also: ['bounded model', '界限'],
    meaning: {
      en: 'A bounded part of all that a protocol can do: which configuration, network and disks, and how often each thing may happen. A search looks at all of it.',
      zh: '协议全部可能行为中有界的一部分：什么配置，什么网络，什么磁盘，每件事至多发生几次。搜索会把它整个看完。',
    },
    see: ['budget', 'model-checker'],
  },
  {
    id: 'budget',
    en: 'budget',
    zh: '预算',
    meaning: {
      en: 'How often one kind of event may happen in a run of a scope: two elections, one crash.',
      zh: '在一个范围的一次运行中，某种事件至多发生几次，例如两次选举、一次崩溃。',
    },
    see: ['scope'],
  },
  {
    id: 'symmetry-reduction',
    en: 'symmetry reduction',
    zh: '对称归约',
    also: ['reduction', '对称约简', '归约'],
    meaning: {
      en: 'Counting worlds as one that differ only by the names of servers. Sound only where ids are compared for equality and nothing else.',
      zh: '把仅仅服务器名字不同的世界算作同一个。只有当编号除了比较是否相同之外别无用处时，才是可靠的。',
    },
    see: ['scope', 'model-checker'],
  },
  {
    id: 'fingerprint',
    en: 'fingerprint',
    zh: '指纹',
    also: ['hash', '哈希压缩'],
    meaning: {
      en: 'The 64 bits that a search keeps of a world that it has seen. Two worlds with one fingerprint would be taken for the same, which is very unlikely and is bounded in each report.',
      zh: '搜索为见过的世界保留的 64 位摘要。两个世界若指纹相同就会被当成一个，这极不可能，每份报告都给出其上界。',
    },
    see: ['model-checker', 'scope'],
  },
  {
    id: 'intent',
    en: 'intent',
    zh: '意图',
    meaning: {
      en: 'A step of a schedule in words that fit any protocol, such as “the leader crashes”. Who that is follows from the run.',
      zh: '日程中的一步，用任何协议都适用的话写成，例如“领导者崩溃”；具体是谁，由运行决定。',
    },
    see: ['schedule', 'scenario'],
  },
  {
    id: 'operation-history',
    en: 'history (of operations)',
    zh: '操作历史',
    meaning: {
      en: 'What clients saw: which operation was asked for when, and when and how it was answered. A checker says whether one order explains all of it.',
      zh: '客户端所见：哪个操作何时发出，何时得到怎样的答复。检查器判断有没有一个次序能解释全部。',
    },
    see: ['linearizability', 'sequential-consistency'],
  },
  {
    id: 'unknown-outcome',
    en: 'unknown outcome',
    zh: '结果未知',
    also: ['timeout', '未决操作'],
    meaning: {
      en: 'Of an operation that was never answered: it may have taken effect at any later time, or never. To count it as failed is a mistake.',
      zh: '始终没有得到答复的操作：它可能在以后任何时候生效，也可能从未生效。把它算作失败是错误的。',
    },
    see: ['operation-history', 'connection-loss'],
  },
];
