interface MythZh {
  readonly title: string;
  /** Who takes part, and what may happen to them. */
  readonly scope: string;
}

/** What the failures that the models show are called in Chinese, by the failure's id. */
export const mythsZh: Readonly<Record<string, MythZh>> = {
  'X04-lost-write': {
    title: '已确认的写入消失',
    scope: '三台服务器，每个键两份副本，一个写者，两个读者，一次崩溃；另有一台可能加入',
  },
  'X04-stale-read': {
    title: '知道得更多的读者读到的更少',
    scope: '三台服务器，每个键一份，一个写者，两个读者，没有崩溃；另有一台可能加入',
  },
  'X04-forgotten-write': {
    title: '最后一次已确认的写入再也读不到',
    scope: '三台服务器，每个键一份，两个写者，没有崩溃；另有一台可能加入',
  },
  'X04-disagreement': {
    title: '两个读者永远不一致',
    scope: '四台服务器，每个键两份副本，两个写者，没有崩溃，也没有谁加入',
  },
  'X05-two-holders': {
    title: '最普通的运行中出现两个持有者',
    scope: 'A（进程号 100）在先，B（进程号 200）在后，一把锁，没有故障',
  },
  'X05-two-told': {
    title: '后来者排在最前',
    scope: 'A（进程号 999）在先，B（进程号 1000）在后，一把锁，没有故障',
  },
  'X05-three-inside': { title: '全都进入', scope: '三个进程依次到来，一把锁，没有故障' },
  'X05-stranger': { title: '等待别的锁', scope: 'A 要 alpha 锁在先，B 要 zebra 锁在后，没有故障' },
  'X05-hang': {
    title: '释放反而把等待者锁在门外',
    scope: 'A（进程号 100）在先，B（进程号 200）在后，一把锁，没有故障',
  },
  'X05-freed-by-taking': {
    title: '锁再次被占用时等待者获释',
    scope: 'A（进程号 100）先后取锁两次，B（进程号 200）一次，没有故障',
  },
  'X05-freed-by-stranger': {
    title: '被别的锁阻住，又被它放行',
    scope: 'A 与 B 要 foo 锁，C 要 zzz 锁，依次到来，没有故障',
  },
  'X05-theft': {
    title: '从未持有锁的进程释放了锁',
    scope: 'A 与 B 在两台主机上，进程号都是 1，一把锁，没有故障',
  },
  'X05-litter': { title: '死者的锁留了下来', scope: 'A 在先，B 在后，一次崩溃' },
  'X05-locked-out': {
    title: '被自己的前世锁在门外',
    scope: '只有 A，一次崩溃，以同一进程号重新启动一次',
  },
  'X05-fresh-ensemble': { title: '全新集群上无法加锁', scope: '只有 A，空的树，没有故障' },
  'X05-slash': { title: '名字含斜杠的锁无法获取', scope: '只有 A，要 a/b 锁，没有故障' },
  'X06-orphan': {
    title: '排在自己的孤儿之后',
    scope: '只有 A，一次应答丢失；应答丢失后再创建一次',
  },
  'X07-herd': {
    title: '一次释放惊醒所有等待者',
    scope: '三个进程，没有故障；每个等待者都监视锁的子列表',
  },
  'X10-late-write': {
    title: '停顿的持有者在后继者之后写入',
    scope: '两个进程，其中一个停顿时会话过期；写入不带令牌',
  },
  'X10-suffix-token': {
    title: '从头开始的令牌',
    scope: '两个进程，一次会话过期，锁的 znode 重建一次',
  },
  'X13-fresh-ensemble': { title: '全新集群上无法选举', scope: '三个候选者，空的树，没有故障' },
  'X13-no-node': { title: '谁也无法参选', scope: '三个候选者，共同的父 znode 已建好，没有故障' },
  'X13-already': {
    title: '人人早已是领导者',
    scope: '三个候选者，各自的父 znode 都已建好，没有故障',
  },
  'X13-everybody-elected': {
    title: '人人当选',
    scope: '三个候选者，没有故障；已修正：自动建父 znode',
  },
  'X13-name-as-number': {
    title: '把名字当作票数',
    scope: '候选者 n1 与 n2，没有故障；已修正：共用一条路径',
  },
  'X13-loser-fails': {
    title: '败者无法退出',
    scope: '候选者 1 与 2，没有故障；已修正：共用一条路径，名字用数字',
  },
  'X13-winner-times-out': {
    title: '胜者超时',
    scope: '候选者 1 与 2，没有故障；已修正：共用一条路径，名字用数字，连同其下一并删除',
  },
  'X13-no-successor': {
    title: '没有继任者',
    scope: '候选者 1 与 2，一次崩溃；已修正：共用一条路径，名字用数字，连同其下一并删除',
  },
  'X13-litter': {
    title: '死者的候选 znode 留了下来',
    scope: '三个候选者，一次崩溃；已修正：自动建父 znode',
  },
};
