import { provenBy } from '../runs.ts';
import type { Part } from '../types.ts';

export const lifetimeAndOrder: Part = {
  id: 'lifetime-and-order',
  title: { en: 'Lifetime and order', zh: '生命期与顺序' },
  claims: [
    {
      id: 'C76',
      section: '8.1',
      topics: ['znodes'],
      claim: {
        en: 'The article divides znodes into two types, persistent and ephemeral.',
        zh: '文章把 znode 分成持久与临时两种。',
      },
      verdict: 'incomplete',
      correct: {
        en: 'There are seven create modes: persistent, ephemeral, each of them with a sequence number, container, persistent with TTL, and persistent with TTL and sequence number. TTL needs `extendedTypesEnabled`, else the answer is Unimplemented. A container goes only after it has had a child and lost the last one, at the next check (each 60 s by default).',
        zh: '创建模式共有七种：持久、临时、这两种各自带顺序编号、容器（container）、带 TTL 的持久，以及带 TTL 和顺序编号的持久。TTL 需要启用 `extendedTypesEnabled`，否则得到 Unimplemented。容器要在有过子 znode、又失去最后一个之后，才会在下一次检查（默认每 60 秒）时被移除。',
      },
      matters: {
        en: 'Parents of locks should be containers, or they pile up; and creating below a container can raise NoNode.',
        zh: '锁的父 znode 应当用容器，否则会越积越多；而在容器之下创建时，可能遇到 NoNode。',
      },
      sources: [
        { source: 'Prog', at: 'Container+Nodes' },
        { source: 'Prog', at: 'TTL+Nodes' },
        { source: 'Adm', at: 'sc_advancedConfiguration' },
        { source: 'Src', at: 'CreateMode' },
      ],
      proofs: provenBy('M1', 'M2', 'M3'),
      experiments: ['X12'],
    },
    {
      id: 'C77',
      section: '8.1',
      topics: ['znodes', 'acl'],
      claim: {
        en: 'Persistent nodes stay until they are explicitly deleted.',
        zh: '持久节点不会自行消失，只有显式删除才会没有。',
      },
      verdict: 'true',
      correct: {
        en: 'A persistent znode stays until it is explicitly deleted. Anyone who has DELETE on its parent may do that.',
        zh: '持久 znode 确实不会自己消失，除非有人显式删除；凡是对其父 znode 拥有 DELETE 权限的人，都可以删除它。',
      },
      sources: [{ source: 'Prog', at: 'sc_ACLPermissions' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C78',
      section: '8.1',
      topics: ['znodes', 'sessions'],
      claim: {
        en: 'Ephemeral nodes go when the session that made them expires.',
        zh: '创建者的会话一过期，临时节点便随之删除。',
      },
      verdict: 'incomplete',
      correct: {
        en: 'Ephemeral znodes go when their session expires, and at once when it is closed. They do not go when the client crashes: measured on Apache ZooKeeper 3.8.0 with a timeout of 4 s, 6.4 s later, since expiry is checked per tick. They survive the crash of a server and of the leader. Any permitted client may delete them.',
        zh: '临时 znode（ephemeral znode）在会话过期时消失，会话主动关闭时则立即消失。客户端崩溃时，它们并不会马上消失：在 Apache ZooKeeper 3.8.0 上实测，超时为 4 秒，实际 6.4 秒后才消失，因为过期按 tick 检查。服务器崩溃、领导者崩溃，它们都不受影响。凡有权限的客户端，都可以删除它们。',
      },
      matters: {
        en: 'Failure detection is never faster than the session timeout.',
        zh: '故障检测不可能快于会话超时。',
      },
      sources: [
        { source: 'Prog', at: 'Ephemeral+Nodes' },
        { source: 'Prog', at: 'ch_zkSessions' },
      ],
      proofs: provenBy('K1', 'R3', 'D1'),
      experiments: ['X12'],
    },
    {
      id: 'C79',
      section: '8.2',
      topics: ['order', 'znodes'],
      claim: {
        en: 'The article says that the digits in a node’s path decide its order.',
        zh: '文章说，节点谁先谁后，看的是路径里的数字。',
      },
      verdict: 'false',
      correct: {
        en: 'To the server, names carry no order. The order of creation is the czxid. In our run on Apache ZooKeeper 3.8.0, `foo-456` was made first and had the smaller czxid; `foo-123`, made second, had the larger one.',
        zh: '对服务器而言，名字没有次序可言；创建的先后由 czxid 决定。在 Apache ZooKeeper 3.8.0 上实测，先建的 `foo-456` czxid 较小，后建的 `foo-123` czxid 较大。',
      },
      matters: {
        en: 'Code that trusts the digits picks the wrong leader.',
        zh: '相信这些数字的代码会选错领导者。',
      },
      sources: [
        { source: 'Prog', at: 'sc_timeInZk' },
        { source: 'Prog', at: 'Sequence+Nodes+--+Unique+Naming' },
      ],
      proofs: provenBy('Z1'),
      experiments: ['X17'],
    },
    {
      id: 'C80',
      section: '8.2',
      topics: ['order'],
      claim: {
        en: 'The article says that ZooKeeper sorts nodes by number when they are created.',
        zh: '文章说，创建节点时，ZooKeeper 会按数字为它们排序。',
      },
      verdict: 'false',
      correct: {
        en: '`getChildren` returns the children in no particular order; clients must sort by the 10-digit suffix. In our run on Apache ZooKeeper 3.8.0, children made in the order 9, 10, 2, 1, 100, 33 were served as 100, 2, 9, 1, 10, 33; a plain string sort gives 1, 10, 100, 2, 33, 9.',
        zh: '`getChildren` 返回的子列表没有特定次序，客户端必须自行按 10 位后缀排序。在 Apache ZooKeeper 3.8.0 上实测，按 9、10、2、1、100、33 创建，返回的是 100、2、9、1、10、33；若按普通字符串排序，则是 1、10、100、2、33、9。',
      },
      sources: [
        { source: 'Prog', at: 'Sequence+Nodes+--+Unique+Naming' },
        { source: 'API', at: 'getChildren' },
      ],
      proofs: provenBy('Z2'),
      experiments: ['X17'],
    },
    {
      id: 'C81',
      section: '8.2',
      topics: ['order', 'fencing'],
      claim: {
        en: 'The article gives foo-123 as an example of a node earlier than foo-456.',
        zh: '文章举例说，foo-123 早于 foo-456。',
      },
      verdict: 'false',
      correct: {
        en: 'The digits in a name tell the order of creation only if the server appended them. Their counter belongs to the parent. All prefixes share it, and plain creates advance it too (in our run: 0, plain, 2, 3). Deletes do not reset it, a parent made again restarts it at 0, and it wraps after 2³¹−1.',
        zh: '名字里的数字只有由服务器追加时，才反映创建的先后。计数器属于父 znode：所有前缀共用它，普通创建也会推进它（实测为 0、普通、2、3）；删除不会使它回退，父 znode 重建后从 0 开始，超过 2³¹−1 则溢出。',
      },
      matters: {
        en: 'Sorting whole names with different prefixes breaks a queue, and a fencing token made of the suffix can go backwards.',
        zh: '前缀不同而按整个名字排序，队列就会乱；用后缀充当栅栏令牌（fencing token），令牌可能倒退。',
      },
      sources: [
        { source: 'Prog', at: 'Sequence+Nodes+--+Unique+Naming' },
        { source: 'Src', at: 'PrepRequestProcessor' },
      ],
      proofs: provenBy('Z3', 'Z4'),
      experiments: ['X17'],
    },
  ],
};
