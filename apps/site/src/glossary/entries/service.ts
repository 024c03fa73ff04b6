import type { GlossaryEntry } from '../types.ts';

/** The service as its clients see it: tree, sessions, watches, permissions, recipes. */
export const service: readonly GlossaryEntry[] = [
  {
    id: 'znode',
    en: 'znode',
    zh: 'znode（数据节点）',
    also: ['node', '节点', 'ZooKeeper 节点'],
    meaning: {
      en: 'A data register in ZooKeeper’s tree, named by its absolute path. It holds a small value with a version, and may have children. It is not a server.',
      zh: 'ZooKeeper 树中的数据寄存器，用绝对路径命名；保存一个带版本号的小数据，可以有子 znode。它不是服务器。',
    },
    see: ['ephemeral-znode', 'sequential-znode', 'server'],
  },
  {
    id: 'server',
    en: 'server',
    zh: '服务器',
    also: ['node', '节点'],
    meaning: {
      en: 'A process of the ensemble that holds a copy of the whole tree, answers reads from it, and takes part in replicating writes unless it only observes.',
      zh: '集群中的一个进程，保存整棵树的一份副本，用它应答读请求；只要不是观察者，还参与写入的复制。',
    },
    see: ['ensemble', 'member', 'znode'],
  },
  {
    id: 'member',
    en: 'member',
    zh: '成员',
    also: ['peer', '节点'],
    meaning: {
      en: 'A server as the configuration of its ensemble lists it, voting or not. A crashed server is still a member.',
      zh: '列在集群配置中的服务器，不论是否有投票权。崩溃的服务器仍然是成员。',
    },
    see: ['membership', 'voter', 'observer'],
  },
  {
    id: 'client',
    en: 'client',
    zh: '客户端',
    meaning: {
      en: 'A process that uses the service through a session. It is connected to one server at a time and may move to another.',
      zh: '通过会话使用服务的进程。任一时刻只连接一台服务器，可以换到另一台。',
    },
    see: ['session', 'server'],
  },
  {
    id: 'ensemble',
    en: 'ensemble',
    zh: '集群',
    also: ['cluster', '服务器集合', '集合体'],
    meaning: {
      en: 'The set of servers that together provide one ZooKeeper service and replicate one tree.',
      zh: '共同提供一个 ZooKeeper 服务、复制同一棵树的一组服务器。',
    },
    see: ['server', 'quorum', 'voter'],
  },
  {
    id: 'session',
    en: 'session',
    zh: '会话',
    meaning: {
      en: 'State of a client that the ensemble replicates: an id, a password and a timeout. It outlives connections, moves between servers, and ends when it is closed or when the ensemble declares it expired.',
      zh: '集群为客户端复制的状态：标识、口令和超时。它比连接活得更久，可以在服务器之间迁移；客户端关闭它，或集群宣布它过期时，会话才告结束。',
    },
    see: ['session-expired', 'connection-loss', 'ephemeral-znode', 'tick'],
  },
  {
    id: 'tick',
    en: 'tick',
    zh: 'tick（时间单位）',
    also: ['tickTime', '滴答'],
    meaning: {
      en: 'ZooKeeper’s unit of time, 2 s by default. Session timeouts are bounded by 2 and 20 ticks by default, and a follower’s permitted lag by syncLimit ticks.',
      zh: 'ZooKeeper 的时间单位，默认 2 秒。会话超时默认限制在 2 到 20 个 tick 之间，跟随者允许的落后则以 syncLimit 个 tick 为限。',
    },
    see: ['session', 'session-expired'],
  },
  {
    id: 'connection-loss',
    en: 'connection loss',
    zh: '连接断开',
    also: ['ConnectionLoss', '连接丢失'],
    meaning: {
      en: 'The client has lost its server before an answer came. The session may still live, and the outcome of the request is unknown: it may or may not have been applied.',
      zh: '客户端在收到应答之前与服务器失去连接。会话可能仍然有效，而请求的结果未知：可能已经生效，也可能没有。',
    },
    see: ['session-expired', 'session'],
  },
  {
    id: 'session-expired',
    en: 'session expired',
    zh: '会话过期',
    also: ['SessionExpired', '会话超时'],
    meaning: {
      en: 'The ensemble has ended a session that it did not hear from within the timeout, and deleted its ephemeral znodes. The client learns of it only when it reconnects.',
      zh: '集群在超时时间内没有收到某个会话的消息，于是终结该会话并删除它的临时 znode。客户端要到重新连上时才会得知。',
    },
    see: ['connection-loss', 'ephemeral-znode', 'fencing-token'],
  },
  {
    id: 'ephemeral-znode',
    en: 'ephemeral znode',
    zh: '临时 znode',
    also: ['ephemeral node', '临时节点', '短暂节点'],
    meaning: {
      en: 'A znode that is deleted when the session that made it expires or is closed. It cannot have children.',
      zh: '创建它的会话过期或关闭时即被删除的 znode。它不能有子 znode。',
    },
    see: ['session', 'session-expired', 'sequential-znode'],
  },
  {
    id: 'sequential-znode',
    en: 'sequential znode',
    zh: '顺序 znode',
    also: ['sequence node', '顺序节点'],
    meaning: {
      en: 'A znode to whose name the server appends a ten-digit counter of the parent. The counter grows and may have gaps; it restarts at 0 when the parent is made again.',
      zh: '由服务器在名字后追加十位计数的 znode，计数属于父 znode。计数递增，可以有空缺；父 znode 重建后从 0 重新开始。',
    },
    see: ['czxid', 'znode', 'herd-effect'],
  },
  {
    id: 'container-znode',
    en: 'container znode',
    zh: '容器 znode',
    also: ['container', '容器节点'],
    meaning: {
      en: 'A znode meant as a parent, which the server removes some time after its last child has gone. Creating below it may fail because it has just been removed.',
      zh: '专作父 znode 用的 znode，最后一个子 znode 离开一段时间后由服务器移除。在其下创建可能失败，因为它刚好已被移除。',
    },
    see: ['znode', 'ttl-znode'],
  },
  {
    id: 'ttl-znode',
    en: 'TTL znode',
    zh: 'TTL znode（限时节点）',
    also: ['time to live', 'TTL 节点', '存活时间'],
    meaning: {
      en: 'A persistent znode that the server removes when it has not been changed for a given time and has no children. It must be enabled in the server’s configuration.',
      zh: '在给定时间内未被修改、又没有子 znode 时，由服务器移除的持久 znode。须在服务器配置中启用。',
    },
    see: ['container-znode', 'znode'],
  },
  {
    id: 'watch',
    en: 'watch',
    zh: '监视点',
    also: ['watcher', '监听', '监听器', '监视'],
    meaning: {
      en: 'A client’s request to be told of a change of a znode or of its list of children. A standard watch fires once, only for the client that set it, and brings no data.',
      zh: '客户端登记的请求：某个 znode 或其子列表变化时通知我。普通监视点只触发一次，只通知设置它的客户端，且不带数据。',
    },
    see: ['persistent-watch', 'herd-effect', 'connection-loss'],
  },
  {
    id: 'persistent-watch',
    en: 'persistent watch',
    zh: '持久监视点',
    also: ['addWatch', 'persistent recursive watch', '持久递归监视点'],
    meaning: {
      en: 'A watch that stays after it has fired; if recursive, it covers the whole subtree. Changes made while the client is disconnected are still not reported.',
      zh: '触发之后依然有效的监视点；若为递归，则覆盖整棵子树。客户端断开期间的变化仍不会报告。',
    },
    see: ['watch'],
  },
  {
    id: 'acl',
    en: 'ACL (access control list)',
    zh: '访问控制列表（ACL）',
    also: ['permission', '权限'],
    meaning: {
      en: 'The list at a znode of identities and their permissions: create, delete, read, write, admin. It is neither inherited nor recursive, and a deletion asks the parent’s list.',
      zh: 'znode 上记录身份及其权限（创建、删除、读、写、管理）的列表。它不继承也不递归；删除一个 znode 要看父 znode 的列表。',
    },
    see: ['znode', 'quota'],
  },
  {
    id: 'quota',
    en: 'quota',
    zh: '配额',
    meaning: {
      en: 'A limit on the number of znodes or bytes below a path. In ZooKeeper it only warns, unless its enforcement is switched on.',
      zh: '对某路径之下 znode 数量或字节数的限制。在 ZooKeeper 中默认只发出警告，开启强制之后才会拒绝。',
    },
    see: ['acl', 'znode'],
  },
  {
    id: 'multi',
    en: 'multi',
    zh: '批量事务（multi）',
    also: ['transaction', '事务'],
    meaning: {
      en: 'A request of several operations that are applied all together or not at all. A `check` in it makes the others depend on a version.',
      zh: '包含多个操作的一次请求，要么全部生效，要么全不生效。其中的 `check` 让其他操作取决于某个版本号。',
    },
    see: ['sync', 'znode'],
  },
  {
    id: 'sync',
    en: 'sync',
    zh: '同步操作（sync）',
    also: ['sync'],
    meaning: {
      en: 'A request that makes the client’s server catch up with the leader before later reads are answered. In ZooKeeper it is no quorum operation, so that a deposed leader may still answer it.',
      zh: '让客户端所连服务器先追上领导者、再应答后续读取的请求。在 ZooKeeper 中它不是法定人数操作，已被取代的领导者仍可能应答。',
    },
    see: ['linearizability', 'read-index', 'quorum'],
  },
  {
    id: 'recipe',
    en: 'recipe',
    zh: '配方',
    also: ['recipes', '秘籍', '菜谱'],
    meaning: {
      en: 'A way for clients to build a lock, an election, a barrier or a queue from znodes and watches. It runs in the clients; the server knows nothing of it.',
      zh: '客户端用 znode 和监视点构造锁、选举、屏障、队列等的方法。它运行在客户端，服务器对此一无所知。',
    },
    see: ['watch', 'sequential-znode', 'fencing-token'],
  },
  {
    id: 'herd-effect',
    en: 'herd effect',
    zh: '惊群效应',
    also: ['thundering herd', '羊群效应', '惊群'],
    meaning: {
      en: 'Many waiting clients are woken by one change although only one of them can proceed. Watching only one’s predecessor avoids it.',
      zh: '一次变化唤醒大量等待的客户端，而能够前进的只有一个。只监视排在自己前面的那一个，即可避免。',
    },
    see: ['watch', 'sequential-znode', 'recipe'],
  },
  {
    id: 'fencing-token',
    en: 'fencing token',
    zh: '栅栏令牌',
    also: ['fencing', 'sequencer', '隔离令牌', '防护令牌'],
    meaning: {
      en: 'A number that grows with each grant of a lock and goes with each write, so that the resource can refuse a holder whose lock has passed to another. The czxid of the lock’s znode serves; the sequence suffix does not.',
      zh: '每次授予锁时递增、并随每次写入一起提交的编号；锁已易手时，资源据此拒绝旧的持有者。锁 znode 的 czxid 可以胜任，顺序后缀则不行。',
    },
    see: ['czxid', 'session-expired', 'split-brain'],
  },
];
