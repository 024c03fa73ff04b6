import {
  atRandom,
  byKey,
  Discovery,
  groupOf,
  joinGroup,
  lesserOfTwo,
  PersistentNode,
  roundRobin,
  SetPartitioner,
  TtlKeeper,
} from '@menagerie/recipes';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../client/test/suites/backend.ts';
import { aborted, pair, subtreeOf } from './subtree.ts';

const text = (data: Uint8Array | null | undefined): string =>
  new TextDecoder().decode(data ?? undefined);

export function testGroups(backend: Backend): void {
  describe(`groups, with ${backend.title}:`, () => {
    const subtree = subtreeOf(backend);

    it('members come, show something, leave and die', async () => {
      const [a, b] = pair(await subtree.clients(2));
      await using group = await groupOf(a, '/group');
      expect(group.state.size).toBe(0);
      const one = await joinGroup(a, '/group', 'one', 'first');
      const two = await joinGroup(b, '/group', 'two');
      await group.when((state) => state.size === 2);
      await one.update('second');
      await group.when((state) => text(state.get('one')?.data) === 'second');
      // A name is one's own: another waits for it.
      const again = joinGroup(b, '/group', 'one', 'third');
      await one.leave();
      expect(one.signal.reason).toMatchObject({ code: 'released' });
      expect((await again).token).toBeGreaterThan(one.token);
      await group.when((state) => text(state.get('one')?.data) === 'third');
      await a.delete(two.path);
      expect(await aborted(two.signal)).toMatchObject({ code: 'claim-gone' });
      await b.close();
      await group.when((state) => state.size === 0);
      const controller = new AbortController();
      await a.create('/group/stays');
      const refused = joinGroup(a, '/group', 'stays', null, { signal: controller.signal });
      await expect(refused).rejects.toMatchObject({ code: 'bad-data' });
    });

    it('services are found, and calls are shared out', async () => {
      const [a, b] = pair(await subtree.clients(2));
      const discovery = new Discovery(a, '/services');
      await using service = await discovery.service('print');
      expect(service.pick(roundRobin())).toBeNull();
      const instance = (id: string) => ({ name: 'print', id, address: '10.0.0.1', port: 9 });
      for (const id of ['a', 'b', 'c']) await discovery.register(instance(id));
      const other = await new Discovery(b, '/services').register(instance('d'));
      await a.create('/services/print/e', 'no instance');
      await service.when((instances) => instances.length === 4);
      const turn = roundRobin();
      const ids = Array.from({ length: 8 }, () => service.pick(turn)?.id).join('');
      expect(ids).toBe('abcdabcd');
      const key = service.pick(byKey('a document'))?.id;
      await b.close();
      expect(
        (await service.when((instances) => instances.length === 3)).map(({ id }) => id),
      ).toEqual(['a', 'b', 'c']);
      expect(other.signal.aborted).toBe(true);
      if (key !== 'd') expect(service.pick(byKey('a document'))?.id).toBe(key);
      expect(service.pick(atRandom(() => 0.99))?.id).toBe('c');
      const draws = [0, 0.99];
      const load = (id: string): number => (id === 'a' ? 5 : 1);
      expect(service.pick(lesserOfTwo(() => draws.shift() ?? 0, load))?.id).toBe('c');
    });

    it('a znode that is kept comes back', async () => {
      const [a, b] = pair(await subtree.clients(2));
      const node = await PersistentNode.keep(a, '/kept', 'one');
      await node.set('two');
      await using group = await groupOf(b, '/');
      const czxid = (await b.get('/kept')).stat.czxid;
      await b.delete('/kept');
      await group.when((state) => (state.get('kept')?.stat.czxid ?? 0n) > czxid);
      expect(text((await b.get('/kept')).data)).toBe('two');
      await node.close();
      await a.sync();
      expect(await a.exists('/kept')).toBeNull();
      const stays = await PersistentNode.keep(a, '/stays', 'x', { mode: 'persistent' });
      expect((await a.get('/stays')).stat.ephemeralOwner).toBe(0n);
      await stays.close();
    });

    it('a znode with a lifetime is touched as often as its keeper is told', async () => {
      const [a] = await subtree.clients(1);
      if (a === undefined) throw new Error('there is one');
      const due: { ms: number; act: () => void }[] = [];
      const after = (ms: number, act: () => void) => {
        const timer = { ms, act };
        due.push(timer);
        return () => {
          due.splice(due.indexOf(timer), 1);
        };
      };
      const kept = await TtlKeeper.keep(a, '/lives', 'x', { ttlMs: 60_000, after });
      const { stat } = await a.get('/lives');
      for (let times = 1; times <= 3; times += 1) {
        const timer = due.shift();
        expect(timer?.ms).toBe(20_000);
        timer?.act();
        while (due.length === 0) await a.sync();
        expect((await a.get('/lives')).stat.version).toBe(stat.version + times);
      }
      await a.delete('/lives');
      await kept.set('y');
      expect(text((await a.get('/lives')).data)).toBe('y');
      kept.close();
      expect(due).toEqual([]);
    });

    it('a set is shared out anew when members come and go, and no item is two members’', async () => {
      const clients = await subtree.clients(3);
      const items = ['a', 'b', 'c', 'd', 'e'];
      const [one, two, three] = await Promise.all(
        clients.map((client, nth) => SetPartitioner.join(client, '/set', items, `m${nth}`)),
      );
      if (one === undefined || two === undefined || three === undefined) throw new Error('three');
      const sharesOf = async (partitioner: SetPartitioner, count: number): Promise<string[]> => {
        for await (const share of partitioner.shares()) {
          if (share.size === count) return [...share.keys()].sort();
        }
        throw new Error('it has ended');
      };
      const shares = await Promise.all([sharesOf(one, 2), sharesOf(two, 2), sharesOf(three, 1)]);
      expect(shares.flat().sort()).toEqual(items);
      await two.leave();
      const now = await Promise.all([sharesOf(one, 3), sharesOf(three, 2)]);
      expect(now).toEqual([
        ['a', 'c', 'e'],
        ['b', 'd'],
      ]);
      await clients[2]?.close();
      expect(await sharesOf(one, 5)).toEqual(items);
      await one.leave();
      expect(one.share.size).toBe(0);
    });

    it('a member whose znode somebody else deletes is told, and the others share without it', async () => {
      const clients = await subtree.clients(2);
      const [a, b] = pair(clients);
      const one = await SetPartitioner.join(a, '/thrown', ['x', 'y'], 'one');
      const two = await SetPartitioner.join(b, '/thrown', ['x', 'y'], 'two');
      const ended = (async () => {
        for await (const share of one.shares()) void share;
      })();
      await a.delete('/thrown/members/one');
      await expect(ended).rejects.toMatchObject({
        code: 'claim-gone',
        path: expect.stringMatching(/members.one$/),
      });
      expect(one.share.size).toBe(0);
      for await (const share of two.shares()) if (share.size === 2) break;
      await one.leave();
      await two.leave();
    });
  });
}
