import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestOf } from '../test/helpers/growing.ts';
import { RawClient } from '../test/helpers/raw-client.ts';
import { word } from '../test/helpers/word.ts';
import { findApache, HOW_TO_GET } from './apache.ts';
import { inMode, type Running, startPair } from './servers.ts';

const installed = findApache();
const title = installed === null ? `Apache ZooKeeper, left out: ${HOW_TO_GET}` : 'Apache ZooKeeper';

/** 2 and 3 decide, and so do 1 and 3: there is nothing without 3, and with it alone. */
const HIERARCHY = {
  groups: [
    { id: 1, servers: [1, 2] },
    { id: 2, servers: [3] },
  ],
  weights: [1, 3, 1].map((weight, at) => ({ id: at + 1, weight })),
};

type Asked = Parameters<typeof requestOf>[0];

/** `N@` stands for the address of a server. */
const ALL = 'server.1=1@,server.2=2@,server.3=3@';

const REQUESTS: readonly Asked[] = [
  { leavingServers: '3' },
  { joiningServers: 'server.4=127.0.0.1:11:12:observer;13' },
  { leavingServers: '3', curConfigId: 5n },
  ...[
    'weight.1=1',
    'group.1=1:2',
    'group.1=1:2:3,group.2=3',
    'group.1=1:2:3:3',
    'group.1=1:2:3:4',
    'group.1=1:2:x',
    'group.1=',
    'group.x=1:2:3',
    'group=1:2:3',
    'group.1=1:2:3,weight.1=x',
    'group.1=1:2:3,weight.x=1',
    'group.1=1:2:3,weight.1=0,weight.2=0,weight.3=0',
    'group.1=1:2:3,wait.1=0',
    'group.1=1:2:3',
    'group.5=3:2:1,weight.3=7,weight.9=4',
    'group.1=1:2,group.2=3,weight.3=0',
    'server.4=127.0.0.1:11:12:observer;13,group.1=1:2:3:4',
    'server.4=127.0.0.1:11:12:observer;13,group.1=1:2:3:4,weight.4=0',
    // Who is not there decides.
    'server.4=127.0.0.1:11:12;13,group.1=1:2:3:4,weight.4=4',
    'server.4=127.0.0.1:11:12;13,group.1=1:2:3:4,weight.4=2',
  ].map((lines): Asked => ({ newMembers: `${ALL},${lines}` })),
  { newMembers: ALL },
  { joiningServers: 'server.4=127.0.0.1:11:12:observer;13' },
];

class Ensemble {
  readonly #names: readonly string[];
  readonly #client: RawClient;

  private constructor(names: readonly string[], client: RawClient) {
    this.#names = names;
    this.#client = client;
  }

  /** With a session at its leader. */
  static async of(servers: Running): Promise<Ensemble> {
    const port = servers.ports[await inMode(servers, 'leader')] ?? 0;
    return new Ensemble(servers.names, await RawClient.open(port, { timeOut: 40_000 }));
  }

  async ask(asked: Asked): Promise<string> {
    const newMembers = asked.newMembers?.replaceAll(/(\d)@/g, (_all, id) => this.#name(id)) ?? null;
    const reply = await this.#client.ask('reconfig', { ...requestOf(asked), newMembers });
    return reply.type === 'failed' ? String(reply.err) : this.#shown(reply.body.data);
  }

  async config(): Promise<string> {
    const reply = await this.#client.ask('getData', { path: '/zookeeper/config', watch: false });
    if (reply.type === 'failed') return String(reply.err);
    const { data, stat } = reply.body;
    return `${this.#shown(data)} (${stat.version}, ${stat.mzxid === 0n ? 'never' : 'once'} changed)`;
  }

  /** Without addresses and, but for 0, without the version. */
  #shown(data: Uint8Array | null): string {
    let text = new TextDecoder().decode(data ?? undefined);
    for (let id = 1; id <= 3; id += 1) text = text.replace(this.#name(id), `${id}@`);
    return text.replace(/version=[0-9a-f]{2,}$/, 'version');
  }

  #name(id: number | string): string {
    return this.#names[Number(id) - 1] ?? '';
  }
}

describe.skipIf(installed === null).each([true, false])(
  `three servers with groups and weights of ${title}, and of ours, which may be changed: %s`,
  (isChangeable) => {
    let pair: Awaited<ReturnType<typeof startPair>> | null = null;

    beforeAll(async () => {
      if (installed === null) return;
      const wanted = { size: 3, isChangeable, hierarchy: HIERARCHY };
      pair = await startPair(installed, 'zab', 3, wanted);
    }, 60_000);

    afterAll(() => pair?.close());

    const both = async <T>(seen: (servers: Running) => Promise<T>): Promise<readonly [T, T]> => {
      if (pair === null) throw new Error('nothing was started');
      return await Promise.all([seen(pair.ours), seen(pair.apache)]);
    };

    it('have the same text', async () => {
      const [ours, theirs] = await both(async (servers) => {
        return await (await Ensemble.of(servers)).config();
      });
      expect(ours).toBe(theirs);
    });

    it('say the same in conf', async () => {
      const membership = async ({ ports }: Running): Promise<string> => {
        const [, found = ''] = (await word(ports[0] ?? 0, 'conf')).split('membership: ');
        return found.replaceAll(/127\.0\.0\.1:\d+:\d+/g, 'ADDRESS').replace(/=[0-9a-f]{2,}$/m, '');
      };
      const [ours, theirs] = await both(membership);
      expect(ours).toBe(theirs);
    });

    it.runIf(isChangeable)('come to the same configurations', async () => {
      const [ours, theirs] = await both(async (servers) => {
        const ensemble = await Ensemble.of(servers);
        const outcomes: string[] = [];
        for (const asked of REQUESTS) {
          const { joiningServers, leavingServers, newMembers } = requestOf(asked);
          const outcome = await ensemble.ask(asked);
          outcomes.push(`${joiningServers} ${leavingServers} ${newMembers}: ${outcome}`);
        }
        return outcomes;
      });
      expect(ours).toEqual(theirs);
    });
  },
);
