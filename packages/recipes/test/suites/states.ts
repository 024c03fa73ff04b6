import { textData } from '@menagerie/client';
import {
  type Cache,
  Counter,
  childrenCache,
  nodeCache,
  Settings,
  SharedValue,
  Transaction,
  type TreeState,
  treeCache,
} from '@menagerie/recipes';
import { describe, expect, it } from 'vitest';
import { type Backend, renew } from '../../../client/test/suites/backend.ts';
import { hasChildren, pair, subtreeOf } from './subtree.ts';

const text = (data: Uint8Array | null | undefined): string =>
  new TextDecoder().decode(data ?? undefined);

/** May make children, and read nothing. */
const CREATE = 4;

const textsOf = (state: TreeState): Record<string, string> =>
  Object.fromEntries([...state].map(([path, { data }]) => [path, text(data)]));

export function testStates(backend: Backend): void {
  describe(`values and caches, with ${backend.title}:`, () => {
    const subtree = subtreeOf(backend);

    it('a cache of a znode ends at what the znode is', async () => {
      const [a, b] = pair(await subtree.clients(2));
      await using cache = await nodeCache(a, '/node');
      expect(cache.state).toBeNull();
      await b.create('/node', '0');
      for (let value = 1; value <= 20; value += 1) await b.set('/node', String(value));
      await cache.when((znode) => text(znode?.data) === '20');
      const seen: number[] = [];
      for await (const znode of cache.states()) {
        seen.push(Number(text(znode?.data)));
        if (seen.length === 3) break;
        await b.set('/node', String(20 + seen.length));
      }
      expect(seen).toEqual([20, 21, 22]);
      await b.delete('/node');
      await cache.when((znode) => znode === null);
      const last = cache.when((znode) => znode !== null).catch((error: unknown) => error);
      await cache.close();
      expect(await last).toMatchObject({ code: 'released' });
    });

    it('caches of children and trees end at what is there, through a lost connection', async () => {
      const [direct] = await subtree.clients(1);
      if (direct === undefined) throw new Error('there is one');
      const { proxy, client } = await subtree.behindProxy();
      await direct.create('/t/a/b', 'b', { parents: 'persistent' });
      await using tree = await treeCache(client, '/t');
      await using children = await childrenCache(client, '/t');
      expect(textsOf(tree.state)).toEqual({ '/t': '', '/t/a': '', '/t/a/b': 'b' });
      expect([...children.state.keys()]).toEqual(['a']);
      await direct.set('/t/a', 'A');
      await tree.when((state) => text(state.get('/t/a')?.data) === 'A');
      await proxy.accept(false);
      await proxy.cut();
      await direct.delete('/t/a/b');
      await direct.create('/t/c/d', 'd', { parents: 'persistent' });
      await proxy.accept(true);
      await tree.when((state) => state.has('/t/c/d') && !state.has('/t/a/b'));
      expect(textsOf(tree.state)).toEqual({ '/t': '', '/t/a': 'A', '/t/c': '', '/t/c/d': 'd' });
      await children.when((state) => state.has('c'));
      expect([...children.state.keys()].sort()).toEqual(['a', 'c']);
      await client.close();
      await ended(tree);
    });

    it('a cache that may not read any more says so', async () => {
      const [direct] = await subtree.clients(1);
      if (direct === undefined) throw new Error('there is one');
      const { proxy, client } = await subtree.behindProxy();
      await direct.create('/shown');
      await using cache = await nodeCache(client, '/shown');
      const over = cache.when(() => false).catch((error: unknown) => error);
      const id = { scheme: 'world', id: 'anyone' };
      await direct.setACL('/shown', [{ perms: CREATE, id }]);
      // Behind a lost connection it reads anew.
      await renew(proxy);
      expect(await over).toMatchObject({ code: 'no-auth' });
    });

    it('no addition is lost', async () => {
      const clients = await subtree.clients(4);
      const [a] = pair(clients);
      for (const format of ['text', 'int32', 'int64'] as const) {
        await Promise.all(
          clients.map(async (client) => {
            const counter = new Counter(client, `/count-${format}`, { format });
            for (let times = 0; times < 5; times += 1) await counter.add(2n);
          }),
        );
        const counter = new Counter(a, `/count-${format}`, { format });
        const before = await counter.get();
        expect(before.value).toBe(40n);
        expect((await counter.set(-7n)).value).toBe(-7n);
        expect(await counter.compareAndSet(before, 1n)).toBeNull();
        expect(await counter.compareAndSet(await counter.get(), 1n)).toMatchObject({ value: 1n });
      }
      expect(text((await a.get('/count-text')).data)).toBe('1');
      expect((await a.get('/count-int32')).data).toEqual(Uint8Array.of(0, 0, 0, 1));
      expect((await a.get('/count-int64')).data).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1));
      await a.set('/count-int64', 'no number');
      await expect(new Counter(a, '/count-int64').get()).rejects.toMatchObject({
        code: 'bad-data',
      });
    });

    it('an update whose answer is lost is known for one of two', async () => {
      const [direct] = await subtree.clients(1);
      if (direct === undefined) throw new Error('there is one');
      const { proxy, client } = await subtree.behindProxy();
      const value = new SharedValue(client, '/value', textData, '');
      await value.set('a');
      // It never came to the server, only what it reads before: so it is made again.
      await proxy.lose('requests', 1);
      let tries = 0;
      const made = value.update((before) => {
        tries += 1;
        // Behind the write, which leaves as soon as this has returned.
        if (tries === 1) setTimeout(() => void renew(proxy));
        return `${before}b`;
      });
      expect((await made).value).toBe('ab');
      expect(tries).toBe(2);
      // It came, and its answer did not.
      await proxy.lose('answers');
      let tell = (): void => {};
      const changed = new Promise<void>((resolve) => {
        tell = resolve;
      });
      // Until it is there: over another connection the write may come sooner.
      await direct.get('/value', { watch: () => tell() });
      const unknown = client.set('/value', 'abc', { version: 1 }).catch((error: unknown) => error);
      await changed;
      await renew(proxy);
      expect(await unknown).toMatchObject({ code: 'connection-loss', effect: 'unknown' });
      expect((await value.get()).value).toBe('abc');
    });

    it('settings change together or not at all, and change back', async () => {
      const [a, b] = pair(await subtree.clients(2));
      const settings = new Settings(a, '/settings');
      await settings.prepare();
      await new Settings(b, '/settings').prepare();
      expect(await settings.set({ colour: 'red', size: '1' })).toEqual({
        number: 0,
        before: { colour: null, size: null },
      });
      await Promise.all(
        [a, b].map(async (client) => {
          for (let times = 0; times < 5; times += 1) {
            await new Settings(client, '/settings').change(['colour', 'size'], (values) => ({
              size: String(Number(values.get('size')) + 1),
            }));
          }
        }),
      );
      expect(await settings.get('size')).toBe('11');
      await settings.set({ colour: null });
      expect(await settings.get('colour')).toBeNull();
      expect(await settings.revisions()).toHaveLength(12);
      expect(await settings.change(['size'], () => null)).toBeNull();
      await expect(settings.change(['size'], () => ({ colour: 'x' }))).rejects.toMatchObject({
        code: 'bad-option',
      });
      await settings.rollBack(3);
      expect([await settings.get('colour'), await settings.get('size')]).toEqual(['red', '3']);
      await settings.rollBack(0);
      expect([await settings.get('colour'), await settings.get('size')]).toEqual([null, null]);
      await settings.forget(13);
      expect((await settings.revisions()).map(({ number }) => number)).toEqual([13]);
      await using followed = await settings.follow(a);
      expect(followed.state.size).toBe(0);
    });

    it('a transaction is committed by all or by none, and ends without its coordinator', async () => {
      const [a, b] = pair(await subtree.clients(2));
      await new Transaction(a, '/tx/1').begin(['x', 'y']);
      const votes = [new Transaction(a, '/tx/1').vote('x', 'commit')];
      await hasChildren(b, '/tx/1', 1);
      expect(await new Transaction(b, '/tx/1').decision()).toBeNull();
      votes.push(new Transaction(b, '/tx/1').vote('y', 'commit'));
      expect(await Promise.all(votes)).toEqual(['commit', 'commit']);
      // Too late for another word.
      expect(await new Transaction(b, '/tx/1').vote('y', 'abort')).toBe('commit');

      await new Transaction(a, '/tx/2').begin(['x', 'y']);
      const yes = new Transaction(a, '/tx/2').vote('x', 'commit');
      expect(await new Transaction(b, '/tx/2').vote('y', 'abort')).toBe('abort');
      expect(await yes).toBe('abort');

      await new Transaction(b, '/tx/3').begin(['x', 'y']);
      const controller = new AbortController();
      const waiting = new Transaction(a, '/tx/3').vote('x', 'commit', {
        signal: controller.signal,
      });
      await hasChildren(a, '/tx/3', 1);
      await b.close();
      controller.abort();
      expect(await waiting).toBe('abort');
      const again = new Transaction(a, '/tx/3').begin(['x']);
      await expect(again).rejects.toMatchObject({ code: 'node-exists' });
      const twice = new Transaction(a, '/tx/4').begin(['x', 'x']);
      await expect(twice).rejects.toMatchObject({ code: 'bad-option' });
    });
  });
}

/** Resolves when a cache can hear nothing any more. */
async function ended<T>(cache: Cache<T>): Promise<void> {
  const states = cache.states();
  while ((await states.next().catch(() => ({ done: true }))).done !== true);
}
