import type { GlossaryEntry } from '../types.ts';

/** Guarantees, faults and what can and cannot be had. */
export const theory: readonly GlossaryEntry[] = [
  {
    id: 'linearizability',
    en: 'linearizability',
    zh: '线性一致性',
    also: ['linearizable', '可线性化', '强一致性'],
    meaning: {
      en: 'Each operation seems to take effect at one instant between its call and its answer, so that whatever starts after an answer sees its effect. ZooKeeper’s writes have it, its reads do not.',
      zh: '每个操作都像是在调用与应答之间的某一瞬间生效，因而在应答之后开始的操作必能看到其效果。ZooKeeper 的写操作满足，读操作不满足。',
    },
    see: ['sequential-consistency', 'sync', 'read-index'],
  },
  {
    id: 'sequential-consistency',
    en: 'sequential consistency',
    zh: '顺序一致性',
    meaning: {
      en: 'All operations fit into one order that keeps each client’s own order. That order need not follow real time, so a read may be stale.',
      zh: '全部操作可以排成一个次序，且保持每个客户端自己的先后。该次序不必与真实时间一致，因此可能读到旧值。',
    },
    see: ['linearizability'],
  },
  {
    id: 'safety',
    en: 'safety',
    zh: '安全性',
    meaning: {
      en: 'Nothing bad ever happens: for example, no two servers decide differently. A violation shows in a finite run.',
      zh: '坏事永不发生，例如不会有两台服务器作出不同的决定。违反它的情形，在有限的运行中就能看到。',
    },
    see: ['liveness', 'invariant'],
  },
  {
    id: 'liveness',
    en: 'liveness',
    zh: '活性',
    meaning: {
      en: 'Something good happens in the end: for example, a write gets an answer. It needs assumptions on time and on failures that safety does not.',
      zh: '好事终会发生，例如写入最终得到应答。它需要对时间和故障作出假设，安全性则不需要。',
    },
    see: ['safety', 'flp'],
  },
  {
    id: 'invariant',
    en: 'invariant',
    zh: '不变量',
    also: ['不变式'],
    meaning: {
      en: 'A statement that holds in every reachable state, such as “at most one leader per term”.',
      zh: '在每个可达状态中都成立的命题，例如“每个任期至多一个领导者”。',
    },
    see: ['safety', 'model-checker'],
  },
  {
    id: 'happened-before',
    en: 'happened-before',
    zh: '先发生关系',
    also: ['causality', 'happens-before', '因果关系'],
    meaning: {
      en: 'The order that a message’s sending precedes its receipt and a process’s earlier step its later ones. Events not ordered by it are concurrent, whatever clocks say.',
      zh: '消息的发送先于接收、同一进程的前一步先于后一步，由此得到的次序。不受它约束的两个事件是并发的，不论时钟怎么说。',
    },
    see: ['trace', 'sequential-consistency'],
  },
  {
    id: 'partition',
    en: 'partition',
    zh: '网络分区',
    also: ['network partition', '分区'],
    meaning: {
      en: 'Messages between two groups of servers are lost or held, while each group goes on. The side without a quorum must refuse writes.',
      zh: '两组服务器之间的消息丢失或滞留，而各组自身仍在运行。没有法定人数的一侧必须拒绝写入。',
    },
    see: ['one-way-partition', 'quorum', 'split-brain'],
  },
  {
    id: 'one-way-partition',
    en: 'one-way partition',
    zh: '单向分区',
    also: ['asymmetric partition', '非对称分区'],
    meaning: {
      en: 'Messages pass in one direction and not in the other. A leader that can send but not hear keeps its followers quiet and commits nothing.',
      zh: '消息只在一个方向上能通过。能发不能收的领导者，使跟随者按兵不动，自己却什么也提交不了。',
    },
    see: ['partition', 'check-quorum'],
  },
  {
    id: 'crash',
    en: 'crash',
    zh: '崩溃',
    also: ['crash fault', '宕机'],
    meaning: {
      en: 'A process stops and loses all that was not on stable storage. In the crash-recovery model it may come back.',
      zh: '进程停止运行，失去一切未写入稳定存储的内容。在崩溃-恢复模型中，它可以重新回来。',
    },
    see: ['recovery', 'byzantine-fault', 'fsync'],
  },
  {
    id: 'recovery',
    en: 'recovery',
    zh: '恢复',
    meaning: {
      en: 'Coming back after a crash: the server rebuilds its state from snapshot and log, then is brought to the history of the current leader.',
      zh: '崩溃之后重新回来：服务器先由快照和日志重建状态，再与当前领导者的历史取得一致。',
    },
    see: ['crash', 'diff-trunc-snap', 'snapshot'],
  },
  {
    id: 'byzantine-fault',
    en: 'Byzantine fault',
    zh: '拜占庭故障',
    meaning: {
      en: 'A process behaves in any way at all, even against the protocol on purpose. Paxos, Zab and Raft do not tolerate it.',
      zh: '进程可以有任意行为，甚至故意违反协议。Paxos、Zab 和 Raft 都不容忍这类故障。',
    },
    see: ['crash', 'quorum'],
  },
  {
    id: 'split-brain',
    en: 'split brain',
    zh: '脑裂',
    meaning: {
      en: 'Two parts of a system both act as the one in charge. Intersecting quorums rule it out inside an ensemble; outside, at the resource, only fencing does.',
      zh: '系统的两个部分都以主事者自居并付诸行动。在集群内部，相交的法定人数可以杜绝它；在集群之外的资源处，只有栅栏机制能做到。',
    },
    see: ['quorum', 'fencing-token', 'partition'],
  },
  {
    id: 'flp',
    en: 'FLP impossibility',
    zh: 'FLP 不可能性',
    also: ['FLP', 'Fischer, Lynch, Paterson'],
    meaning: {
      en: 'In a fully asynchronous system no deterministic algorithm can guarantee that consensus ends if even one process may crash. Protocols therefore keep safety always and promise progress only under timing assumptions.',
      zh: '在完全异步的系统中，只要有一个进程可能崩溃，就没有确定性算法能保证共识必然终止。因此各协议始终保证安全性，只在时间假设成立时才承诺有进展。',
    },
    see: ['liveness', 'election-timeout'],
  },
  {
    id: 'two-phase-commit',
    en: 'two-phase commit',
    zh: '两阶段提交',
    also: ['2PC'],
    meaning: {
      en: 'Atomic commitment of a transaction: a coordinator asks all participants to prepare and commits only if all agree. It needs everyone, not a quorum, and blocks when the coordinator dies.',
      zh: '事务的原子提交：协调者请所有参与者准备，全部同意才提交。它要求人人到齐而非法定人数，协调者一死便会阻塞。',
    },
    see: ['commit', 'quorum'],
  },
  {
    id: 'consistent-hashing',
    en: 'consistent hashing',
    zh: '一致性哈希',
    meaning: {
      en: 'Assigning keys to servers so that few keys move when a server comes or goes. It says nothing of replicas agreeing, and ZooKeeper does not use it.',
      zh: '把键分配给服务器的方法，服务器增减时只有少量键迁移。它与副本是否一致无关，ZooKeeper 也不使用它。',
    },
    see: ['virtual-node', 'atomic-broadcast'],
  },
  {
    id: 'virtual-node',
    en: 'virtual node',
    zh: '虚拟节点',
    also: ['vnode'],
    meaning: {
      en: 'One of the many points at which a server stands on a hash ring. Many points per server balance the load.',
      zh: '一台服务器在哈希环上占据的众多点之一。每台服务器的点越多，负载越均衡。',
    },
    see: ['consistent-hashing'],
  },
];
