import { Barrier, DoubleBarrier } from '@menagerie/recipes';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../client/test/suites/backend.ts';
import { hasChildren, pair, subtreeOf } from './subtree.ts';

export function testBarriers(backend: Backend): void {
  describe(`barriers, with ${backend.title}:`, () => {
    const subtree = subtreeOf(backend);

    it('all wait until the barrier is removed', async () => {
      const clients = await subtree.clients(4);
      const [a] = pair(clients);
      const barrier = new Barrier(a, '/gates/north');
      await barrier.wait();
      expect([await barrier.set(), await barrier.set()]).toEqual([true, false]);
      let through = 0;
      const waiting = clients.map(async (client) => {
        await new Barrier(client, '/gates/north').wait();
        through += 1;
      });
      const controller = new AbortController();
      const given = barrier.wait({ signal: controller.signal }).catch((error: unknown) => error);
      await Promise.all(clients.map((client) => client.sync()));
      controller.abort();
      expect(await given).toMatchObject({ code: 'aborted' });
      expect(through).toBe(0);
      expect([await barrier.remove(), await barrier.remove()]).toEqual([true, false]);
      await Promise.all(waiting);
    });

    it('members come together and leave together', async () => {
      const clients = await subtree.clients(4);
      let came = 0;
      let inside = 0;
      let leaving = 0;
      await Promise.all(
        clients.map(async (client, nth) => {
          const barrier = new DoubleBarrier(client, '/meeting', `m${nth}`, 4);
          if (nth === 3) await hasChildren(client, '/meeting', 3);
          // Time for the others to come in, if they may.
          for (let times = 0; nth === 3 && times < 10; times += 1) await client.sync();
          came += 1;
          await barrier.enter();
          expect(came).toBe(4);
          inside += 1;
          await client.sync();
          leaving += 1;
          await barrier.leave();
          expect([inside, leaving]).toEqual([4, 4]);
        }),
      );
      const [a] = pair(clients);
      expect((await a.getChildren('/meeting')).children).toEqual([]);
      expect(() => new DoubleBarrier(a, '/meeting', 'ready', 2)).toThrow('no name for a member');
    });

    it('a member that dies inside keeps nobody, and one that gives up has not come', async () => {
      const clients = await subtree.clients(3);
      const [a, b] = pair(clients);
      const barriers = clients.map(
        (client, nth) => new DoubleBarrier(client, '/meeting', `m${nth}`, 3),
      );
      const controller = new AbortController();
      const given = barriers[0]
        ?.enter({ signal: controller.signal })
        .catch((error: unknown) => error);
      await hasChildren(b, '/meeting', 1);
      controller.abort();
      expect(await given).toMatchObject({ code: 'aborted' });
      await hasChildren(b, '/meeting', 0);
      let came = 0;
      const entering = barriers.map(async (barrier, nth) => {
        // The one that gave up comes first, and waits for the others like anybody.
        if (nth > 0) await hasChildren(a, '/meeting', nth);
        came += 1;
        await barrier.enter();
        expect(came).toBe(3);
      });
      await Promise.all(entering);
      const leaving = barriers.slice(0, 2).map((barrier) => barrier.leave());
      await clients[2]?.close();
      await Promise.all(leaving);
    });
  });
}
