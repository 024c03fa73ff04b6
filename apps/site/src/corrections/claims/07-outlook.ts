import { provenBy } from '../runs.ts';
import type { Part } from '../types.ts';

export const outlook: Part = {
  id: 'outlook',
  title: { en: 'Tools and outlook', zh: '工具与展望' },
  claims: [
    {
      id: 'C71',
      section: '6',
      topics: ['operations', 'ecosystem'],
      claim: {
        en: 'The section on tools and resources is empty.',
        zh: '工具与资源一节没有任何内容。',
      },
      verdict: 'incomplete',
      correct: {
        en: 'The tools to know are zkCli, the four-letter words and the AdminServer; the libraries are Curator and kazoo; the text to read is the official recipes.',
        zh: '值得了解的工具有 zkCli、四字命令与 AdminServer，客户端库有 Curator 和 kazoo，值得一读的是官方的配方文档。',
      },
      sources: [{ source: 'Adm', at: 'sc_zkCommands' }, { source: 'Rec' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C72',
      section: '7',
      topics: ['ecosystem'],
      claim: {
        en: 'The article calls ZooKeeper the de facto standard for managing distributed systems.',
        zh: '文章奉 ZooKeeper 为分布式系统管理领域事实上的标准。',
      },
      verdict: 'misleading',
      correct: {
        en: 'ZooKeeper is one widely used coordination service among several: Kubernetes is on etcd, and Kafka on KRaft. That it is the standard is an opinion, and a dated one.',
        zh: 'ZooKeeper 是几种广泛使用的协调服务之一：Kubernetes 用的是 etcd，Kafka 用的是 KRaft。说它是标准，只是一种看法，而且已经过时。',
      },
      sources: [{ source: 'K40' }, { source: 'ETW' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C73',
      section: '7',
      topics: ['quorum', 'consistency', 'operations'],
      claim: {
        en: 'The article says that ZooKeeper must become more available as systems grow, so as to ensure consistency.',
        zh: '文章说，随着系统变大，ZooKeeper 要更加高可用，才能保证一致。',
      },
      verdict: 'misleading',
      correct: {
        en: 'ZooKeeper is available while a majority of its voters is up: 3 tolerate 1 fault, 4 also 1, 5 tolerate 2. The side with the minority refuses. Consistency is bought with availability, not ensured by it. More voters make writes slower.',
        zh: 'ZooKeeper 在多数投票成员存活时可用：3 个容忍 1 个故障，4 个也只容忍 1 个，5 个容忍 2 个。处在少数一侧的服务器会拒绝服务：一致性是用可用性换来的，不是由可用性保证的。投票成员越多，写入越慢。',
      },
      matters: {
        en: 'A member that makes the number even adds cost and no tolerance.',
        zh: '把成员数凑成偶数，只增加开销，不增加容错能力。',
      },
      sources: [
        { source: 'Adm', at: 'sc_zkMulitServerSetup' },
        { source: 'Int', at: 'sc_quorum' },
      ],
      proofs: provenBy('T3', 'T4', 'T5', 'G1'),
      experiments: ['X01'],
    },
    {
      id: 'C74',
      section: '7',
      topics: ['replication', 'quorum', 'operations'],
      claim: {
        en: 'The article says that ZooKeeper must scale horizontally.',
        zh: '文章说，ZooKeeper 需要具备水平扩展的能力。',
      },
      verdict: 'misleading',
      correct: {
        en: 'ZooKeeper cannot scale writes horizontally: there is one ordered log, copied whole. Voters add read capacity and cost write rate; measured on Apache ZooKeeper 3.8.0 on one machine with 2 cores, which overstates the fall, 6,383 / 5,459 / 2,532 sets a second with 1 / 3 / 5 voters. Observers scale reads without votes. Beyond that, run separate ensembles.',
        zh: 'ZooKeeper 的写入无法水平扩展：日志只有一条，全局有序，并且整份复制。投票成员增加读能力，却降低写速率：在 Apache ZooKeeper 3.8.0 上实测（全部运行于一台 2 核机器，降幅因此被夸大），1 / 3 / 5 个投票成员每秒分别写入 6,383 / 5,459 / 2,532 次。观察者（observer）不参与投票，可以扩展读取。若还不够，就拆分成多个独立的集群。',
      },
      matters: {
        en: 'Adding servers to cure write load makes it worse.',
        zh: '想靠加服务器来缓解写入压力，只会适得其反。',
      },
      sources: [
        { source: 'ZK10', at: '§5.1' },
        { source: 'Obs' },
        { source: 'Over', at: 'Performance' },
      ],
      proofs: provenBy('P1', 'B1'),
      experiments: ['X15'],
    },
    {
      id: 'C75',
      section: '7',
      topics: ['acl', 'operations'],
      claim: {
        en: 'The article counts security among the challenges of the future.',
        zh: '文章把安全性归入未来的挑战。',
      },
      verdict: 'misleading',
      correct: {
        en: 'ZooKeeper’s means of security are there today: ACLs; digest, SASL and x509 authentication; TLS for clients (since 3.5) and for the quorum; SASL for the quorum; enforced authentication (SASL since 3.6, any scheme since 3.7); an audit log (since 3.6). The true problem is that they are off by default.',
        zh: 'ZooKeeper 的安全手段今天就有：ACL；digest、SASL、x509 认证；客户端 TLS（自 3.5 起）与法定人数通信 TLS；法定人数通信 SASL；强制认证（SASL 自 3.6 起，其他方案自 3.7 起）；审计日志（自 3.6 起）。真正的问题在于，它们默认都是关闭的。',
      },
      matters: {
        en: 'Whoever can reach the client port of a default installation can do everything there.',
        zh: '在默认安装中，谁能连上客户端端口，谁就能为所欲为。',
      },
      sources: [
        { source: 'Adm', at: 'sc_authOptions' },
        { source: 'Adm', at: 'Quorum+TLS' },
        { source: 'Aud', at: 'ch_auditLogs' },
      ],
      proofs: provenBy('A7', 'A8', 'A9', 'A10', 'Y1'),
      experiments: ['X16'],
    },
  ],
};
