import type { PropertyWords } from '../../worker/exhibit.ts';
import { named } from '../../worker/say.ts';
import type { ClauseTable } from './clauses.ts';

export const propertiesZh: Readonly<Record<string, PropertyWords>> = {
  'Election Safety': { name: '选举安全', says: '一个任期里至多选出一个领导者。' },
  'Leader Append-Only': {
    name: '领导者只追加',
    says: '领导者从不覆盖或删除自己日志里的条目，只在末尾追加。',
  },
  'Log Matching': {
    name: '日志匹配',
    says: '若两份日志在同一索引处有同一任期的条目，那么到该索引为止，两份日志完全相同。',
  },
  'Leader Completeness': {
    name: '领导者完整',
    says: '某个任期里提交的条目，存在于此后所有任期的领导者的日志中。',
  },
  'State Machine Safety': {
    name: '状态机安全',
    says: '一台服务器在某个索引处应用了某个条目，别的服务器就不会在那里应用不同的条目；每台都按顺序应用，每条一次。',
  },
  'Committed On Quorum': {
    name: '提交必在法定人数',
    says: '领导者提交一个条目时，当前成员的法定人数已把它落盘。',
  },
  'Linearizable Reads': {
    name: '线性一致读',
    says: '凡在读请求发出之前已经得到答复的写入，以及别的读取已经看到的内容，这次读取都看得到。',
  },
  'State Ordering': {
    name: '状态有序',
    says: '每台服务器上，快照不超过已应用，已应用不超过已提交，已提交不超过日志末尾；任期与提交索引从不后退。',
  },
  'One Change At A Time': {
    name: '一次只改一项成员',
    says: '领导者的日志里，未提交的成员变更至多一项。',
  },
  'Joint Membership Ends': {
    name: '联合成员终会结束',
    says: '设定为自动退出的联合成员，不论到时由谁领导，都会退出。',
  },
  'A Leader Leads': { name: '出现过领导者', says: '有服务器当选。' },
  'A Later Leader Leads': { name: '出现过后来的领导者', says: '在大于 2 的任期里选出领导者。' },
  'A Write Is Answered': { name: '有写入得到答复', says: '客户端得知它的写入已提交。' },
  'A Quorum Read Is Answered': {
    name: '有法定人数读得到答复',
    says: '一次 ReadIndex 读取得到答复。',
  },
  'A Lease Read Is Answered': { name: '有租约读得到答复', says: '一次读取凭租约得到答复。' },
  'A Vote Of Another Disk Comes': {
    name: '来了换过磁盘的一票',
    says: '丢过磁盘的服务器投了票，这一票不算数。',
  },
  'Entries Are Overwritten': { name: '有条目被覆盖', says: '跟随者放弃了一些条目。' },
  'A Log Is Compacted': { name: '日志被压缩过', says: '快照取代了一些条目。' },
  'A Snapshot Arrives In Parts': { name: '快照分段到达', says: '写入了第二段快照。' },
  'A Snapshot Is Installed': { name: '安装过快照', says: '跟随者采用了领导者的快照。' },
  'The Membership Is Joint': { name: '出现过联合成员', says: '领导者在联合成员配置下工作。' },
  'A Change Is Rolled Back': {
    name: '成员变更被回退',
    says: '截断日志收回了一项已经生效的成员变更。',
  },
  'Leadership Is Handed Over': { name: '领导权移交成功', says: '一次领导权移交成功。' },
  'No Exception': { name: '不抛异常', says: '协议的代码从不抛出异常。' },
  Progress: { name: '能够前进', says: '故障恢复之后，写入终能成功。' },
};

export const clausesZh: ClauseTable = {
  'Election Safety/two-leaders': (v) =>
    `${named(v['first'])} 与 ${named(v['second'])} 都成了任期 ${v['term']} 的领导者。`,
  'Leader Append-Only/leader-truncated': (v) =>
    `任期 ${v['term']} 的领导者 ${named(v['server'])} 删除了自己从索引 ${v['from']} 起的条目。`,
  'Log Matching/same-term-differs': (v) =>
    `${named(v['server'])} 在索引 ${v['index']} 处有一个任期 ${v['term']} 的条目，它本身或它前面的内容，与别处同索引、同任期的条目不同。`,
  'Leader Completeness/entry-missing': (v) =>
    `${named(v['server'])} 领导任期 ${v['leaderTerm']}，日志里却没有已在索引 ${v['index']} 处提交的任期 ${v['term']} 的条目。`,
  'Leader Completeness/entry-differs': (v) =>
    `${named(v['server'])} 领导任期 ${v['leaderTerm']}，它在索引 ${v['index']} 处是任期 ${v['found']} 的条目，而那里已提交的是任期 ${v['term']} 的条目。`,
  'State Machine Safety/snapshot-goes-back': (v) =>
    `${named(v['server'])} 已应用到索引 ${v['applied']}，却又收到索引 ${v['index']} 处的快照。`,
  'State Machine Safety/out-of-order': (v) =>
    `${named(v['server'])} 应用索引 ${v['applied']} 之后，紧接着应用了索引 ${v['index']}。`,
  'State Machine Safety/different-entry': (v) =>
    `${named(v['server'])} 在索引 ${v['index']} 处应用了 ${v['second']}，而那里先前应用的是 ${v['first']}。`,
  'Committed On Quorum/no-quorum-holds': (v) =>
    `${named(v['server'])} 把任期 ${v['term']} 的索引 ${v['index']} 当作已提交，而没有哪个法定人数已把它落盘。`,
  'Linearizable Reads/stale-read': (v) =>
    `${named(v['server'])} 以索引 ${v['index']} 答复了一次 ${v['mode']} 读取，而在请求发出之前，索引 ${v['floor']} 已经答复过了。`,
  'State Ordering/order': (v) =>
    `${named(v['server'])} 的快照 ${v['snapshot']}、已应用 ${v['applied']}、已提交 ${v['commit']}、末尾 ${v['last']} 不合这个次序。`,
  'State Ordering/term-goes-back': (v) => `${named(v['server'])} 退回到任期 ${v['term']}。`,
  'State Ordering/commit-goes-back': (v) =>
    `${named(v['server'])} 的提交索引退回到 ${v['commit']}。`,
  'One Change At A Time/several-changes': (v) =>
    `领导者 ${named(v['server'])} 有 ${v['changes']} 项成员变更尚未提交。`,
  'No Exception/threw': (v) => `处理 ${v['input']} 时代码抛出异常：${v['message']}`,
};
