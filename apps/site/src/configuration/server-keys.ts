import type { Bilingual } from '../corrections/types.ts';
import type { HonouredKey } from './types.ts';

const none: Bilingual = { en: 'none', zh: '无' };

/** Of a server by itself. */
export const serverKeys = {
  basic: [
    {
      key: 'dataDir',
      standard: { en: 'needed', zh: '必填' },
      means: {
        en: 'Log and snapshots, in a directory of its own for each core; and `myid`',
        zh: '日志和快照，每种内核各占一个子目录；`myid` 也在这里',
      },
    },
    {
      key: 'dataLogDir',
      standard: { en: 'as `dataDir`', zh: '同 `dataDir`' },
      means: {
        en: 'The log, apart from the snapshots: on a disk of its own, writes wait for nobody else’s',
        zh: '日志另放一处，与快照分开：独占一块磁盘，写入就不必等别人',
      },
    },
    {
      key: 'tickTime',
      standard: '3000',
      means: { en: 'Milliseconds of a tick', zh: '一个 tick 的毫秒数' },
    },
    {
      key: 'minSessionTimeout',
      standard: { en: '2 ticks', zh: '2 个 tick' },
      means: {
        en: 'The least timeout of a session, in milliseconds',
        zh: '会话超时的下限，毫秒',
      },
    },
    {
      key: 'maxSessionTimeout',
      standard: { en: '20 ticks', zh: '20 个 tick' },
      means: { en: 'The longest', zh: '会话超时的上限' },
    },
    {
      key: 'extendedTypesEnabled',
      standard: 'true',
      means: {
        en: 'Whether TTL znodes may be created. Apache’s default is `false`',
        zh: '能否创建 TTL znode。Apache 默认是 `false`',
      },
    },
    {
      key: 'readonlymode.enabled',
      standard: 'false',
      means: {
        en: 'Whether a server without a leader lets clients read that asked for no more',
        zh: '没有领导者时，是否让声明只读的客户端继续读',
      },
    },
  ],
  clients: [
    {
      key: 'clientPort',
      standard: none,
      means: {
        en: 'Needed, unless `server.N` names it or clients come by TLS alone',
        zh: '必填，除非写在 `server.N` 里，或者客户端只走 TLS',
      },
    },
    {
      key: 'clientPortAddress',
      standard: '0.0.0.0',
      means: { en: 'Where that port listens', zh: '该端口监听的地址' },
    },
    {
      key: 'clientPortListenBacklog',
      standard: '-1',
      means: {
        en: 'Connections that may wait to be accepted; `-1` leaves it to Node',
        zh: '等待接受的连接数；`-1` 交给 Node 决定',
      },
    },
    {
      key: 'maxClientCnxns',
      standard: '60',
      means: {
        en: 'Connections from one address; `0` for any number',
        zh: '同一地址的连接数；`0` 为不限',
      },
    },
    {
      key: 'globalOutstandingLimit',
      standard: '1000',
      means: {
        en: 'Requests that wait for the log, of all clients; beyond it nothing more is read from those that have some',
        zh: '所有客户端等待写入日志的请求总数；超过之后，不再从有请求在等的客户端读取',
      },
    },
    {
      key: 'jute.maxbuffer',
      standard: '1048575',
      means: {
        en: 'Bytes of a request; who sends more is disconnected',
        zh: '一个请求的字节数；超过就断开',
      },
    },
    {
      key: 'enforceQuota',
      standard: 'false',
      means: { en: 'Whether hard quotas are kept', zh: '是否强制执行硬配额' },
    },
    {
      key: 'skipACL',
      standard: 'false',
      means: {
        en: 'Whether ACLs count for nothing. The same on all servers',
        zh: '是否完全不理会 ACL。各台服务器须一致',
      },
    },
    {
      key: 'DigestAuthenticationProvider.superDigest',
      standard: none,
      means: {
        en: '`super:` and a digest: who knows the password may do everything',
        zh: '`super:` 加摘要：知道口令的人什么都能做',
      },
    },
    {
      key: 'saslUsersPath',
      standard: none,
      means: {
        en: 'Of our own: a JAAS file, whose section `Server` has the users that authenticate by SASL (DIGEST-MD5): `user_NAME="password"`. The same on all servers',
        zh: '本项目的键：一个 JAAS 文件，它的 `Server` 一节写着用 SASL（DIGEST-MD5）认证的用户：`user_名字="口令"`。各台服务器须一致',
      },
    },
    {
      key: 'superUser',
      standard: none,
      means: {
        en: 'The user, of those who authenticate by SASL, who may do everything',
        zh: '用 SASL 认证的用户里，什么都能做的那一个',
      },
    },
    {
      key: 'allowSaslFailedClients',
      standard: 'false',
      means: {
        en: 'Whether a client that fails to authenticate by SASL may stay, as nobody in particular',
        zh: 'SASL 认证失败的客户端能否留下，当作无名之人',
      },
    },
    {
      key: 'sessionRequireClientSASLAuth',
      standard: 'false',
      means: {
        en: 'Whether a client has to authenticate by SASL before it may ask for anything',
        zh: '客户端是否必须先通过 SASL 认证，才能提出任何请求',
      },
    },
    {
      key: 'requireClientAuthScheme',
      standard: 'none',
      means: {
        en: '`sasl` is the same',
        zh: '写 `sasl` 效果相同',
      },
    },
    {
      key: 'enforce.auth.enabled',
      standard: 'false',
      means: {
        en: 'Whether a client has to prove who it is first, under one of the schemes of the next key',
        zh: '客户端是否必须先用下一项列出的某种方式证明身份',
      },
    },
    {
      key: 'enforce.auth.schemes',
      standard: none,
      means: {
        en: 'With commas between: `sasl`, `digest`, `x509`, `ip`',
        zh: '以逗号分隔：`sasl`、`digest`、`x509`、`ip`',
      },
    },
  ],
  disk: [
    {
      key: 'snapCount',
      standard: '20000',
      means: {
        en: 'Writes after which the tree is written out and the log cut short, or a quarter as many as there are znodes, if that is more; 2 KiB count as one more',
        zh: '写入这么多次之后把树写出、把日志截短；znode 总数的四分之一若更大，就按后者；每 2 KiB 多算一次',
      },
    },
    {
      key: 'znode.container.checkIntervalMs',
      standard: '60000',
      means: {
        en: 'Between two looks for containers and TTL znodes that are to go',
        zh: '每隔多久检查一次该清理的容器 znode 和 TTL znode',
      },
    },
    {
      key: 'znode.container.maxPerMinute',
      standard: '10000',
      means: { en: 'How many go in a minute, at most', zh: '一分钟最多清理多少个' },
    },
    {
      key: 'znode.container.maxNeverUsedIntervalMs',
      standard: '0',
      means: {
        en: 'After so long a container goes that never had a child; `0` for never',
        zh: '从未有过子 znode 的容器，多久之后清理；`0` 为永不',
      },
    },
  ],
} as const satisfies Readonly<Record<string, readonly HonouredKey[]>>;
