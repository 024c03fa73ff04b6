import type { Clause, PropertyWords } from '../../worker/exhibit.ts';
import { ballotNamed, named } from '../../worker/say.ts';

export const propertiesZh: Readonly<Record<string, PropertyWords>> = {
  'Replica Agreement': {
    name: '副本一致',
    says: '所有服务器在同样的槽位执行同样的命令；每台都按顺序执行全部命令，每条一次。',
  },
  'Chosen Uniqueness': {
    name: '选定唯一',
    says: '算上投过的所有票，一个槽位里至多选定一个值。',
  },
  OneValuePerBallot: {
    name: '一个编号一个值',
    says: '一个槽位的一个选票编号里，至多为一个值投票。',
  },
  CommittedOnQuorum: {
    name: '选定必在法定人数',
    says: '领导者把某个槽位算作已选定时，其配置的法定人数已把值落盘。',
  },
  'Promises Are Kept': {
    name: '信守承诺',
    says: '接受者的承诺一经提案者计入，就绝不退回到它之前，崩溃也不例外。',
  },
  ConfigurationUniqueness: {
    name: '配置唯一',
    says: '对每个配置，以及它从哪个槽位开始，所有服务器看法一致。',
  },
  'Answers Are True': {
    name: '答复属实',
    says: '答复为已选定的写入，正是答复所说的那个槽位里选定的值。',
  },
  'Linearizable Reads': {
    name: '线性一致读',
    says: '凡在读请求发出之前已经得到答复的写入，以及别的读取已经看到的内容，这次读取都看得到。',
  },
  'State Ordering': {
    name: '状态有序',
    says: '每台服务器上，快照不超过已学到，已学到不超过已选定，已选定不超过最后的投票；承诺与已选定从不后退。',
  },
  'A Leader Leads': { name: '出现过领导者', says: '有服务器得到法定人数的承诺。' },
  'A Value Is Recovered': {
    name: '有值被找回',
    says: '新领导者提出了先前编号可能已选定的值。',
  },
  'A Gap Is Filled': { name: '有空隙被填上', says: '新领导者在没有谁提到过的槽位提出 no-op。' },
  'Several Values Go Together': { name: '几个值同行', says: '一批里有多个值。' },
  'A Write Is Answered': { name: '有写入得到答复', says: '一条命令已选定，客户端得知。' },
  'A Read Is Answered': { name: '有读取得到答复', says: '一次读取不占槽位就得到答复。' },
  'A Laggard Learns': { name: '落后者补课', says: '有服务器被告知选定的值。' },
  'A Learner Follows': {
    name: '有学习者跟随',
    says: '没有表决权的服务器跟随领导者，并得知已选定的值。',
  },
  'A Log Is Trimmed': { name: '日志被截短过', says: '作了一次快照。' },
  'A Snapshot Is Installed': { name: '安装过快照', says: '有服务器采用了发来的快照。' },
  'A Configuration Is Closed': { name: '有配置终结', says: '停止符已选定。' },
  'A Second Configuration Is In Force': {
    name: '第二个配置生效',
    says: '领导者靠最初配置里没有的接受者选定了值。',
  },
  'Somebody Leads': { name: '终有领导者', says: '有服务器在领导。' },
};

export const clausesZh: Readonly<Record<string, Clause>> = {
  'Replica Agreement/different-snapshot': (v) =>
    `${named(v['server'])} 在槽位 ${v['slot']} 处收到的状态是 ${v['second']}，而它应是 ${v['first']}。`,
  'Replica Agreement/snapshot-goes-back': (v) =>
    `${named(v['server'])} 已交付到槽位 ${v['before']}，却又收到槽位 ${v['slot']} 处的快照。`,
  'Replica Agreement/out-of-order': (v) =>
    `${named(v['server'])} 交付槽位 ${v['before']} 之后，紧接着交付了槽位 ${v['slot']}。`,
  'Replica Agreement/different-value': (v) =>
    `${named(v['server'])} 在槽位 ${v['slot']} 交付了 ${v['second']}，而那里先前交付的是 ${v['first']}。`,
  'Chosen Uniqueness/two-values': (v) =>
    `槽位 ${v['slot']} 里，编号 ${ballotNamed(v['firstBallot'])} 选定了 ${v['first']}，编号 ${ballotNamed(v['secondBallot'])} 选定了 ${v['second']}。`,
  'OneValuePerBallot/two-values': (v) =>
    `槽位 ${v['slot']} 的编号 ${ballotNamed(v['ballot'])} 里，既有为 ${v['first']} 的投票，又有为 ${v['second']} 的投票。`,
  'CommittedOnQuorum/no-quorum-holds': (v) =>
    `${named(v['server'])} 把槽位 ${v['slot']} 算作已选定，而没有哪个法定人数已把它落盘。`,
  'Promises Are Kept/promise-goes-back': (v) =>
    `${named(v['server'])} 承诺过编号 ${ballotNamed(v['gave'])}，却退回到 ${ballotNamed(v['keeps'])}。`,
  'ConfigurationUniqueness/two-configurations': (v) =>
    `${named(v['server'])} 认为配置 ${v['number']} 从槽位 ${v['second']} 开始；另一台服务器认定的是别的配置，从槽位 ${v['first']} 开始。`,
  'Answers Are True/not-chosen': (v) =>
    `${named(v['server'])} 答复 ${v['wish']} 已在槽位 ${v['slot']} 选定，而那里选定的是 ${v['chosen']}。`,
  'Linearizable Reads/stale-read': (v) =>
    `${named(v['server'])} 以槽位 ${v['slot']} 答复了一次读取，而在请求发出之前，槽位 ${v['floor']} 已经答复过了。`,
  'State Ordering/order': (v) =>
    `${named(v['server'])} 的快照 ${v['snapshot']}、已学到 ${v['learned']}、已选定 ${v['chosen']}、末尾 ${v['last']} 不合这个次序。`,
  'State Ordering/goes-back': (v) =>
    `${named(v['server'])} 从槽位 ${v['before']} 退回到 ${v['chosen']}，或退到了自己的承诺之前。`,
};
