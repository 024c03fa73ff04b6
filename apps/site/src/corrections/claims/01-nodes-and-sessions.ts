import { provenBy } from '../runs.ts';
import type { Part } from '../types.ts';

export const nodesAndSessions: Part = {
  id: 'nodes-and-sessions',
  title: { en: 'Znodes and sessions', zh: 'znode 与会话' },
  claims: [
    {
      id: 'C07',
      section: '2.1',
      topics: ['znodes'],
      claim: {
        en: 'ZooKeeper’s nodes form a tree.',
        zh: 'ZooKeeper 的节点组织成一棵树。',
      },
      verdict: 'true',
      correct: {
        en: 'Znodes form one tree, and each is named by its absolute path from the root `/`.',
        zh: 'znode 确实构成一棵树，每个 znode 用从根 `/` 开始的绝对路径命名。',
      },
      sources: [{ source: 'Prog', at: 'ch_zkDataModel' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C08',
      section: '2.1',
      topics: ['znodes'],
      claim: {
        en: 'Every node may have children.',
        zh: '任何节点之下都能再建子节点。',
      },
      verdict: 'incomplete',
      correct: {
        en: 'Every znode may have children except an ephemeral one: there the server refuses with `NoChildrenForEphemerals`.',
        zh: '除临时 znode（ephemeral znode）外，其他 znode 都可以有子 znode；在临时 znode 之下创建会被服务器以 `NoChildrenForEphemerals` 拒绝。',
      },
      matters: {
        en: 'A service that registers itself by an ephemeral znode cannot hang further keys below its registration.',
        zh: '以临时 znode 注册自己的服务，无法在注册项之下再挂其他键。',
      },
      sources: [{ source: 'Prog', at: 'Ephemeral+Nodes' }],
      proofs: provenBy('D1'),
      experiments: ['X12'],
    },
    {
      id: 'C09',
      section: '2.1',
      topics: ['znodes', 'consistency'],
      claim: {
        en: 'Nodes can store data.',
        zh: '节点里可以保存数据。',
      },
      verdict: 'incomplete',
      correct: {
        en: 'A znode can store data. It is read and written whole and atomically, carries a version, and is limited to about 1 MiB for the packet that brings it.',
        zh: 'znode 可以保存数据，但数据总是整体、原子地读写，并带有版本号；承载它的报文最大约为 1 MiB。',
      },
      matters: {
        en: 'There is no append and no partial write. Use the version for compare-and-set, or updates get lost.',
        zh: '没有追加，也没有局部写入。请用 `version` 做比较并设置（compare-and-set），否则会丢失更新。',
      },
      sources: [
        { source: 'Prog', at: 'Data+Access' },
        { source: 'Prog', at: 'sc_zkStatStructure' },
      ],
      proofs: provenBy('D2'),
      experiments: ['X19'],
    },
    {
      id: 'C10',
      section: '2.1',
      topics: ['sessions', 'errors'],
      claim: {
        en: 'The article says that a session is a long-lived connection between client and server.',
        zh: '文章把会话说成客户端与服务器之间一条长期保持的连接。',
      },
      verdict: 'misleading',
      correct: {
        en: 'A session is replicated state of the ensemble: a 64-bit id, a password and a timeout. It outlives TCP connections and moves between servers. The ensemble decides that it has expired, not the client. The timeout is negotiated, by default into 2–20 ticks.',
        zh: '会话（session）是在集群中复制的状态：一个 64 位标识、一个口令和一个超时值。它比 TCP 连接活得更久，可以在服务器之间迁移；是否过期由集群判定，而不是由客户端判定。超时值经协商确定，默认落在 2–20 个 tick 之间。',
      },
      matters: {
        en: 'Disconnected does not mean expired. Treating a disconnect as loss causes needless failovers; ignoring expiry causes split brain. Asking for 1 s silently gives 4 s with ticks of 2 s, the default.',
        zh: '断开不等于过期。把断开当作失去会话，会引发不必要的故障切换；无视过期，则会造成脑裂（split brain）。在默认的 2 秒 tick 下，请求 1 秒的超时，得到的其实是 4 秒，且没有任何提示。',
      },
      sources: [
        { source: 'Prog', at: 'ch_zkSessions' },
        { source: 'ZK10', at: '§4.4' },
        { source: 'JR13', at: 'ch. 5' },
      ],
      proofs: provenBy('R3', 'N1'),
      experiments: ['X03', 'X11'],
    },
  ],
};
