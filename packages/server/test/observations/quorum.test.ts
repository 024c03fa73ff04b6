import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreName } from '@menagerie/server';
import { type RunningServer, startServer } from '@menagerie/server/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CORES, ensemble, freePorts, until } from '../helpers/ensemble.ts';
import { RawClient } from '../helpers/raw-client.ts';
import { children, create, stat, three, undisturbed, write } from '../helpers/undisturbed.ts';
import { word } from '../helpers/word.ts';

/** Clients of a server are let in again and again, until one of them has written. */
async function writes(server: RunningServer | undefined): Promise<void> {
  for (;;) {
    const client = await RawClient.open(server?.clientPort ?? 0);
    const reply = await client.tryAsk('setData', { path: '/', data: null, version: -1 });
    client.vanish();
    if (reply?.type === 'done') return;
  }
}

/** All of them know that they have no quorum, and take no client. */
async function refuse(core: CoreName, servers: readonly RunningServer[]): Promise<void> {
  await until(() => servers.every(({ role }) => role === 'looking'));
  // Were they enough they would find a leader by the time that others have found one.
  const others = await ensemble(core, 3);
  await writes(others[0]);
  await end(others);
  for (const other of others) await writes(other);
  for (const { role, clientPort } of servers) {
    expect(role).toBe('looking');
    expect(await RawClient.dial(clientPort).greet()).toBeNull();
  }
}

/** Ends servers one by one, the leader first: so many may go, and one more may not. */
async function endsOneByOne(core: CoreName, size: number, mayGo: number): Promise<void> {
  const left = await ensemble(core, size);
  await writes(left[0]);
  for (let gone = 1; gone <= mayGo; gone += 1) {
    await end(left);
    for (const server of left) await writes(server);
  }
  await end(left);
  await refuse(core, left);
}

async function end(left: RunningServer[]): Promise<void> {
  const leading = left.findIndex(({ role }) => role === 'leading');
  const [server] = left.splice(Math.max(0, leading), 1);
  await server?.close();
}

describe.each(CORES)('an ensemble on %s', (core) => {
  it('T3: of three one may go, and not two', () => endsOneByOne(core, 3, 1));

  it('T4: of four one may go, and not two, as of three', () => endsOneByOne(core, 4, 1));

  it('T5: of five two may go, and not three', () => endsOneByOne(core, 5, 2));

  const servers = three(core);

  it('N1: a session has at least two ticks and at most twenty', async () => {
    await undisturbed(servers, async (scene) => {
      const granted: number[] = [];
      for (const timeOut of [100, 1000, 4000, 10_000, 40_000, 120_000]) {
        granted.push((await scene.open(0, { timeOut })).timeoutMs);
      }
      expect(granted).toEqual([4000, 4000, 4000, 10_000, 40_000, 40_000]);
    });
  });

  it('R1: every server has every znode', async () => {
    await undisturbed(servers, async (scene) => {
      const writer = await scene.open();
      const names = Array.from({ length: 300 }, (_, i) => `n${i}`);
      await Promise.all(names.map((name) => create(writer, `${scene.root}/${name}`)));
      const counts: (string | undefined)[] = [];
      for (const at of servers.keys()) {
        const client = await scene.open(at);
        await client.ask('sync', { path: scene.root });
        const found = (await children(client, scene.root)).map(String);
        expect(found.toSorted()).toEqual(names.toSorted());
        counts.push(/^Node count: (\d+)$/m.exec(await word(scene.portOf(at), 'srvr'))?.[1]);
      }
      expect(counts).toEqual(counts.map(() => counts[0]));
      expect(Number(counts[0])).toBeGreaterThan(300);
    });
  });

  it('R2: a zxid is the number of a leader and, in its low half, of a change', async () => {
    // Of its own: sessions that expire take a zxid each.
    await undisturbed(await ensemble(core, 3), async (scene) => {
      const client = await scene.open();
      const zxids: bigint[] = [];
      for (let i = 0; i < 20; i += 1) {
        await write(client, scene.root, String(i));
        zxids.push((await stat(client, scene.root))?.mzxid ?? 0n);
      }
      const [first = 0n] = zxids;
      expect(first >> 32n).toBeGreaterThan(0n);
      expect(zxids).toEqual(zxids.map((_, i) => first + BigInt(i)));
    });
  });
});

describe.each(['zab', 'raft'] as const)('an ensemble with an observer on %s', (core) => {
  it('B1: writes through the observer and without it, and half of all servers are no quorum', async () => {
    const place = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(place, { recursive: true }));
    const ports = await freePorts(4);
    const peers = ports.map((port, at) => ({
      host: '127.0.0.1',
      port,
      role: at === 3 ? ('observer' as const) : ('participant' as const),
    }));
    const start = (self: number): Promise<RunningServer> =>
      startServer({ core, self, peers, clientPort: 0, directory: join(place, String(self)) });
    const [one, two, three, observer] = await Promise.all([0, 1, 2, 3].map(start));
    const voters = [one, two, three].filter((server) => server !== undefined);
    for (const server of [...voters, observer]) onTestFinished(() => server?.close());
    await writes(observer);
    await observer?.close();
    await writes(one);
    const again = await start(3);
    onTestFinished(() => again.close());
    await writes(again);
    await end(voters);
    await writes(again);
    await end(voters);
    await refuse(core, [...voters, again]);
  });
});
