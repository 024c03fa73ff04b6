import { AddWatchMode, EventType } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { CORES } from '../helpers/ensemble.ts';
import type { RawClient } from '../helpers/raw-client.ts';
import {
  children,
  create,
  read,
  remove,
  stat,
  three,
  undisturbed,
  write,
} from '../helpers/undisturbed.ts';

/** What a client has heard, once it has heard of all that was answered to others until now. */
async function heard(
  client: RawClient,
  path: string,
): Promise<(readonly [number, string | null])[]> {
  await client.ask('sync', { path });
  return client.events.map((event) => [event.type, event.path]);
}

describe.each(CORES)('watches on %s', (core) => {
  const servers = three(core);

  it('W1: a watch of data hears of the first of five changes', async () => {
    await undisturbed(servers, async (scene) => {
      const path = `${scene.root}/n`;
      const [watcher, writer] = [await scene.open(0), await scene.open(1)];
      await create(writer, path);
      await watcher.ask('sync', { path });
      await read(watcher, path, true);
      for (let set = 0; set < 5; set += 1) expect(await write(writer, path, 'x')).toBe('ok');
      expect(await heard(watcher, path)).toEqual([[EventType.nodeDataChanged, path]]);
    });
  });

  it('W2: a watch of children hears of one that comes or goes, once, and of nothing else', async () => {
    await undisturbed(servers, async (scene) => {
      const path = `${scene.root}/w`;
      const [watcher, writer] = [await scene.open(0), await scene.open(1)];
      await create(writer, path);
      await create(writer, `${path}/child`);
      await watcher.ask('sync', { path });
      await children(watcher, path, true);
      await write(writer, `${path}/child`, 'x');
      await write(writer, `${path}/child`, 'y');
      await create(writer, `${path}/child/grandchild`);
      await write(writer, path, 'own');
      expect(await heard(watcher, path)).toEqual([]);
      await create(writer, `${path}/second`);
      const first = [EventType.nodeChildrenChanged, path] as const;
      expect(await heard(watcher, path)).toEqual([first]);
      await remove(writer, `${path}/second`);
      expect(await heard(watcher, path)).toEqual([first]);
      await children(watcher, path, true);
      await create(writer, `${path}/third`);
      expect(await heard(watcher, path)).toEqual([first, first]);
    });
  });

  it('W3: a watch of a znode that is missing hears that it was created', async () => {
    await undisturbed(servers, async (scene) => {
      const path = `${scene.root}/missing`;
      const [watcher, writer] = [await scene.open(0), await scene.open(1)];
      expect(await stat(watcher, path, true)).toBeNull();
      await create(writer, path, { data: 'x' });
      expect(await heard(watcher, path)).toEqual([[EventType.nodeCreated, path]]);
    });
  });

  it('W4: an event has a type, a state and a path, and no data', async () => {
    await undisturbed(servers, async (scene) => {
      const path = `${scene.root}/n`;
      const client = await scene.open();
      await create(client, path);
      await read(client, path, true);
      await write(client, path, 'a value');
      expect(client.events).toEqual([{ type: EventType.nodeDataChanged, state: 3, path }]);
    });
  });

  it('W5: who watches again at each event sees values in order, and the last one', async () => {
    await undisturbed(servers, async (scene) => {
      const path = `${scene.root}/n`;
      const [watcher, writer] = [await scene.open(0), await scene.open(1)];
      await create(writer, path, { data: '-1' });
      await watcher.ask('sync', { path });
      const values: number[] = [];
      const seeing = (async () => {
        for (let events = 0; values.at(-1) !== 499; events += 1) {
          values.push(Number(await read(watcher, path, true)));
          if (values.at(-1) !== 499) await watcher.heard(events + 1);
        }
      })();
      const sets = Array.from({ length: 500 }, (_, value) => write(writer, path, String(value)));
      expect((await Promise.all(sets)).every((result) => result === 'ok')).toBe(true);
      await seeing;
      expect(values).toEqual([...new Set(values)].toSorted((one, other) => one - other));
      expect(values.at(-1)).toBe(499);
    });
  });

  it('W6: nobody hears but who watches', async () => {
    await undisturbed(servers, async (scene) => {
      const path = `${scene.root}/n`;
      const watcher = await scene.open(0);
      const others = [await scene.open(0), await scene.open(1)];
      await create(watcher, path);
      for (const client of others) {
        await client.ask('sync', { path });
        await read(client, path);
      }
      await read(watcher, path, true);
      await write(watcher, path, 'x');
      expect(await heard(watcher, path)).toHaveLength(1);
      for (const client of others) expect(await heard(client, path)).toEqual([]);
    });
  });

  it('W7: a watch that stays and is recursive hears of everything below, and of each', async () => {
    await undisturbed(servers, async (scene) => {
      const path = `${scene.root}/pw`;
      const [watcher, writer] = [await scene.open(0), await scene.open(1)];
      await create(writer, path);
      await create(writer, `${path}/child`);
      await watcher.ask('sync', { path });
      await watcher.ask('addWatch', { path, mode: AddWatchMode.persistentRecursive });
      await write(writer, `${path}/child`, '1');
      await write(writer, `${path}/child`, '2');
      await create(writer, `${path}/child/grandchild`);
      await remove(writer, `${path}/child/grandchild`);
      await write(writer, path, 'own');
      expect(await heard(watcher, path)).toEqual([
        [EventType.nodeDataChanged, `${path}/child`],
        [EventType.nodeDataChanged, `${path}/child`],
        [EventType.nodeCreated, `${path}/child/grandchild`],
        [EventType.nodeDeleted, `${path}/child/grandchild`],
        [EventType.nodeDataChanged, path],
      ]);
    });
  });
});
