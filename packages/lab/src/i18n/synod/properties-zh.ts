import type { Clause, PropertyWords } from '../../worker/exhibit.ts';
import { ballotNamed, named } from '../../worker/say.ts';

export const propertiesZh: Readonly<Record<string, PropertyWords>> = {
  Agreement: { name: '一致性', says: '至多选定一个值，也绝不会学到别的值。' },
  Nontriviality: { name: '非平凡性', says: '只有客户端希望过的值，才会被提出或学到。' },
  'Learners Are Told The Truth': {
    name: '学习者所闻属实',
    says: '服务器学到某个值已选定，那么它确实已由法定人数选定并落盘。',
  },
  OneValuePerBallot: {
    name: '一个编号一个值',
    says: '一个选票编号里至多提出一个值，因而至多为一个值投票。',
  },
  VotesSafe: {
    name: '投票安全',
    says: '接受者为某个值投票时，更小的编号里没有选定别的值，以后也不可能选定。',
  },
  'Promises Are Kept': {
    name: '信守承诺',
    says: '接受者的承诺一经提案者计入，就绝不退回到它之前，崩溃也不例外。',
  },
  'A Value Is Chosen': {
    name: '有值被选定',
    says: '法定人数的接受者接受了同一个提案，并且都已落盘。',
  },
  'A Value Is Learned': { name: '有值被学到', says: '有服务器学到了选定的值。' },
  'A Ballot Is Refused': { name: '有编号被拒', says: '提案者得知有更大的编号。' },
  'A Value Is Taken Over': {
    name: '有值被接续',
    says: '提案者按规矩提出了别的值，而不是自己客户端的值。',
  },
  'Votes Are Split': { name: '选票分散', says: '学习者同时在数两个编号的投票。' },
  'A Restart Recalls A Vote': {
    name: '重启后还记得投票',
    says: '接受者重新启动，磁盘里还有它接受过的提案。',
  },
  'Something Is Learned': { name: '终有所得', says: '选定了一个值，并且有服务器知道。' },
};

export const clausesZh: Readonly<Record<string, Clause>> = {
  'Agreement/two-values': (v) => `选定了两个值：${v['first']} 与 ${v['second']}。`,
  'Learners Are Told The Truth/not-chosen': (v) =>
    `${named(v['server'])} 学到 ${v['value']}，而没有哪个法定人数在同一个编号里接受过它。`,
  'Promises Are Kept/promise-goes-back': (v) =>
    `${named(v['server'])} 承诺过编号 ${ballotNamed(v['gave'])}，却退回到 ${ballotNamed(v['keeps'])}。`,
  'Nontriviality/nobody-wished': (v) =>
    `${named(v['server'])} 冒出了 ${v['value']}，没有客户端希望过它。`,
  'OneValuePerBallot/two-values': (v) =>
    `编号 ${ballotNamed(v['ballot'])} 里既提出了 ${v['first']}，又提出了 ${v['second']}。`,
  'VotesSafe/rival-may-be-chosen': (v) =>
    `${named(v['server'])} 在编号 ${ballotNamed(v['ballot'])} 里为 ${v['value']} 投票，而 ${v['rival']} 可能已在编号 ${ballotNamed(v['rivalBallot'])} 里选定。`,
};
