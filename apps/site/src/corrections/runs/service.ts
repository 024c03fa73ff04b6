import type { Bilingual } from '../types.ts';

/** Runs on reads, writes, faults and ensemble sizes. */
export const serviceRuns = {
  S1: {
    en: 'In a run against three Apache ZooKeeper 3.8.0 servers, the leader’s link to one follower was held: a write was acknowledged, the leader returned the new value and that follower the old one, without any error.',
    zh: '在三台 Apache ZooKeeper 3.8.0 上实测：扣住领导者到某个跟随者的链路，写入得到确认，领导者返回新值，该跟随者返回旧值，没有任何报错。',
  },
  S2: {
    en: 'In the same run, 5 s later the follower still returned the old value and still called itself a follower.',
    zh: '同一次运行中，5 秒后该跟随者仍返回旧值，并仍自称跟随者。',
  },
  S3: {
    en: 'In the same run, `sync` was sent at the lagging follower and the link healed 2 s later: sync returned after 2.00 s and the next read gave the new value.',
    zh: '同一次运行中，在落后的跟随者上调用 `sync`，2 秒后链路恢复：sync 在 2.00 秒后返回，随后的读取得到新值。',
  },
  S4: {
    en: 'In a run against Apache ZooKeeper 3.8.0, a client that had seen v3 at the leader moved to the lagging follower and was refused until that server had caught up (connected 7.4 s in), and then read v3.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：在领导者处见过 v3 的客户端转到落后的跟随者，在该服务器追上之前一直被拒绝（7.4 秒时才连上），随后读到 v3。',
  },
  S5: {
    en: 'In a run against Apache ZooKeeper 3.8.0 without any fault, 11 of 3,000 reads (0.37 %) by another client at a follower, straight after an acknowledged write, returned the old value; at a follower behind a proxy 2,819 (94 %) did; with `sync` first, 0 of 1,000 at both.',
    zh: '在没有任何故障的 Apache ZooKeeper 3.8.0 上实测：写入确认后立即由另一客户端在跟随者上读取，3,000 次中有 11 次（0.37%）读到旧值；跟随者经由代理连接时有 2,819 次（94%）；先调用 `sync` 时，两处的 1,000 次中都是 0 次。',
  },
  G1: {
    en: 'In a run against Apache ZooKeeper 3.8.0 with the link held for good and syncLimit 5 at 2 s ticks, the follower served the old value for 10.0 s (37 reads) and then stopped serving.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：一直扣住链路，syncLimit 为 5、tick 为 2 秒，该跟随者继续提供旧值 10.0 秒（37 次读取），然后停止服务。',
  },
  R1: {
    en: 'In a run against three Apache ZooKeeper 3.8.0 servers, after 300 creates each of the three servers held 307 znodes and listed all children.',
    zh: '在三台 Apache ZooKeeper 3.8.0 上实测：创建 300 个 znode 后，三台服务器各有 307 个 znode，每台都能列出全部子 znode。',
  },
  R2: {
    en: 'In a run against Apache ZooKeeper 3.8.0, the zxid read 0x10000012f: epoch 1, counter 303.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：zxid 为 0x10000012f，即纪元 1、计数 303。',
  },
  R3: {
    en: 'In a run against three Apache ZooKeeper 3.8.0 servers, the leader was killed under a stream of writes: a gap of 1.13 s, none of 5,430 acknowledged writes missing, epoch 2, the same session id, the ephemeral znode kept.',
    zh: '在三台 Apache ZooKeeper 3.8.0 上实测：在持续写入中用 kill -9 杀掉领导者，写入中断 1.13 秒，已确认的 5,430 次写入一次不缺，纪元变为 2，会话标识不变，临时 znode 保留。',
  },
  R4: {
    en: 'In a run against Apache ZooKeeper 3.8.0, the old leader was restarted with an emptied data directory and came back as a follower with the same 5,737 znodes as the others; that was safe only because both others held everything.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：清空旧领导者的数据目录后重启，它以跟随者身份回来，与其他服务器一样有 5,737 个 znode；这之所以安全，只因为另外两台保有全部数据。',
  },
  Q1: {
    en: 'In a run against three Apache ZooKeeper 3.8.0 servers with both followers frozen, a write at the leader got no answer in 3 s, and no new session could be opened.',
    zh: '在三台 Apache ZooKeeper 3.8.0 上实测：两个跟随者都被冻结时，在领导者上的写入 3 秒内没有应答，也无法打开新的会话。',
  },
  Q2: {
    en: 'In the same run, one follower was thawed and the write was acknowledged at 3.01 s, with the other still frozen.',
    zh: '同一次运行中，解冻其中一个跟随者，写入在 3.01 秒时得到确认，另一个仍处于冻结状态。',
  },
  'Q3-A': {
    en: 'In a run against Apache ZooKeeper 3.8.0, a write was in flight to frozen followers when the leader was killed: the client saw ConnectionLoss, and after the thaw the survivors held the new value.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测：写入正发往被冻结的跟随者时杀掉领导者，客户端看到 ConnectionLoss；跟随者解冻后，存活的服务器上是新值。',
  },
  'Q3-B': {
    en: 'In the same set-up with the followers killed while frozen and restarted without the leader, the client again saw ConnectionLoss, and the survivors held the old value; the old leader came back and discarded the uncommitted proposal in its log.',
    zh: '同样的布置，但跟随者在冻结中被杀掉，再在没有领导者的情况下重启：客户端同样看到 ConnectionLoss，存活的服务器上却是旧值；旧领导者回来后，丢弃了自己日志里未提交的提案。',
  },
  T3: {
    en: 'In a run with 3 voters on Apache ZooKeeper 3.8.0, writes went on with 1 killed and were refused with 2 killed.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测，3 个投票成员：杀掉 1 个仍可写入，杀掉 2 个则被拒绝。',
  },
  T4: {
    en: 'In a run with 4 voters on Apache ZooKeeper 3.8.0, writes went on with 1 killed and were refused with 2 killed: the same tolerance as three.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测，4 个投票成员：杀掉 1 个仍可写入，杀掉 2 个则被拒绝，容错能力与三个相同。',
  },
  T5: {
    en: 'In a run with 5 voters on Apache ZooKeeper 3.8.0, writes went on with 2 killed and were refused with 3 killed.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测，5 个投票成员：杀掉 2 个仍可写入，杀掉 3 个则被拒绝。',
  },
  B1: {
    en: 'In a run with 3 voters and 1 observer on Apache ZooKeeper 3.8.0, writes through the observer went well and so did writes after its death; with two voters killed they were refused although 2 of 4 servers were alive.',
    zh: '在 Apache ZooKeeper 3.8.0 上实测，3 个投票成员加 1 个观察者：经由观察者写入正常，杀掉观察者后写入也正常；杀掉两个投票成员后，虽然 4 台服务器中还有 2 台存活，写入仍被拒绝。',
  },
  P1: {
    en: 'In a run of 3,000 pipelined sets on Apache ZooKeeper 3.8.0, 1 / 3 / 5 voters gave 6,383 / 5,459 / 2,532 writes a second; all of them shared 2 cores, so the fall is overstated and only its direction counts.',
    zh: '在 Apache ZooKeeper 3.8.0 上以流水线方式写入 3,000 次：1 / 3 / 5 个投票成员分别为每秒 6,383 / 5,459 / 2,532 次；所有服务器共用 2 个核，降幅因此被夸大，只有方向可信。',
  },
  N1: {
    en: 'In raw handshakes with Apache ZooKeeper 3.8.0 at 2 s ticks, timeouts asked from 100 ms to 120 s were granted as 4 s at the least and 40 s at the most.',
    zh: '与 tick 为 2 秒的 Apache ZooKeeper 3.8.0 直接握手：请求 100 毫秒至 120 秒的超时，实际批准的最短为 4 秒，最长为 40 秒。',
  },
  H1: {
    en: 'In a seeded computation without ZooKeeper (sha-256, 100 virtual nodes a server, 1,000 keys, from 3 to 4 servers), the ring moved 234 keys, all to the newcomer, and mod n moved 738; the ring’s load went from 312/306/382 to 231/235/300/234.',
    zh: '一次不涉及 ZooKeeper 的固定计算（sha-256，每台服务器 100 个虚拟节点，1,000 个键，从 3 台增至 4 台）：哈希环迁移 234 个键，全部归新加入者；按 n 取模迁移 738 个；环上负载由 312/306/382 变为 231/235/300/234。',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;
