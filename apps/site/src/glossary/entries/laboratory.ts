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
];
