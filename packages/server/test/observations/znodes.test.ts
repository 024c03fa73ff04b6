import { AddWatchMode, CreateMode, ErrorCode, EventType } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { CORES, ensemble } from '../helpers/ensemble.ts';
import { RawClient } from '../helpers/raw-client.ts';
import {
  bytes,
  children,
  create,
  OPEN,
  read,
  remove,
  stat,
  three,
  undisturbed,
  write,
} from '../helpers/undisturbed.ts';

const SEQUENTIAL = { flags: CreateMode.persistentSequential };
const EPHEMERAL = { flags: CreateMode.ephemeral };
/** Looks often for what is to go. */
const REAPS = { reapCheckMs: 10 };

describe.each(CORES)('znodes on %s', (core) => {
  const servers = three(core);

  it('Z1: what is created later has the greater czxid, whatever its name', async () => {
    await undisturbed(servers, async (scene) => {
      const client = await scene.open();
      await create(client, `${scene.root}/foo-456`);
      await create(client, `${scene.root}/foo-123`);
      const first = await stat(client, `${scene.root}/foo-456`);
      const second = await stat(client, `${scene.root}/foo-123`);
      expect(second?.czxid).toBeGreaterThan(first?.czxid ?? 0n);
    });
  });

  it('Z2: all servers have the same children, and by whole names they are not in the order of their making', async () => {
    await undisturbed(servers, async (scene) => {
      const made = ['n-9', 'n-10', 'n-2', 'n-1', 'n-100', 'n-33'];
      const writer = await scene.open();
      for (const name of made) await create(writer, `${scene.root}/${name}`);
      for (const at of servers.keys()) {
        const client = await scene.open(at);
        await client.ask('sync', { path: scene.root });
        const names = (await children(client, scene.root)).map(String);
        expect(names.toSorted()).toEqual(['n-1', 'n-10', 'n-100', 'n-2', 'n-33', 'n-9']);
        const made = await Promise.all(
          names.map(async (name) => ({
            name,
            zxid: (await stat(client, `${scene.root}/${name}`))?.czxid,
          })),
        );
        const inOrder = made.toSorted((one, other) =>
          Number((one.zxid ?? 0n) - (other.zxid ?? 0n)),
        );
        expect(inOrder.map(({ name }) => name)).toEqual([
          'n-9',
          'n-10',
          'n-2',
          'n-1',
          'n-100',
          'n-33',
        ]);
      }
    });
  });

  it('Z3: every create takes a number of its parent, and no delete gives one back', async () => {
    await undisturbed(servers, async (scene) => {
      const client = await scene.open();
      const { root } = scene;
      expect(await create(client, `${root}/b-`, SEQUENTIAL)).toBe(`${root}/b-0000000000`);
      expect(await create(client, `${root}/plain`)).toBe(`${root}/plain`);
      expect(await create(client, `${root}/a-`, SEQUENTIAL)).toBe(`${root}/a-0000000002`);
      expect(await create(client, `${root}/b-`, SEQUENTIAL)).toBe(`${root}/b-0000000003`);
      for (const name of await children(client, root)) await remove(client, `${root}/${name}`);
      expect(await create(client, `${root}/b-`, SEQUENTIAL)).toBe(`${root}/b-0000000004`);
      expect(await create(client, `${root}/b-`, SEQUENTIAL)).toBe(`${root}/b-0000000005`);
    });
  });

  it('Z4: a parent that is made again counts from 0, and czxids go on', async () => {
    await undisturbed(servers, async (scene) => {
      const client = await scene.open();
      const path = `${scene.root}/parent`;
      const czxids: bigint[] = [];
      for (let times = 0; times < 2; times += 1) {
        await create(client, path);
        expect(await create(client, `${path}/n-`, SEQUENTIAL)).toBe(`${path}/n-0000000000`);
        czxids.push((await stat(client, `${path}/n-0000000000`))?.czxid ?? 0n);
        await remove(client, `${path}/n-0000000000`);
        await remove(client, path);
      }
      expect(czxids[1]).toBeGreaterThan(czxids[0] ?? 0n);
    });
  });

  it('D1: an ephemeral has no children, and others may delete it', async () => {
    await undisturbed(servers, async (scene) => {
      const [owner, other] = [await scene.open(0), await scene.open(1)];
      const path = `${scene.root}/e`;
      await create(owner, path, EPHEMERAL);
      const child = await create(owner, `${path}/child`);
      expect(child).toBe(ErrorCode.noChildrenForEphemerals);
      expect(await remove(other, path)).toBe('ok');
    });
  });

  it('D2: a value of nearly a mebibyte is kept, and a longer frame closes the connection', async () => {
    await undisturbed(servers, async (scene) => {
      const [client, careless] = [await scene.open(0), await scene.open(0)];
      const path = `${scene.root}/large`;
      await create(client, path);
      const whole = 'x'.repeat(2 ** 20 - 200 - path.length);
      expect(await write(client, path, whole)).toBe('ok');
      expect(await read(client, path)).toBe(whole);
      scene.letGo(careless);
      const body = { path, data: new Uint8Array(1_100_000), version: -1 };
      expect(await careless.tryAsk('setData', body)).toBeNull();
      expect(await read(client, path)).toBe(whole);
    });
  });

  it('M1: TTL znodes can be made unless they are switched off', async () => {
    const body = {
      path: '/ttl',
      data: bytes(''),
      acl: [...OPEN],
      flags: CreateMode.persistentWithTTL,
    };
    for (const ttl of [true, false]) {
      const [server] = await ensemble(core, 1, { ttl });
      const client = await RawClient.open(server?.clientPort ?? 0);
      const reply = await client.ask('createTTL', { ...body, ttl: 60_000n });
      const expected = ttl ? { type: 'done' } : { err: ErrorCode.unimplemented };
      expect(reply).toMatchObject(expected);
      client.vanish();
    }
  });

  describe('that are to go by themselves', () => {
    const reaping = three(core, REAPS);

    it('M2: a TTL znode is gone soon after its lifetime, and not before', async () => {
      await undisturbed(reaping, async (scene) => {
        const client = await scene.open();
        const path = `${scene.root}/ttl`;
        await client.ask('addWatch', { path, mode: AddWatchMode.persistent });
        const body = { path, data: bytes(''), acl: [...OPEN], flags: CreateMode.persistentWithTTL };
        const made = await client.ask('createTTL', { ...body, ttl: 150n });
        const gone = { type: EventType.nodeDeleted, state: 3, path };
        expect((await client.heard(2)).at(-1)).toEqual(gone);
        const madeAt = made.type === 'done' ? made.body.stat.mtime : -1n;
        expect(madeAt).toBeGreaterThan(0n);
        expect(BigInt(Date.now())).toBeGreaterThanOrEqual(madeAt + 150n);
      });
    });

    it('M3: a container stays until it has had a child, and goes with its last one', async () => {
      await undisturbed(reaping, async (scene) => {
        const client = await scene.open();
        const container = { flags: CreateMode.container };
        const [never, used] = [`${scene.root}/never`, `${scene.root}/used`];
        for (const path of [never, used]) {
          const made = { path, data: null, acl: [...OPEN], flags: container.flags };
          expect((await client.ask('createContainer', made)).type).toBe('done');
        }
        await create(client, `${used}/child`);
        await stat(client, used, true);
        await remove(client, `${used}/child`);
        expect(await client.heard(1)).toEqual([
          { type: EventType.nodeDeleted, state: 3, path: used },
        ]);
        expect(await stat(client, never)).not.toBeNull();
      });
    });
  });
});
