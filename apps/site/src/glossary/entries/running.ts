import type { GlossaryEntry } from '../types.ts';

/** Running servers, and programs that use them. */
export const running: readonly GlossaryEntry[] = [
  {
    id: 'core',
    en: 'core',
    zh: '内核',
    also: ['protocol core', '协议内核'],
    meaning: {
      en: 'A consensus protocol as a plain function: a state and an input in, the next state and effects out. A server runs on one of three: Zab, Raft or Multi-Paxos.',
      zh: '写成普通函数的共识协议：给它状态和输入，它给出下一个状态和要做的事。服务器可以运行在三种内核之一上：Zab、Raft 或 Multi-Paxos。',
    },
    see: ['driver', 'atomic-broadcast'],
  },
  {
    id: 'driver',
    en: 'driver',
    zh: '驱动',
    meaning: {
      en: 'What runs a core in a world: delivers its messages, writes its records, lets its timers run down. The simulator, the lab, the explorer and the server are drivers.',
      zh: '让内核在某个世界里运行的东西：送达消息，写下记录，让定时器走完。模拟器、实验室、探索器和服务器都是驱动。',
    },
    see: ['core'],
  },
  {
    id: 'four-letter-word',
    en: 'four-letter word',
    zh: '四字命令',
    also: ['4lw', 'four letter word', '四字母命令', '四字节命令'],
    meaning: {
      en: 'A question of four letters, such as `srvr` or `mntr`, that a server answers on its client port in plain text and then hangs up.',
      zh: '四个字母的提问，如 `srvr`、`mntr`；服务器在客户端端口上以纯文本作答，随即挂断。',
    },
    see: ['client', 'server'],
  },
  {
    id: 'gateway',
    en: 'gateway',
    zh: '网关',
    also: ['WebSocket gateway', 'WebSocket 网关'],
    meaning: {
      en: 'A door of a server for browsers: the bytes of the client port in messages of a WebSocket, and the trace of what the server does.',
      zh: '服务器给浏览器开的门：用 WebSocket 的消息承载客户端端口的字节，并讲述服务器正在做什么。',
    },
    see: ['trace', 'client'],
  },
  {
    id: 'audit-log',
    en: 'audit log',
    zh: '审计日志',
    meaning: {
      en: 'A record of each change that clients asked for, made or refused: who, from where, what, and with which result. It is no log of the protocol.',
      zh: '客户端要求过的每次更改的记录，无论成功还是被拒：谁，从哪里，做什么，结果如何。它不是协议的日志。',
    },
    see: ['acl', 'log'],
  },
  {
    id: 'stall',
    en: 'stall',
    zh: '停顿',
    also: ['pause', 'GC pause', '卡顿', '进程停顿'],
    meaning: {
      en: 'A time in which a process does nothing though it lives: a garbage collection, a paused machine, a starved processor. The others cannot tell it from a crash.',
      zh: '进程活着却什么也不做的一段时间：垃圾回收，机器被暂停，抢不到处理器。在别人看来，这与崩溃无从分辨。',
    },
    see: ['crash', 'fencing-token', 'election-timeout'],
  },
  {
    id: 'pipelining',
    en: 'pipelining',
    zh: '流水线',
    also: ['pipelined', '管线化'],
    meaning: {
      en: 'To send further requests without waiting for the answers to those before. They take effect, and are answered, in the order of sending.',
      zh: '不等前面的应答，就接着发后面的请求。它们按发出的次序生效，也按这个次序得到应答。',
    },
    see: ['session', 'unknown-outcome'],
  },
  {
    id: 'protected-create',
    en: 'protected create',
    zh: '受保护的创建',
    also: ['withProtection', '保护模式'],
    meaning: {
      en: 'A create whose name carries an id of the client’s choice. When the answer is lost, the client looks for it before it tries again: so there is one znode, never none and never two.',
      zh: '名字里带有客户端自选标识的创建。应答丢失时，客户端先找它在不在，再决定是否重来，所以不多不少正好一个 znode。',
    },
    see: ['connection-loss', 'sequential-znode', 'unknown-outcome'],
  },
];
