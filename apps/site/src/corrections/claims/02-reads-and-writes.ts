import { provenBy } from '../runs.ts';
import type { Part } from '../types.ts';

export const readsAndWrites: Part = {
  id: 'reads-and-writes',
  title: { en: 'Reads and writes', zh: '读与写' },
  claims: [
    {
      id: 'C11',
      section: '2.2',
      topics: ['znodes', 'consistency'],
      claim: {
        en: 'The article likens the read/write model to that of a traditional file system, with some differences.',
        zh: '文章拿传统文件系统来类比 ZooKeeper 的读写，只说略有不同。',
      },
      verdict: 'misleading',
      correct: {
        en: 'Only the naming is like a file system’s. A znode is file and directory at once. There is no open, append, seek, rename, link or recursion. Writes replace the whole value and can be made conditional on a version, and there are watches, ephemeral and sequential names, and transactions of several operations.',
        zh: '像文件系统的只有命名方式。znode 同时是文件和目录；没有打开、追加、定位、改名、链接，也没有递归操作。写入总是替换整个值，并可以按版本号附带条件；此外还有监视点、临时与顺序命名，以及包含多个操作的事务（multi）。',
      },
      matters: {
        en: 'Read, modify and write without the version loses updates.',
        zh: '“读出、修改、写回”若不带版本号，就会丢失更新。',
      },
      sources: [
        { source: 'ZK10', at: '§2.1–2.2' },
        { source: 'Over', at: 'sc_dataModelNameSpace' },
      ],
      proofs: [{ type: 'text' }],
      experiments: ['X19'],
    },
    {
      id: 'C12',
      section: '2.2',
      topics: ['consistency'],
      claim: {
        en: 'Reads at different servers may return different values.',
        zh: '向不同的服务器读取，有可能得到不一样的结果。',
      },
      verdict: 'true',
      correct: {
        en: 'Reads at different servers may differ, for a read is answered from the local replica of the server that the client is connected to. Writes are linearizable; reads are not.',
        zh: '不同服务器的读取结果确实可能不同：读请求由客户端所连服务器的本地副本直接应答。写操作满足线性一致性（linearizability），读操作则不满足。',
      },
      matters: {
        en: 'Keep this remark; the article’s next sentence takes it back.',
        zh: '请记住这一点，因为文章的下一句又把它收了回去。',
      },
      sources: [
        { source: 'Int', at: 'sc_consistency' },
        { source: 'ZK10', at: '§2.3' },
      ],
      proofs: provenBy('S1', 'S2', 'S3', 'S4', 'S5'),
      experiments: ['X02'],
    },
    {
      id: 'C13',
      section: '2.2',
      topics: ['hashing', 'zab', 'replication'],
      claim: {
        en: 'The article says that ZooKeeper uses consistent hashing to make all nodes see the same data.',
        zh: '文章称，ZooKeeper 靠一致性哈希让各节点看到一样的数据。',
      },
      verdict: 'false',
      correct: {
        en: 'No hashing of any kind places data in ZooKeeper; consistent hashing has no part in it. Each server holds the whole tree, and agreement comes from an atomic broadcast, Zab.',
        zh: 'ZooKeeper 的数据分布不靠任何哈希，与一致性哈希（consistent hashing）无关。每台服务器都保存整棵树，各副本的一致来自原子广播协议 Zab。',
      },
      matters: {
        en: 'For capacity planning: adding servers adds copies, not space.',
        zh: '规划容量时要记住：加服务器增加的是副本，不是空间。',
      },
      sources: [
        { source: 'Over', at: 'Implementation' },
        { source: 'ZK10', at: '§4.3' },
        { source: 'Int', at: 'sc_atomicBroadcast' },
      ],
      proofs: provenBy('R1', 'R4'),
      experiments: ['X04'],
    },
    {
      id: 'C14',
      section: '2.2',
      topics: ['consistency'],
      claim: {
        en: 'The article implies that, by this means, all servers show the same value at all times.',
        zh: '文章由此暗示：任何时刻，各台服务器给出的值都相同。',
      },
      verdict: 'false',
      correct: {
        en: 'What is guaranteed is that a client’s own operations take effect in order and that its view never goes backwards, even when it changes server. Two clients may see different values at one moment. `sync` before a read brings the server up to the leader; it is not itself a quorum operation (ZOOKEEPER-1675), so that, strictly, only a write first makes a read linearizable.',
        zh: '有保证的是：客户端自己的操作按次序生效，并且即使换了服务器，它看到的状态也绝不倒退。同一时刻，两个客户端看到的值可以不同。读取之前调用 `sync`，可使该服务器追上领导者；但 sync 本身并不是法定人数操作（ZOOKEEPER-1675），严格说来，只有先做一次写入，随后的读取才满足线性一致性。',
      },
      matters: {
        en: '“I wrote it, told you, and you read the old value” is legal. Measured on Apache ZooKeeper 3.8.0: 0.4 % of the reads straight after an acknowledged write, with no fault at all; with a stalled link, old values for up to syncLimit × tickTime (10.0 s measured, with 5 × 2 s).',
        zh: '“我写完告诉了你，你读到的却是旧值”是合法的。在 Apache ZooKeeper 3.8.0 上实测：没有任何故障时，写入确认后立即读取，有 0.4% 读到旧值；链路停滞时，旧值最多会持续 syncLimit × tickTime 之久（在 5 × 2 秒的配置下测得 10.0 秒）。',
      },
      sources: [
        { source: 'Prog', at: 'ch_zkGuarantees' },
        { source: 'Int', at: 'sc_consistency' },
        { source: 'ZK1675' },
      ],
      proofs: provenBy('S1', 'S2', 'S3', 'S4', 'S5', 'G1'),
      experiments: ['X02'],
    },
    {
      id: 'C15',
      section: '2.2',
      topics: ['quorum', 'replication', 'zab'],
      claim: {
        en: 'The article says that writes have to be confirmed by the master.',
        zh: '文章说，写入要由主节点来确认。',
      },
      verdict: 'misleading',
      correct: {
        en: 'Any server takes a write and forwards it. The leader orders it, and it commits when a majority of the voters have it on disk. The leader’s own word is worth nothing without a quorum.',
        zh: '任何服务器都可以接收写请求并转发出去；领导者（leader）为它定序；多数投票成员把它写到磁盘上之后，它才算提交（commit）。没有法定人数（quorum），领导者自己说了不算。',
      },
      matters: {
        en: 'A leader cut off with a minority cannot commit, nor can it open a session.',
        zh: '被隔在少数一侧的领导者既不能提交写入，也不能打开新的会话。',
      },
      sources: [
        { source: 'Int', at: 'sc_activeMessaging' },
        { source: 'ZK10', at: '§4.2' },
      ],
      proofs: provenBy('Q1', 'Q2'),
      experiments: ['X01'],
    },
    {
      id: 'C16',
      section: '2.2',
      topics: ['consistency', 'errors'],
      claim: {
        en: 'The article concludes that ZooKeeper is therefore the more consistent and the more reliable.',
        zh: '文章据此断言，ZooKeeper 更为一致，也更为可靠。',
      },
      verdict: 'incomplete',
      correct: {
        en: 'A reply that reports success can be relied on. After ConnectionLoss the outcome of a write is unknown: it may or may not have been applied. In our runs the same fault gave “applied” once and “not applied” once.',
        zh: '报告成功的应答是可靠的。出现 ConnectionLoss 之后，写入的结果则是未知的：可能已经生效，也可能没有。在我们的实测中，同样的故障一次“已生效”，一次“未生效”。',
      },
      matters: {
        en: 'Blindly retrying a write that is not idempotent duplicates it; not retrying loses it.',
        zh: '非幂等的写入，盲目重试会重复，不重试则会丢失。',
      },
      sources: [
        { source: 'Prog', at: 'ch_zkGuarantees' },
        { source: 'Rec', at: 'sc_recipes_errorHandlingNote' },
      ],
      proofs: provenBy('Q3-A', 'Q3-B', 'O1'),
      experiments: ['X06'],
    },
  ],
};
