import type { GlossaryEntry } from '../types.ts';

/** What Paxos and Zab have besides what they share with Raft. */
export const paxosAndZab: readonly GlossaryEntry[] = [
  {
    id: 'synod',
    en: 'Synod',
    zh: 'Synod（单值 Paxos）',
    also: ['single-decree Paxos', '单决议 Paxos'],
    meaning: {
      en: 'The part of Paxos that has a single value chosen: proposers, acceptors, learners, two phases.',
      zh: 'Paxos 中选定单个值的部分：提案者、接受者、学习者，两个阶段。',
    },
    see: ['chosen', 'ballot', 'multi-paxos'],
  },
  {
    id: 'multi-paxos',
    en: 'Multi-Paxos',
    zh: 'Multi-Paxos（多值 Paxos）',
    also: ['multi-decree Paxos'],
    meaning: {
      en: 'A log of values, each chosen by a Synod of its own, with phase 1 done once for all slots by a leader that stays.',
      zh: '选定一串值的 Paxos：每个槽位各是一个 Synod，由稳定的领导者为所有槽位一次做完第一阶段。',
    },
    see: ['synod', 'slot', 'leader'],
  },
  {
    id: 'chosen',
    en: 'chosen',
    zh: '选定',
    also: ['decided', '批准'],
    meaning: {
      en: 'Of a value: accepted by a quorum in one and the same ballot, whether or not anybody knows. It can never be undone.',
      zh: '一个值在同一个编号里被一个法定人数接受，即为选定，不管有没有谁知道；此后再也无法推翻。',
    },
    see: ['quorum', 'ballot', 'commit'],
  },
  {
    id: 'slot',
    en: 'slot',
    zh: '槽位',
    also: ['instance', '实例'],
    meaning: {
      en: 'A place of the log of Multi-Paxos, decided for itself. Unlike in Raft or Zab, a later slot may be chosen before an earlier one.',
      zh: 'Multi-Paxos 日志中的一个位置，单独决定。与 Raft 和 Zab 不同，靠后的槽位可以先于靠前的选定。',
    },
    see: ['multi-paxos', 'no-op', 'primary-order'],
  },
  {
    id: 'no-op',
    en: 'no-op',
    zh: 'no-op（空操作）',
    also: ['空操作'],
    meaning: {
      en: 'A command that changes nothing. Multi-Paxos fills a gap of the log with it; a new leader of Raft commits it to learn what is committed.',
      zh: '什么也不改变的命令。Multi-Paxos 用它填补日志的空隙；Raft 的新领导者提交它，以便得知哪些条目已提交。',
    },
    see: ['slot', 'entry'],
  },
  {
    id: 'window',
    en: 'window (α)',
    zh: '窗口（α）',
    also: ['alpha window', '流水线窗口'],
    meaning: {
      en: 'How many slots a leader may be ahead of what is chosen. In the variant of Paxos Made Simple it also says from which slot on a change of the acceptors takes effect.',
      zh: '领导者最多可以领先已选定的位置多少个槽位。在 Paxos Made Simple 的那种做法里，它还规定接受者的更换从哪个槽位起生效。',
    },
    see: ['slot', 'stop-sign'],
  },
  {
    id: 'stop-sign',
    en: 'stop-sign',
    zh: '停止符',
    also: ['stopping command', '停止命令'],
    meaning: {
      en: 'The last command of a configuration: it names the next one, which begins behind it with no votes.',
      zh: '一个配置的最后一条命令：它指明下一个配置，后者从它后面开始，没有任何投票。',
    },
    see: ['window', 'membership'],
  },
  {
    id: 'flexible-quorum',
    en: 'flexible quorums',
    zh: '灵活法定人数',
    also: ['Flexible Paxos', '读写法定人数'],
    meaning: {
      en: 'Quorums of phase 1 and of phase 2 of different sizes. Only a quorum of one phase and one of the other have to meet.',
      zh: '第一阶段与第二阶段的法定人数可以大小不同；只要求一个阶段的法定人数与另一阶段的相交。',
    },
    see: ['quorum', 'promise'],
  },
  {
    id: 'hierarchical-quorum',
    en: 'hierarchical quorum',
    zh: '分层法定人数',
    also: ['weighted quorum', '加权法定人数'],
    meaning: {
      en: 'More than half of some groups of servers, each by more than half of its weight. ZooKeeper uses it for data centres.',
      zh: '把服务器分成若干组，过半数的组同意，且每组由过半数的权重同意。ZooKeeper 用它应对多个数据中心。',
    },
    see: ['quorum', 'majority'],
  },
  {
    id: 'accepted-epoch',
    en: 'accepted epoch',
    zh: '已接受纪元',
    also: ['acceptedEpoch'],
    meaning: {
      en: 'In Zab, the latest epoch that a server has promised to take part in. It follows no leader of an earlier one.',
      zh: '在 Zab 中，服务器承诺参加的最新纪元；它不再跟随更早纪元的领导者。',
    },
    see: ['current-epoch', 'epoch', 'promise'],
  },
  {
    id: 'current-epoch',
    en: 'current epoch',
    zh: '当前纪元',
    also: ['currentEpoch'],
    meaning: {
      en: 'In Zab, the epoch whose initial history a server has taken over last. It counts first when histories are compared.',
      zh: '在 Zab 中，服务器最近一次接管其初始历史的纪元；比较历史新旧时首先看它。',
    },
    see: ['accepted-epoch', 'zxid'],
  },
  {
    id: 'logical-round',
    en: 'round (of an election)',
    zh: '轮次（选举）',
    also: ['logical clock', '逻辑时钟'],
    meaning: {
      en: 'In ZooKeeper’s election, a counter that tells votes of this election from those of earlier ones. Only votes of one round are counted together.',
      zh: '在 ZooKeeper 的选举中，用来把本次选举的选票与先前的区分开的计数；只有同一轮的选票才放在一起数。',
    },
    see: ['voter', 'epoch'],
  },
  {
    id: 'incarnation',
    en: 'incarnation',
    zh: '磁盘编号',
    also: ['化身'],
    meaning: {
      en: 'A number that tells the disk of a server from one that was lost. A server that comes back with an empty disk is not the one that had made promises.',
      zh: '用来区分服务器现有磁盘与已丢失磁盘的编号。带着空磁盘回来的服务器，已不是作过承诺的那一台。',
    },
    see: ['promise', 'member'],
  },
];
