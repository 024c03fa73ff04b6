import { provenBy } from '../runs.ts';
import type { Claim, Part } from '../types.ts';
import { paxos } from './03-paxos.ts';

const formulasAndHashing: readonly Claim[] = [
  {
    id: 'C17',
    section: '3',
    topics: ['quorum', 'hashing'],
    claim: {
      en: 'The heading announces mathematical models and formulas in detail; the section holds none.',
      zh: '该节标题预告有数学模型和公式，正文里却一个也没有。',
    },
    verdict: 'incomplete',
    correct: {
      en: 'These are the formulas that a reader needs. Quorum: q = ⌊n/2⌋+1. Faults tolerated: f = n−q = ⌊(n−1)/2⌋. Any two quorums share at least 2q−n ≥ 1 server. zxid = epoch·2³² + counter. A session timeout is clamped to [2, 20]·tickTime by default. Adding a server to n moves about 1/(n+1) of the keys on a hash ring, and n/(n+1) with mod n.',
      zh: '读者需要的是以下公式。法定人数（quorum）：q = ⌊n/2⌋+1；可容忍的故障数：f = n−q = ⌊(n−1)/2⌋；任意两个法定人数至少共有 2q−n ≥ 1 台服务器；zxid = 纪元·2³² + 计数；会话超时默认限制在 [2, 20]·tickTime 之内；在 n 台服务器之外再加一台，哈希环上约有 1/(n+1) 的键迁移，按 n 取模则约有 n/(n+1)。',
    },
    matters: {
      en: 'These numbers decide the size of the ensemble.',
      zh: '集群该有多大，由这些数字决定。',
    },
    sources: [
      { source: 'Int', at: 'sc_quorum' },
      { source: 'Int', at: 'sc_guaranteesPropertiesDefinitions' },
      { source: 'DYN', at: '§4.2' },
    ],
    proofs: provenBy('T3', 'T4', 'T5', 'N1', 'R2', 'H1'),
    experiments: ['X01', 'X04'],
  },
  {
    id: 'C18',
    section: '3.1',
    topics: ['hashing', 'replication'],
    claim: {
      en: 'The article calls consistent hashing the key algorithm of ZooKeeper.',
      zh: '文章把一致性哈希列为 ZooKeeper 的关键算法。',
    },
    verdict: 'false',
    correct: {
      en: 'Consistent hashing plays no part in ZooKeeper. Every server holds the whole tree, and Zab keeps the copies alike. A client may use consistent hashing over a list of members that it keeps in ZooKeeper; that is the client’s business.',
      zh: 'ZooKeeper 中没有一致性哈希（consistent hashing）的位置：每台服务器都保存整棵树，由 Zab 使各副本保持一致。客户端可以对存放在 ZooKeeper 中的成员名单使用一致性哈希，但那是客户端自己的事。',
    },
    sources: [
      { source: 'Over', at: 'Implementation' },
      { source: 'Int', at: 'sc_atomicBroadcast' },
    ],
    proofs: provenBy('R1'),
    experiments: ['X04'],
  },
  {
    id: 'C19',
    section: '3.1',
    topics: ['hashing', 'consistency', 'terms'],
    claim: {
      en: 'The article takes consistent hashing for an algorithm that makes data consistent.',
      zh: '文章把一致性哈希当成保证数据一致的算法。',
    },
    verdict: 'false',
    correct: {
      en: '“Consistent” in consistent hashing means that views of the assignment stay alike as servers come and go. It says nothing of replicas agreeing on a value. Chinese uses the one word 一致性 for both, and so the two are taken for one.',
      zh: '一致性哈希（consistent hashing）里的“一致”，是指服务器增减时，键的分配方案前后大体不变，与各副本是否就同一个值达成一致毫无关系。中文里 consistent hashing 与 consistency 都译作“一致性”，二者因此被混为一谈。',
    },
    matters: {
      en: 'Dynamo uses consistent hashing and is only eventually consistent.',
      zh: 'Dynamo 使用一致性哈希，却只提供最终一致性。',
    },
    sources: [
      { source: 'CH97', at: '§4' },
      { source: 'DYN', at: '§4.2' },
      { source: 'DYN', at: '§4.3' },
      { source: 'DYN', at: '§4.4' },
    ],
    proofs: [{ type: 'simulation' }],
    experiments: ['X04'],
  },
  {
    id: 'C20',
    section: '3.1',
    topics: ['hashing'],
    claim: {
      en: 'In consistent hashing, data is kept at the node nearest to it in the hash space.',
      zh: '在一致性哈希中，数据交给哈希空间里距离最近的节点保管。',
    },
    verdict: 'misleading',
    correct: {
      en: 'The original paper takes the nearest point; the rings of Dynamo and Chord take the first server clockwise. Both need virtual nodes for balance and replicas for durability, and the article names neither.',
      zh: '最初的论文取的是最近的点；Dynamo 和 Chord 的哈希环取的是顺时针方向的第一台服务器。负载均衡要靠虚拟节点（virtual node），数据不丢要靠副本，文章对两者都只字未提。',
    },
    matters: {
      en: 'A ring without virtual nodes is badly unbalanced.',
      zh: '没有虚拟节点的哈希环，负载会严重失衡。',
    },
    sources: [
      { source: 'CH97', at: '§4' },
      { source: 'DYN', at: '§4.2–4.3' },
    ],
    proofs: provenBy('H1'),
    experiments: ['X04'],
  },
  {
    id: 'C21',
    section: '3.1',
    topics: ['hashing', 'replication', 'operations'],
    claim: {
      en: 'The article says that, when a node joins or leaves, it is enough to compute the hash function anew and to migrate the data.',
      zh: '文章说，节点增减时把哈希函数重算一遍，数据便能迁到新节点。',
    },
    verdict: 'false',
    correct: {
      en: 'On a hash ring the hash function never changes; that is its point. Only the arc next to the change moves: in a seeded computation with 1,000 keys, 234 moved from 3 to 4 servers, all to the newcomer, where recomputing mod n moved 738. In ZooKeeper nothing migrates: a joining server gets the transactions it lacks, a truncation, or a full snapshot.',
      zh: '在哈希环上，哈希函数从不改变，这正是它的意义所在。发生迁移的只有变动处相邻的一段弧：在一次固定的计算中，1,000 个键从 3 台服务器扩到 4 台，迁移 234 个，全部归新加入者；按 n 重新取模则迁移 738 个。ZooKeeper 里什么也不迁移：新加入的服务器得到的是所缺的事务、一次截断，或一份完整的快照。',
    },
    matters: {
      en: 'Operators fear a rebalancing that does not exist, and forget that a new voter changes the quorum.',
      zh: '运维人员担心并不存在的“数据再平衡”，却忘了新增投票成员会改变法定人数。',
    },
    sources: [
      { source: 'DYN', at: '§4.2' },
      { source: 'Int', at: 'sc_leaderElection' },
      { source: 'Rcf' },
    ],
    proofs: provenBy('H1', 'R4'),
    experiments: ['X04'],
  },
];

export const algorithms: Part = {
  id: 'algorithms',
  title: { en: 'Algorithms', zh: '算法' },
  claims: [...formulasAndHashing, ...paxos],
};
