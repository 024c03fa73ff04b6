import type { protocolsEn } from './protocols-en.ts';

/** What each protocol calls its things, in Chinese. */
export const protocolsZh: typeof protocolsEn = {
  raft: {
    name: 'Raft',
    about: '有一个强领导者，日志只由它延长。',
    epoch: '任期',
    elected: (s, epoch) => `${s} 在任期 ${epoch} 当选`,
    committed: (index) => `条目 ${index} 已提交`,
    state: (last, commit) => `日志到 ${last}，已提交到 ${commit}`,
    colours: '形状表示角色，颜色表示任期，图符表示消息种类。',
    ledger: '日志',
    entries: '最新的条目',
  },
  paxos: {
    name: 'Multi-Paxos',
    about: '日志的每个槽位各做一次 Paxos，第一阶段却只做一遍。',
    epoch: '选票编号',
    elected: (s, epoch) => `${s} 得到法定人数对编号 ${epoch} 的承诺，成为领导者`,
    committed: (index) => `槽位 ${index} 的值已选定`,
    state: (last, commit) => `投票到槽位 ${last}，已选定到槽位 ${commit}`,
    colours: '形状表示角色，颜色表示选票编号，图符表示消息种类。',
    ledger: '槽位',
    entries: '最新的投票',
  },
  synod: {
    name: 'Paxos',
    about: '只选定一个值，选定了就不再变：Paxos 最初讲的就是它。',
    epoch: '选票编号',
    elected: (s, epoch) => `${s} 得到法定人数对编号 ${epoch} 的承诺`,
    committed: () => '一个值已选定，并被学到',
    state: (last, commit) =>
      `${last > 0 ? '已接受过一个值' : '什么也没接受'}，${commit > 0 ? '已学到选定的值' : '什么也没学到'}`,
    colours: '形状表示角色，颜色表示选票编号，图符表示消息种类。',
    ledger: '选票',
    entries: '已接受',
  },
  zab: {
    name: 'Zab',
    about: 'ZooKeeper 底下的广播协议：一个个纪元，以及被带到一致的历史。',
    epoch: '纪元',
    elected: (s, epoch) => `${s} 确立为纪元 ${epoch} 的领导者`,
    committed: (index) => `事务 ${index} 已提交`,
    state: (last, commit) => `历史到第 ${last} 个事务，已提交到第 ${commit} 个`,
    colours: '形状表示角色，颜色表示纪元，图符表示消息种类。',
    ledger: '历史',
    entries: '最新的事务',
  },
};
