import type { Part } from '../types.ts';

export const systems: Part = {
  id: 'systems',
  title: { en: 'Hadoop, Kafka, etcd', zh: 'Hadoop、Kafka 与 etcd' },
  claims: [
    {
      id: 'C62',
      section: '5',
      topics: ['ecosystem'],
      claim: {
        en: 'ZooKeeper is used in many fields (a repetition of section 1.2).',
        zh: 'ZooKeeper 在许多领域得到应用（重复 1.2 节的内容）。',
      },
      verdict: 'true',
      correct: {
        en: 'ZooKeeper is used in many fields, and the project keeps a list of users. Some of them have moved on since, Kafka among them.',
        zh: 'ZooKeeper 确实用于许多领域，项目也维护着一份用户名单；不过其中有些后来已经离开，Kafka 就是一例。',
      },
      sources: [{ source: 'Use' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C63',
      section: '5.1',
      topics: ['ecosystem'],
      claim: {
        en: 'Hadoop splits data over many machines.',
        zh: 'Hadoop 会把数据拆开，交给许多机器。',
      },
      verdict: 'true',
      correct: {
        en: 'Hadoop spreads data over many machines: HDFS keeps files as blocks, replicated over DataNodes.',
        zh: 'Hadoop 确实把数据分布在许多机器上：HDFS 把文件存成数据块，复制在多个 DataNode 上。',
      },
      sources: [{ source: 'QJM', at: 'Architecture' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C64',
      section: '5.1',
      topics: ['ecosystem', 'fencing'],
      claim: {
        en: 'The article says that ZooKeeper manages registration and failover of Hadoop’s NameNodes.',
        zh: '文章说，NameNode 的注册与故障切换由 ZooKeeper 负责。',
      },
      verdict: 'misleading',
      correct: {
        en: 'ZooKeeper takes part in automatic failover only, and only if configured: a ZKFC beside each NameNode holds a session and an ephemeral lock znode. The edits of the namespace go to a majority of JournalNodes, which fence the old writer. If ZooKeeper is down, HDFS goes on, without automatic failover.',
        zh: 'ZooKeeper 只参与自动故障切换，而且要配置了才有：每个 NameNode 旁边的 ZKFC 持有一个会话和一个临时的锁 znode。命名空间的编辑日志写入多数 JournalNode，由它们隔离旧的写入者（fencing）。ZooKeeper 停掉，HDFS 照常运行，只是没有自动切换。',
      },
      matters: {
        en: 'Fencing methods must still be configured, and ZooKeeper holds no HDFS data.',
        zh: '仍须配置隔离（fencing）方法；ZooKeeper 中也没有任何 HDFS 数据。',
      },
      sources: [
        { source: 'QJM', at: 'Architecture' },
        { source: 'QJM', at: 'Automatic Failover: Components' },
        { source: 'QJM', at: 'Automatic Failover FAQ' },
      ],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C65',
      section: '5.1',
      topics: ['ecosystem'],
      claim: {
        en: 'The article says that ZooKeeper does the same for Hadoop’s DataNodes.',
        zh: '文章说，DataNode 的注册与故障切换也由 ZooKeeper 负责。',
      },
      verdict: 'false',
      correct: {
        en: 'DataNodes register with every NameNode directly, and send it their heartbeats and block reports.',
        zh: 'DataNode 直接向每个 NameNode 注册，并向其发送心跳和数据块报告。',
      },
      matters: {
        en: 'Looking into ZooKeeper for dead DataNodes finds nothing.',
        zh: '想在 ZooKeeper 里找出失效的 DataNode，什么也找不到。',
      },
      sources: [{ source: 'QJM', at: 'Architecture' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C66',
      section: '5.1',
      topics: ['ecosystem'],
      claim: {
        en: 'The article says that ZooKeeper does the same for Hadoop’s TaskTrackers.',
        zh: '文章说，TaskTracker 的注册与故障切换也由 ZooKeeper 负责。',
      },
      verdict: 'false',
      correct: {
        en: 'The TaskTrackers of MapReduce 1 sent their heartbeats to the JobTracker, and both are gone since YARN. What does use ZooKeeper is the elector and the state store of YARN’s ResourceManager.',
        zh: 'MapReduce 1 的 TaskTracker 向 JobTracker 发送心跳；自 YARN 起，两者都已不复存在。真正使用 ZooKeeper 的，是 YARN ResourceManager 的选举器和状态存储。',
      },
      sources: [{ source: 'RMHA' }, { source: 'MR1' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C67',
      section: '5.2',
      topics: ['ecosystem'],
      claim: {
        en: 'The article calls Kafka a message queue.',
        zh: '文章称 Kafka 为消息队列。',
      },
      verdict: 'misleading',
      correct: {
        en: 'Kafka is a partitioned, replicated log. Consumers keep their positions in it, and reading removes nothing.',
        zh: 'Kafka 是分区、多副本的日志。消费者各自记录读取位置，读取不会移除任何消息。',
      },
      sources: [{ source: 'K40', at: 'design' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C68',
      section: '5.2',
      topics: ['ecosystem', 'election'],
      claim: {
        en: 'The article says that ZooKeeper manages registration and failover of Kafka’s brokers, partitions and topics.',
        zh: '文章说，Kafka 的 broker、分区和主题都由 ZooKeeper 负责注册与故障切换。',
      },
      verdict: 'misleading',
      correct: {
        en: 'Kafka used ZooKeeper up to 3.9, and only in ZooKeeper mode. There, brokers register by ephemeral znodes, one broker is elected controller, and the metadata of topics and partitions are persistent znodes. Partition leaders are failed over by the controller, from the in-sync replicas, and not by ZooKeeper; consumer offsets left ZooKeeper long ago. Kafka 3.3 made KRaft ready for production, 3.5 deprecated ZooKeeper, and 4.0 removed it.',
        zh: 'Kafka 只在 3.9 及以前、且处于 ZooKeeper 模式时才使用 ZooKeeper。在那里，broker 以临时 znode 注册，其中一个被选为控制器（controller），主题与分区的元数据存成持久 znode；分区领导者的切换由控制器在同步副本（ISR）中进行，而不是由 ZooKeeper 进行；消费位移早已不在 ZooKeeper 中。Kafka 3.3 起 KRaft 可用于生产，3.5 弃用 ZooKeeper，4.0 将其移除。',
      },
      matters: {
        en: 'A new Kafka cluster must not plan a ZooKeeper ensemble, and an old one must migrate on 3.9 first.',
        zh: '新的 Kafka 集群不应再规划 ZooKeeper；旧集群须先在 3.9 上完成迁移。',
      },
      sources: [
        { source: 'K40', at: 'upgrade' },
        { source: 'K39', at: 'design 4.7' },
        { source: 'K39', at: 'operations 6.9' },
        { source: 'KIP500' },
      ],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C69',
      section: '5.3',
      topics: ['ecosystem', 'raft', 'replication'],
      claim: {
        en: 'The article says that etcd shards its data over its nodes.',
        zh: '文章说，etcd 会将数据切分到各个节点。',
      },
      verdict: 'false',
      correct: {
        en: 'Every member of an etcd cluster holds the whole key space; the cluster is one Raft group.',
        zh: 'etcd 集群的每个成员都保存完整的键空间；整个集群就是一个 Raft 组。',
      },
      matters: {
        en: 'Adding members adds copies.',
        zh: '增加成员，增加的是副本。',
      },
      sources: [{ source: 'ETCD' }, { source: 'RAFT', at: '§5' }],
      proofs: [{ type: 'text' }],
      experiments: [],
    },
    {
      id: 'C70',
      section: '5.3',
      topics: ['ecosystem', 'raft', 'election'],
      claim: {
        en: 'The article says that ZooKeeper manages etcd’s leader election and quorum.',
        zh: '文章说，etcd 的领导者选举和法定人数由 ZooKeeper 来维持。',
      },
      verdict: 'false',
      correct: {
        en: 'etcd runs Raft itself and is an alternative to ZooKeeper. The known bridge goes the other way: zetcd, of the etcd-io organization, serves the ZooKeeper API from an etcd cluster.',
        zh: 'etcd 自己运行 Raft，是 ZooKeeper 的替代方案。已知的桥接方向正好相反：etcd-io 组织的 zetcd 用 etcd 集群来提供 ZooKeeper 的 API。',
      },
      matters: {
        en: 'Running both because etcd needs it adds a second system to operate and gains nothing.',
        zh: '因为“etcd 需要”而同时运行两者，只会多出一套要运维的系统，得不到任何好处。',
      },
      sources: [{ source: 'ETCD' }, { source: 'ETW' }, { source: 'RAFT', at: '§5.2' }],
      proofs: [{ type: 'simulation' }, { type: 'text' }],
      experiments: ['X14'],
    },
  ],
};
