import type { Bilingual } from '../corrections/types.ts';
import type { HonouredKey } from './types.ts';

const none: Bilingual = { en: 'none', zh: '无' };

/** Of an ensemble. */
export const peerKeys = {
  ensemble: [
    {
      key: 'server.N',
      standard: none,
      means: {
        en: '`host:port:port[:participant|observer][;[address:]clientPort]`. The first port is for peers; nothing listens at the second. Of several addresses the first is used',
        zh: '`host:port:port[:participant|observer][;[address:]clientPort]`。第一个端口用于成员之间；第二个没有人监听。写了几个地址，只用第一个',
      },
    },
    {
      key: 'group.N',
      standard: none,
      means: {
        en: 'Numbers of voters, as in `1:2:3`: groups, of which more than half decide. Any number on Zab, one on Multi-Paxos, none on Raft',
        zh: '投票成员的编号，如 `1:2:3`：分成的组，过半数的组说了算。Zab 上几个都行，Multi-Paxos 上一个，Raft 上没有',
      },
    },
    {
      key: 'weight.N',
      standard: { en: '1, in a group', zh: '组里的是 1' },
      means: {
        en: 'What a voter weighs in its group, 0 to 255',
        zh: '投票成员在组里的权重，0 到 255',
      },
    },
    {
      key: 'dynamicConfigFile',
      standard: none,
      means: {
        en: 'A file that has the `server.N`, `group.N` and `weight.N` instead',
        zh: '`server.N`、`group.N`、`weight.N` 另放在这个文件里',
      },
    },
    {
      key: 'reconfigEnabled',
      standard: 'false',
      means: {
        en: 'Whether clients may change who belongs to the ensemble, by `reconfig`. The same on all servers, whose numbers then are 1 to 31',
        zh: '客户端能否用 `reconfig` 更换集群的成员。各台须一致，这时编号只能是 1 到 31',
      },
    },
    {
      key: 'standaloneEnabled',
      standard: 'true',
      means: {
        en: 'Whether one `server.N` runs alone, and an ensemble keeps two voters at least',
        zh: '只有一个 `server.N` 时是否单独运行；集群是否至少保留两个投票成员',
      },
    },
    {
      key: 'quorumListenOnAllIPs',
      standard: 'false',
      means: {
        en: 'Whether the port for peers listens on all addresses',
        zh: '成员端口是否监听所有地址',
      },
    },
    {
      key: 'syncLimit',
      standard: '5',
      means: {
        en: 'In ticks: a leader is never silent for longer without being replaced, whatever `silenceMs` would be',
        zh: '单位是 tick：无论 `silenceMs` 会是多少，领导者沉默超过它就会被取代',
      },
    },
    {
      key: 'core',
      standard: 'zab',
      means: {
        en: 'Of our own: `zab`, `raft` or `paxos`, the same on all servers',
        zh: '本项目的键：`zab`、`raft` 或 `paxos`，各台须一致',
      },
    },
    {
      key: 'silenceMs',
      standard: '500',
      means: {
        en: 'Of our own: a leader that was silent for so long is replaced',
        zh: '本项目的键：领导者沉默这么久就被取代',
      },
    },
    {
      key: 'stallMs',
      standard: { en: 'ten times `silenceMs`', zh: '`silenceMs` 的十倍' },
      means: {
        en: 'Of our own: a leader whose process was held up for so long lets another lead',
        zh: '本项目的键：领导者的进程卡住这么久，就让位给别人',
      },
    },
    {
      key: 'cluster',
      standard: { en: 'empty', zh: '空' },
      means: {
        en: 'Of our own: a name; servers of another ensemble are refused',
        zh: '本项目的键：集群的名字；别的集群的服务器会被拒绝',
      },
    },
    {
      key: 'peerSecret',
      standard: none,
      means: {
        en: 'Of our own: what all servers know and nobody else; who does not is no peer. It hides nothing',
        zh: '本项目的键：只有各台服务器知道的口令；不知道的就不是成员。它不加密任何内容',
      },
    },
    {
      key: 'peerSecretPath',
      standard: none,
      means: { en: 'Of our own: a file that has it', zh: '本项目的键：存放该口令的文件' },
    },
  ],
} as const satisfies Readonly<Record<string, readonly HonouredKey[]>>;
