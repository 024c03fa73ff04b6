import type { RunningServer } from '@menagerie/server/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CORES } from '../helpers/ensemble.ts';
import { type Links, linked, settled } from '../helpers/linked.ts';
import { RawClient } from '../helpers/raw-client.ts';
import { create, read, stat, three, undisturbed, write } from '../helpers/undisturbed.ts';
import { word } from '../helpers/word.ts';

const NOT_SERVING = 'This ZooKeeper instance is not currently serving requests\n';

/** Three servers, of which one hears no more of the others, and who reads there. */
interface Lagging {
  readonly servers: readonly RunningServer[];
  readonly lagging: RunningServer;
  readonly reader: RawClient;
  /** At the leader. */
  readonly writer: RawClient;
  readonly path: string;
  heal(): void;
}

/**
 * Waits for a leader, writes `v1`, reads it at a follower, and holds back what comes to that. Tries
 * until nothing else goes wrong on the way: a server that hears nothing soon looks for a leader.
 */
async function lagging(
  links: Links & { readonly servers: readonly RunningServer[] },
  act: (found: Lagging) => Promise<void>,
): Promise<void> {
  const { servers, into } = links;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { leader, followers } = await settled(servers);
    const late = followers[attempt % followers.length] ?? 0;
    const [server, other] = [servers[late], servers[leader]];
    if (server === undefined || other === undefined) throw new Error('there are three servers');
    const path = `/late-${attempt}`;
    const heal = (): void => {
      for (const link of into(late)) link.pass();
    };
    const writer = await RawClient.open(other.clientPort);
    const reader = await RawClient.open(server.clientPort);
    try {
      await create(writer, path, { data: 'v1' });
      await reader.ask('sync', { path });
      expect(await read(reader, path)).toBe('v1');
      for (const link of into(late)) link.hold();
      await act({ servers, lagging: server, reader, writer, path, heal });
      return;
    } catch (error) {
      if (!reader.closed && !writer.closed) throw error;
    } finally {
      heal();
      reader.vanish();
      writer.vanish();
    }
  }
  throw new Error('there was no attempt without an election');
}

describe.each(CORES)('reads on %s', (core) => {
  it('S1: a follower that hears no more of the leader answers with what it has', async () => {
    await lagging(await linked(core, 3), async ({ reader, writer, path }) => {
      expect(await write(writer, path, 'v2')).toBe('ok');
      expect(await read(writer, path)).toBe('v2');
      expect(await read(reader, path)).toBe('v1');
    });
  });

  it('S2, G1: it does so until it has missed the leader for as long as others wait, and then serves nobody', async () => {
    await lagging(await linked(core, 3), async ({ lagging: late, reader, writer, path }) => {
      expect(await write(writer, path, 'v2')).toBe('ok');
      const seen = new Set<string | number>();
      for (let reply = await reader.tryAsk('getData', { path, watch: false }); reply !== null; ) {
        seen.add(
          reply.type === 'done' ? new TextDecoder().decode(reply.body.data ?? undefined) : 0,
        );
        reply = await reader.tryAsk('getData', { path, watch: false });
      }
      expect([...seen].filter((value) => value !== 'v1')).toEqual([]);
      expect(await RawClient.dial(late.clientPort).greet()).toBeNull();
      expect(await word(late.clientPort, 'srvr')).toBe(NOT_SERVING);
    });
  });

  it('S3: a sync waits until the follower hears again, and the next read is new', async () => {
    await lagging(await linked(core, 3), async ({ lagging: late, reader, writer, path, heal }) => {
      expect(await write(writer, path, 'v2')).toBe('ok');
      let synced = false;
      const sync = reader.ask('sync', { path }).then((reply) => {
        synced = true;
        return reply.type;
      });
      const next = reader.ask('exists', { path, watch: false });
      // By the time that this is answered the sync would be, did it not wait.
      expect(await word(late.clientPort, 'ruok')).toBe('imok');
      expect(synced).toBe(false);
      heal();
      expect(await sync).toBe('done');
      expect(await next).toMatchObject({ body: { stat: { version: 1 } } });
      expect(await read(reader, path)).toBe('v2');
    });
  });

  it('S4: a client that has seen more than a server is not taken there before that has it too', async () => {
    await lagging(await linked(core, 3), async ({ lagging: late, writer, path, heal }) => {
      expect(await write(writer, path, 'v3')).toBe('ok');
      const seen = await stat(writer, path);
      const { session: sessionId, password: passwd } = writer;
      const moving = { sessionId, passwd, lastZxidSeen: seen?.mzxid ?? 0n };
      expect(await RawClient.dial(late.clientPort).greet(moving)).toBeNull();
      heal();
      const moved = await RawClient.open(late.clientPort, moving);
      onTestFinished(() => moved.vanish());
      expect(moved.session).toBe(sessionId);
      expect(await read(moved, path)).toBe('v3');
    });
  });

  const servers = three(core);

  it('S5: another client at a follower may read what was, but never goes back, and behind a sync reads what is', async () => {
    await undisturbed(servers, async (scene) => {
      const path = `${scene.root}/n`;
      const { leader, followers } = await settled(servers);
      const writer = await scene.open(leader);
      await create(writer, path, { data: '0' });
      for (const follower of followers) {
        const reader = await scene.open(follower);
        await reader.ask('sync', { path });
        const first = Number(await read(reader, path));
        let before = first;
        const writes = Array.from({ length: 300 }, async (_, i) => {
          const value = first + 1 + i;
          expect(await write(writer, path, String(value))).toBe('ok');
          // Many are answered in one go, some of them before the follower has them.
          const unsynced = read(reader, path);
          const synced = reader.ask('sync', { path });
          const found = read(reader, path);
          expect(Number(await unsynced)).toBeGreaterThanOrEqual(before);
          await synced;
          before = Number(await found);
          expect(before).toBeGreaterThanOrEqual(value);
        });
        await Promise.all(writes);
        expect(before).toBe(first + 300);
      }
    });
  });
});
