import type { Experiment } from '../types.ts';

/** Experiments from X10 on: recipes, sessions, systems and the tree. */
export const laterExperiments: readonly Experiment[] = [
  {
    id: 'X10',
    name: { en: 'The long pause', zh: '漫长的停顿' },
    action: {
      en: 'Freeze the holder past its session, let B in, thaw A; switch the token on and off, and try the sequence suffix as token.',
      zh: '把持有者冻结到会话过期，让 B 进入，再解冻 A；开关令牌，并试试用顺序后缀作令牌。',
    },
    predicts: {
      en: 'Only the holder writes.',
      zh: '只有持有者写入。',
    },
    happens: {
      en: 'Without a token the resource sees A, B, A; with the czxid as token A’s late write is refused; with the suffix as token and the parent made again, a late write is wrongly accepted.',
      zh: '没有令牌，资源依次收到 A、B、A；以 czxid 为令牌，A 迟到的写入被拒绝；以后缀为令牌且父 znode 重建过，迟到的写入会被误收。',
    },
    found: '/docs/build/myths#x10',
  },
  {
    id: 'X11',
    name: { en: 'Session clock', zh: '会话时钟' },
    action: {
      en: 'Ask for a timeout, unplug the wire, plug it into another server.',
      zh: '请求一个超时值，拔掉连接，再接到另一台服务器。',
    },
    predicts: {
      en: 'Unplugged means the session is over.',
      zh: '连接断开，会话就结束。',
    },
    happens: {
      en: 'The granted timeout is clamped to 2–20 ticks; back in time, the session has the same id; too late, the client learns of the expiry only on reconnecting.',
      zh: '批准的超时被限制在 2–20 个 tick；及时回来，会话标识不变；回来晚了，客户端要到重新连上时才得知会话已过期。',
    },
  },
  {
    id: 'X12',
    name: { en: 'Lifetimes', zh: '生命期' },
    action: {
      en: 'Make a znode in each of the seven modes, then close, kill, wait, and kill the server.',
      zh: '用七种模式各建一个 znode，然后关闭会话、杀掉客户端、等待，再杀掉服务器。',
    },
    predicts: {
      en: 'There are two behaviours.',
      zh: '只有两种行为。',
    },
    happens: {
      en: 'A table of seven: after a client’s crash an ephemeral znode stays for the timeout at least, on close it goes at once, a server’s crash does not touch it.',
      zh: '得到七行的表：客户端崩溃后，临时 znode 至少还保留一个超时的时间；关闭会话则立即消失；服务器崩溃对它没有影响。',
    },
  },
  {
    id: 'X13',
    name: { en: 'The article’s election', zh: '文章的选举' },
    action: {
      en: 'Take three candidates through its lines, with repairs to switch on: parents made, one shared path, numeric names, recursive delete.',
      zh: '让三个候选者逐步执行选举，可逐项打开修正：自动建父 znode、共用路径、数字名字、递归删除。',
    },
    predicts: {
      en: 'There is one leader.',
      zh: '领导者只有一个。',
    },
    happens: {
      en: 'By the repairs chosen: NoNode for all three, all three leader already, all three elected, a ValueError, or a winner that times out; the standard recipe gives exactly one leader.',
      zh: '视所选修正而定：三个都得到 NoNode、三个都自称早是领导者、三个都当选、ValueError，或胜者超时；标准选举则恰好一个领导者。',
    },
    found: '/docs/build/myths#x13',
  },
  {
    id: 'X14',
    name: { en: 'Who elects etcd’s leader', zh: '谁来选出 etcd 的领导者' },
    action: {
      en: 'Start three Raft servers beside an empty ZooKeeper pane.',
      zh: '启动三个 Raft 服务器，旁边是一个空的 ZooKeeper 面板。',
    },
    predicts: {
      en: 'The pane fills with the election.',
      zh: '面板里会出现选举的数据。',
    },
    happens: {
      en: 'A leader is elected, and the pane stays untouched.',
      zh: '领导者选出来了，面板始终空着。',
    },
  },
  {
    id: 'X15',
    name: { en: 'More voters', zh: '更多投票成员' },
    action: {
      en: 'Slide voters from 1 to 9 and observers from 0 to 9; read reads a second, writes a second and messages per write.',
      zh: '把投票成员从 1 调到 9、观察者从 0 调到 9，看每秒读次数、每秒写次数和每次写入的消息数。',
    },
    predicts: {
      en: 'Both rates rise.',
      zh: '读写速率都上升。',
    },
    happens: {
      en: 'Messages per write and quorum latency rise with the voters, reads rise with all servers, and writes do not rise.',
      zh: '每次写入的消息数和法定人数延迟随投票成员增加而上升，读速率随服务器总数上升，写速率不上升。',
    },
  },
  {
    id: 'X16',
    name: { en: 'ACL tree', zh: 'ACL 树' },
    action: {
      en: 'Set ACLs, become alice, bob or nobody, try all operations, and look at the wire.',
      zh: '设置 ACL，以 alice、bob 或匿名身份尝试所有操作，并查看线上的报文。',
    },
    predicts: {
      en: 'Closed above means closed below, and groups exist.',
      zh: '上层封闭则下层封闭，并且有组。',
    },
    happens: {
      en: 'A znode below a closed one is as open as its own ACL, groups are refused, and without TLS the password can be read on the wire.',
      zh: '封闭的 znode 之下，每个 znode 开放与否只取决于自己的 ACL；组被拒绝；没有 TLS 时，口令在线上可以直接读到。',
    },
  },
  {
    id: 'X17',
    name: { en: 'Order', zh: '顺序' },
    action: {
      en: 'Make names in any order, with and without the sequence flag; delete some; make the parent again.',
      zh: '按任意次序建名字，带或不带顺序标志；删掉一些；重建父 znode。',
    },
    predicts: {
      en: 'The server sorts by the digits in the name.',
      zh: '服务器按名字里的数字排序。',
    },
    happens: {
      en: 'Children come in no particular order, czxid tells the order of creation, plain creates advance the counter, deletes do not reset it, and a parent made again restarts it at 0.',
      zh: '返回的子 znode 没有特定次序，创建次序看 czxid；普通创建也推进计数，删除不使计数回退，父 znode 重建后计数从 0 开始。',
    },
  },
  {
    id: 'X18',
    name: { en: 'Watches', zh: '监视点' },
    action: {
      en: 'Set watches; change data, a child, a grandchild; flood; unplug.',
      zh: '设置监视点，修改数据、子 znode、孙 znode；大量修改；拔掉连接。',
    },
    predicts: {
      en: 'There is a notice for each change.',
      zh: '每次变化都有通知。',
    },
    happens: {
      en: 'One event for each time the watch is set, none for a child’s data or a grandchild, and of a flood only some values with the last among them; a persistent recursive watch reports each change.',
      zh: '每设置一次只有一个事件；子 znode 的数据和孙 znode 没有事件；大量修改时只看到部分值，但包含最后一个；持久递归监视点则逐一报告。',
    },
  },
  {
    id: 'X19',
    name: { en: 'Two writers, one counter', zh: '两个写者，一个计数器' },
    action: {
      en: 'Let two clients read, add and write with and without the version; then write a value of 1.1 MB.',
      zh: '让两个客户端分别带版本和不带版本地“读出、加一、写回”；再写入一个 1.1 MB 的值。',
    },
    predicts: {
      en: 'It behaves like a file.',
      zh: '行为与文件一样。',
    },
    happens: {
      en: 'Without the version updates are lost, with it the second writer gets BadVersion; the big value is refused.',
      zh: '不带版本会丢失更新，带版本时后写者得到 BadVersion；过大的值被拒绝。',
    },
  },
];
