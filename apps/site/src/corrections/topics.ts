import type { Bilingual, Topic } from './types.ts';

export const topics: Readonly<Record<Topic, Bilingual>> = {
  terms: { en: 'Terms', zh: '术语' },
  quorum: { en: 'Quorums and ensemble size', zh: '法定人数与集群规模' },
  replication: { en: 'Replication', zh: '复制' },
  hashing: { en: 'Consistent hashing', zh: '一致性哈希' },
  consistency: { en: 'Consistency guarantees', zh: '一致性保证' },
  zab: { en: 'Zab', zh: 'Zab 协议' },
  paxos: { en: 'Paxos', zh: 'Paxos 协议' },
  raft: { en: 'Raft', zh: 'Raft 协议' },
  sessions: { en: 'Sessions', zh: '会话' },
  znodes: { en: 'Znodes', zh: 'znode 与数据模型' },
  order: { en: 'Order', zh: '顺序' },
  watches: { en: 'Watches', zh: '监视点' },
  acl: { en: 'Access control', zh: '访问控制' },
  locks: { en: 'Locks', zh: '锁' },
  fencing: { en: 'Fencing', zh: '栅栏机制' },
  election: { en: 'Leader election', zh: '领导者选举' },
  errors: { en: 'Error handling', zh: '错误处理' },
  operations: { en: 'Operations', zh: '运维' },
  ecosystem: { en: 'Systems around ZooKeeper', zh: 'ZooKeeper 周边的系统' },
  code: { en: 'Code', zh: '代码' },
};
