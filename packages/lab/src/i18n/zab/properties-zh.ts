import type { Clause, PropertyWords } from '../../worker/exhibit.ts';
import { named } from '../../worker/say.ts';

export const propertiesZh: Readonly<Record<string, PropertyWords>> = {
  'Elected By A Quorum': {
    name: '由法定人数选出',
    says: '只有法定人数在同一轮里投过票，服务器才开始领导。',
  },
  'A Late Looker Joins Who Leads': {
    name: '晚来者只跟领导者',
    says: '听已安定的同伴之言而加入的服务器，亲耳听到过领导者说自己在领导。',
  },
  'Promised Durably': { name: '承诺已落盘', says: '发出了 ACKEPOCH 的服务器，承诺已在磁盘上。' },
  Leadership: { name: '领导唯一', says: '一个纪元只由一个领导者确立。' },
  Integrity: { name: '完整性', says: '交付的内容，必由某个已确立的主节点广播过。' },
  'Local Primary Order': {
    name: '局部主序',
    says: '主节点先广播 a 再广播 b，那么交付 b 的进程必在 b 之前交付 a。',
  },
  'Global Primary Order': {
    name: '全局主序',
    says: '先前主节点的事务，在后来主节点的事务之前交付。',
  },
  'Primary Integrity': {
    name: '主节点完整',
    says: '主节点广播 a，而有进程交付了先前主节点的 b，那么主节点在广播 a 之前已交付 b。',
  },
  'Leader Log Completeness': {
    name: '领导者日志完整',
    says: '确立纪元的领导者，拥有此前任何地方交付过的、更早纪元的每一个事务。',
  },
  'Total Order': {
    name: '全序',
    says: '所有进程按同一次序交付：编号逐一递增，每个 zxid 一次。',
  },
  Agreement: {
    name: '一致性',
    says: '一个进程交付了 a，另一个交付了 b，那么前者也交付 b，或后者也交付 a。',
  },
  'Prefix Consistency': {
    name: '前缀一致',
    says: '两份历史里有同一个 zxid 的事务，那么到它为止两份历史相同。',
  },
  'Synchronized Is A Prefix': {
    name: '同步即前缀',
    says: '学习者接管 NEWLEADER 之后，它的历史是领导者历史的开头部分。',
  },
  'Commit Consistency': {
    name: '提交相符',
    says: '学习者依次收到 COMMIT 或 INFORM 时，手里有那个事务，并继续跟随领导者。',
  },
  'Committed On Quorum': {
    name: '提交必在法定人数',
    says: '领导者提交一个事务时，现行成员的法定人数已把它落盘。',
  },
  'Established On Quorum': {
    name: '确立必在法定人数',
    says: '领导者确立时，法定人数已把它的纪元与初始历史落盘。',
  },
  'Committed Log Durability': {
    name: '已提交者不丢',
    says: '任何地方交付过的事务，绝不会从拥有它的磁盘上消失。',
  },
  'History Before Epoch': {
    name: '先历史后纪元',
    says: '磁盘上的当前纪元是 e，而 e 已确立，那么磁盘上有纪元 e 的初始历史。',
  },
  'State Ordering': {
    name: '状态有序',
    says: '每台服务器上，当前纪元不超过已接受的纪元，快照不超过已交付，已交付不超过历史末尾；都从不后退。',
  },
  'One Reconfiguration At A Time': {
    name: '一次只改一项成员',
    says: '领导者的历史里，未提交的成员变更至多一项。',
  },
  'Linearizable Reads': {
    name: '线性一致读',
    says: '凡在 sync 读请求发出之前已经得到答复的写入，以及别的这类读取已经看到的内容，这次读取都看得到。',
  },
  'A Leader Is Established': { name: '有领导者确立', says: '法定人数跟随它。' },
  'A Later Epoch Begins': { name: '出现过后来的纪元', says: '大于 1 的纪元得到确立。' },
  'A Write Is Answered': { name: '有写入得到答复', says: '客户端得知它的写入已提交。' },
  'A Leader Answers A Sync Read': {
    name: '领导者答复 sync 读',
    says: '领导者确认自己仍在领导，然后答复。',
  },
  'A Learner Answers A Sync Read': {
    name: '学习者答复 sync 读',
    says: '领导者确认之后，学习者答复。',
  },
  'DIFF Is Used': { name: '用过 DIFF', says: '学习者得到了它缺的部分。' },
  'TRUNC Is Used': { name: '用过 TRUNC', says: '学习者丢弃了谁也没有的部分。' },
  'SNAP Is Used': { name: '用过 SNAP', says: '学习者得到了整份历史。' },
  'A Proposal Comes Before UPTODATE': {
    name: 'UPTODATE 之前来了提案',
    says: '在 NEWLEADER 与 UPTODATE 之间收到一个提案。',
  },
  'A Commit Comes Before UPTODATE': {
    name: 'UPTODATE 之前来了提交',
    says: '在 NEWLEADER 与 UPTODATE 之间收到一个提交。',
  },
  'An Observer Is Informed': {
    name: '观察者得到通知',
    says: '不投票的服务器得到了已提交的事务。',
  },
  'A Late Looker Joins': { name: '晚来者加入', says: '服务器找到了已经确立的领导者。' },
  'A Connection Is Dialled Anew': { name: '重新连接', says: '有帧丢失，学习者发觉了。' },
  'A Membership Comes Into Force': { name: '新成员生效', says: '一项成员变更已提交。' },
  'A Reconfiguration Is Undone': { name: '成员变更被撤回', says: '待定的成员变更又被丢弃。' },
  'An Epoch Runs Out Of Zxids': { name: '纪元的 zxid 用尽', says: '领导者结束了自己的纪元。' },
  'A History Is Compacted': { name: '历史被压缩过', says: '快照取代了一些事务。' },
  'An Outdated Leader Is Turned Down': {
    name: '过时的领导者被回绝',
    says: '学习者收到的纪元，比它已经接受的还要早。',
  },
  'A Leader Gives Way To A Later History': {
    name: '领导者让位于更新的历史',
    says: '领导者得知跟随者的历史更新，于是重新寻找领导者。',
  },
  'A Leader Adopts A History': { name: '领导者接管历史', says: '领导者接管了某个跟随者的历史。' },
};

/** Where the protocol's own sentence names a server by its number alone. */
export const clausesEn: Readonly<Record<string, Clause>> = {
  'A Late Looker Joins Who Leads/leader-silent': (v) =>
    `${named(v['server'])} joined ${named(v['leader'])}, which has not told it that it leads.`,
};

export const clausesZh: Readonly<Record<string, Clause>> = {
  'Elected By A Quorum/no-quorum': (v) =>
    `${named(v['server'])} 开始领导，而在第 ${v['round']} 轮里没有哪个法定人数投过它。`,
  'A Late Looker Joins Who Leads/leader-silent': (v) =>
    `${named(v['server'])} 加入了 ${named(v['leader'])}，后者却没有对它说过自己在领导。`,
  'Promised Durably/promise-not-on-disk': (v) =>
    `${named(v['server'])} 承诺了纪元 ${v['epoch']}，磁盘上却是 ${v['acceptedEpoch']}。`,
  'Leadership/two-leaders': (v) =>
    `${named(v['first'])} 与 ${named(v['second'])} 都确立了纪元 ${v['epoch']}。`,
  'Integrity/never-broadcast': (v) =>
    `${named(v['server'])} 交付了 ${v['txn']}，而没有哪个已确立的主节点广播过它。`,
  'Local Primary Order/skips': (v) =>
    `${named(v['server'])} 交付了 ${v['txn']}，而主节点在它之前还广播过 ${v['missing']}。`,
  'Global Primary Order/earlier-after-later': (v) =>
    `${named(v['server'])} 先交付了后来主节点的 ${v['last']}，再交付 ${v['txn']}。`,
  'Primary Integrity/broadcast-too-early': (v) =>
    `${named(v['server'])} 在纪元 ${v['epoch']} 开始广播时，还没交付别处已交付的 ${v['txn']}。`,
  'Primary Integrity/delivered-too-late': (v) =>
    `${named(v['server'])} 交付了 ${v['txn']}，而纪元 ${v['epoch']} 的主节点开始广播时还没交付它。`,
  'Leader Log Completeness/transaction-missing': (v) =>
    `${named(v['server'])} 确立了纪元 ${v['epoch']}，却没有先前作为第 ${v['index']} 个交付的 ${v['txn']}。`,
  'Total Order/out-of-order': (v) =>
    `${named(v['server'])} 交付第 ${v['before']} 个之后，紧接着交付了第 ${v['index']} 个。`,
  'Total Order/zxid-twice': (v) =>
    `${named(v['server'])} 把 zxid ${v['zxid']} 作为第 ${v['index']} 个交付，而它已是第 ${v['first']} 个的名字。`,
  'Agreement/different-transaction': (v) =>
    `${named(v['server'])} 作为第 ${v['index']} 个交付了 ${v['second']}，而那里先前交付的是 ${v['first']}。`,
  'Prefix Consistency/same-zxid-differs': (v) =>
    `${named(v['server'])} 在 ${v['previous']} 之后是 ${v['txn']}，别处同一个 zxid 的内容或前一个事务却不同。`,
  'Synchronized Is A Prefix/differs': (v) =>
    `${named(v['server'])} 确认了 NEWLEADER，它的第 ${v['index']} 个事务是 ${v['zxid']}，领导者 ${named(v['leader'])} 那里却不是。`,
  'Commit Consistency/refused': (v) =>
    `${named(v['server'])} 跟不上领导者 ${named(v['leader'])} 发来的内容，收到 ${v['frame']} 后重新连接。`,
  'Committed On Quorum/no-quorum-holds': (v) =>
    `${named(v['server'])} 把 ${v['zxid']} 作为第 ${v['index']} 个提交，而没有哪个法定人数已把它落盘。`,
  'Established On Quorum/no-quorum-follows': (v) =>
    `${named(v['server'])} 确立了纪元 ${v['epoch']}，而没有哪个法定人数已把它的纪元和 ${v['index']} 个事务落盘。`,
  'Committed Log Durability/removed': (v) =>
    `${named(v['server'])} 的磁盘丢了 ${v['txn']}，它是已交付的第 ${v['index']} 个。`,
  'History Before Epoch/epoch-without-history': (v) =>
    `${named(v['server'])} 的磁盘写着纪元 ${v['epoch']}，却没有它初始历史的第 ${v['index']} 个事务 ${v['zxid']}。`,
  'State Ordering/goes-back': (v) => `${named(v['server'])} 的纪元、快照或已交付的位置后退了。`,
  'State Ordering/order': (v) =>
    `${named(v['server'])} 的纪元、快照、已交付与历史末尾不合应有的次序。`,
  'One Reconfiguration At A Time/several': (v) =>
    `领导者 ${named(v['server'])} 有 ${v['pending']} 项成员变更尚未提交。`,
  'Linearizable Reads/stale-read': (v) =>
    `${named(v['server'])} 以 ${v['zxid']} 答复了一次 sync 读取，而在请求发出之前，${v['floor']} 已经答复过了。`,
};
