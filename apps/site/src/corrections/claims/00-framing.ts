import { provenBy } from '../runs.ts';
import type { Part } from '../types.ts';

export const framing: Part = {
  id: 'framing',
  title: { en: 'Title and framing', zh: '标题与立论' },
  claims: [
    {
      id: 'C01',
      section: 'title',
      topics: ['quorum', 'operations'],
      claim: {
        en: 'The title promises a strategy for tolerating faults and for preventing them (its last word is garbled; prevention is meant).',
        zh: '标题许诺讲清 ZooKeeper 如何容忍故障、又如何防患于未然（末尾一词有误，当指“预防”）。',
      },
      verdict: 'misleading',
      correct: {
        en: 'ZooKeeper tolerates the crash, and the later recovery, of a minority of its voters. It prevents no fault, and it does not tolerate Byzantine ones. The article never names a quorum, an ensemble size, a log, a snapshot, an epoch or a recovery step, so the subject of its title is absent.',
        zh: 'ZooKeeper 容忍的是少数投票成员（voter）崩溃后再恢复的故障；它不能预防任何故障，也不容忍拜占庭故障（Byzantine fault）。文章通篇没有提到法定人数（quorum）、集群规模、日志、快照、纪元（epoch）或任何恢复步骤，标题所说的内容其实并不在文中。',
      },
      matters: {
        en: 'Someone who sizes an ensemble from this text has no rule to do it by. The rule is 2f+1 voters for f faults, in separate failure domains, with an fsynced log.',
        zh: '照此文规划集群的人无章可循。规则是：要容忍 f 个故障，就需要 2f+1 个投票成员，分布在互相独立的故障域中，并且日志必须刷盘（fsync）。',
      },
      sources: [
        { source: 'Adm', at: 'sc_zkMulitServerSetup' },
        { source: 'Int', at: 'sc_quorum' },
        { source: 'ZAB11', at: 'fault model' },
        { source: 'Over' },
      ],
      proofs: provenBy('T3', 'T4', 'T5'),
      experiments: ['X01'],
    },
    {
      id: 'C02',
      section: 'all',
      topics: ['terms', 'znodes'],
      claim: {
        en: 'Throughout, the article uses one word, “node”, for the znodes of the tree and for the servers of the ensemble.',
        zh: '全文用同一个词“节点”，既指树中的 znode，又指集群中的服务器。',
      },
      verdict: 'misleading',
      correct: {
        en: 'A znode is a data register in the tree, a server is a member of the ensemble, and a client holds a session. They are three things and need three words.',
        zh: 'znode 是树中的数据寄存器，服务器（server）是集群（ensemble）的成员，客户端（client）则持有会话（session）。三样东西，应当用三个词。',
      },
      matters: {
        en: 'The slide from one meaning to the other is what makes the article’s sections 2.2 and 3.1 sound plausible: there, nodes are hashed to nodes.',
        zh: '文章 2.2 与 3.1 节听上去言之成理，正是因为词义在两者之间滑动：那里成了“节点”被哈希到“节点”上。',
      },
      sources: [{ source: 'Prog', at: 'sc_zkDataModel_znodes' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C03',
      section: '1.1',
      topics: ['ecosystem'],
      claim: {
        en: 'Distributed systems need coordination, and ZooKeeper is a coordination service.',
        zh: '分布式系统需要协调，而 ZooKeeper 就是一种协调服务。',
      },
      verdict: 'true',
      correct: {
        en: 'ZooKeeper is a service for coordinating the processes of distributed applications; its paper introduces it in these terms.',
        zh: 'ZooKeeper 确实是用来协调分布式应用各进程的服务，其论文开篇就是这样介绍的。',
      },
      sources: [{ source: 'ZK10', at: '§1' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C04',
      section: '1.1, 5',
      topics: ['znodes', 'operations'],
      claim: {
        en: 'The article says that ZooKeeper manages the data and the state of a distributed system.',
        zh: '文章说，ZooKeeper 负责管理分布式系统的数据与状态。',
      },
      verdict: 'misleading',
      correct: {
        en: 'ZooKeeper holds coordination data: configuration, status, rendezvous, membership. That means kilobytes per znode, with the whole tree in every server’s memory. Bulk data goes elsewhere, with a pointer to it in ZooKeeper.',
        zh: 'ZooKeeper 保存的是协调数据：配置、状态、会合信息、成员名单。每个 znode 只有若干 KB，整棵树都放在每台服务器的内存里。大块数据应当存到别处，ZooKeeper 中只留一个指向它的引用。',
      },
      matters: {
        en: 'Used as a database it ends in trouble with snapshots and garbage collection, and in refused writes. Measured on Apache ZooKeeper 3.8.0, a value of 1.1 MB closes the connection, and the client sees only ConnectionLoss.',
        zh: '把它当数据库用，最终会遇到快照与垃圾回收的麻烦，写入也会被拒。在 Apache ZooKeeper 3.8.0 上实测，写入 1.1 MB 的值会使连接关闭，客户端看到的只有 ConnectionLoss。',
      },
      sources: [
        { source: 'Prog', at: 'Data+Access' },
        { source: 'Over', at: 'Implementation' },
        { source: 'Adm', at: 'Unsafe+Options' },
      ],
      proofs: provenBy('D2'),
      experiments: ['X19'],
    },
    {
      id: 'C05',
      section: '1.2, 5',
      topics: ['ecosystem'],
      claim: {
        en: 'ZooKeeper is widely used in big data, message queues and configuration management.',
        zh: '文章称，大数据、消息队列和配置管理都在大量使用 ZooKeeper。',
      },
      verdict: 'incomplete',
      correct: {
        en: 'As history it is right that ZooKeeper serves big data, message queues and configuration. Today the largest user among message logs, Kafka, has left ZooKeeper, and other systems have made it one of several choices.',
        zh: '就历史而言，大数据、消息队列和配置管理确实都在用 ZooKeeper。但如今消息日志领域最大的用户 Kafka 已经不再使用它，另一些系统则把它改成了可选项之一。',
      },
      matters: {
        en: 'Do not choose ZooKeeper because Kafka needs it.',
        zh: '不要再以“Kafka 需要”为由选用 ZooKeeper。',
      },
      sources: [{ source: 'Use' }, { source: 'K40' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C06',
      section: '1.2',
      topics: ['locks', 'election', 'watches'],
      claim: {
        en: 'The API of ZooKeeper can implement locks, elections, and publishing and subscribing.',
        zh: '借助 ZooKeeper 的 API 可以做出锁、选举和发布订阅。',
      },
      verdict: 'incomplete',
      correct: {
        en: 'Locks, elections and publishing and subscribing are recipes. They run in the client, on four guarantees of the server: ephemeral znodes, sequence numbers, ordered one-shot watches, and FIFO order for each client. None of them is an API call, and each needs error handling.',
        zh: '锁、选举和发布订阅都可以实现，但它们是运行在客户端的“配方”（recipe），依靠服务器的四项保证：临时 znode、顺序编号、有序的一次性监视点（watch），以及每个客户端的先进先出次序。三者都不是现成的 API 调用，每一种都必须处理错误。',
      },
      matters: {
        en: 'Hand-written recipes are where the bugs are. The article’s own lock and election show it.',
        zh: '错误往往就出在手写的配方里，文章自己的锁和选举便是例子。',
      },
      sources: [{ source: 'Rec' }, { source: 'ZK10', at: '§2.4' }],
      proofs: provenBy('L2', 'L10', 'L10c', 'V3', 'V4', 'V9'),
      experiments: ['X05', 'X07'],
    },
  ],
};
