import { childOf } from '@menagerie/client';
import { Mutex } from '@menagerie/recipes';
import { describe, expect, it } from 'vitest';
import { type Backend, renew } from '../../../client/test/suites/backend.ts';
import { aborted, hasChildren, subtreeOf } from './subtree.ts';

const LOCK = '/locks/printer';

export function testMutex(backend: Backend): void {
  describe(`the mutex, with ${backend.title},`, () => {
    const subtree = subtreeOf(backend);

    it('has one holder at a time, with growing tokens', async () => {
      const clients = await subtree.clients(5);
      const tokens: bigint[] = [];
      let inside = 0;
      await Promise.all(
        clients.map(async (client) => {
          const mutex = new Mutex(client, LOCK);
          for (let round = 0; round < 10; round += 1) {
            const grant = await mutex.acquire();
            inside += 1;
            expect(inside).toBe(1);
            tokens.push(grant.token);
            await client.sync();
            inside -= 1;
            await grant.release();
            expect(grant.held).toBe(false);
          }
        }),
      );
      expect(tokens).toHaveLength(50);
      expect(tokens).toEqual(tokens.toSorted((a, b) => (a < b ? -1 : 1)));
      expect(await clients[0]?.getChildren(LOCK)).toMatchObject({ children: [] });
    });

    it('is tried without waiting', async () => {
      const [a, b] = await subtree.clients(2);
      if (a === undefined || b === undefined) throw new Error('there are two');
      const grant = await new Mutex(a, LOCK).tryAcquire();
      expect(grant?.held).toBe(true);
      expect(await new Mutex(b, LOCK).tryAcquire()).toBeNull();
      expect((await a.getChildren(LOCK)).children).toHaveLength(1);
      await grant?.release();
      await using again = await new Mutex(b, LOCK).tryAcquire();
      expect(again?.token).toBeGreaterThan(grant?.token ?? 0n);
    });

    it('leaves no claim of one who does not wait any more', async () => {
      const [a, b] = await subtree.clients(2);
      if (a === undefined || b === undefined) throw new Error('there are two');
      const grant = await new Mutex(a, LOCK).acquire();
      const controller = new AbortController();
      const waiting = new Mutex(b, LOCK).acquire({ signal: controller.signal });
      const refused = waiting.catch((error: unknown) => error);
      await hasChildren(a, LOCK, 2);
      controller.abort(new Error('enough'));
      expect(await refused).toMatchObject({ code: 'aborted', path: LOCK });
      await hasChildren(a, LOCK, 1);
      expect(grant.held).toBe(true);
      await grant.release();
    });

    it('says that it is lost as soon as the connection is, and is given back behind it', async () => {
      const [direct] = await subtree.clients(1);
      const { proxy, client } = await subtree.behindProxy();
      const grant = await new Mutex(client, LOCK).acquire();
      const lasting = new Mutex(client, '/locks/other', { loseOn: 'session-over' });
      const other = await lasting.acquire();
      const lost = aborted(grant.signal);
      await proxy.cut();
      expect(await lost).toMatchObject({ code: 'suspended' });
      await client.sync();
      expect([grant.held, other.held]).toEqual([false, true]);
      expect((await direct?.getChildren(LOCK))?.children).toHaveLength(1);
      await grant.release();
      expect((await direct?.getChildren(LOCK))?.children).toEqual([]);
      await client.close();
      await aborted(other.signal);
      expect(other.held).toBe(false);
    });

    it('finds its claim again whose answer was lost, and makes no second', async () => {
      const [direct] = await subtree.clients(1);
      if (direct === undefined) throw new Error('there is one');
      await direct.create(LOCK, null, { parents: 'persistent' });
      const { proxy, client } = await subtree.behindProxy();
      await proxy.lose('answers');
      const waiting = new Mutex(client, LOCK).acquire();
      await hasChildren(direct, LOCK, 1);
      const { children } = await direct.getChildren(LOCK);
      await renew(proxy);
      const grant = await waiting;
      expect(grant.path).toBe(childOf(LOCK, children[0] ?? ''));
      await grant.release();
      expect((await direct.getChildren(LOCK)).children).toEqual([]);
    });

    it('refuses the late write of a holder whose session has ended', async () => {
      const [a, b] = await subtree.clients(2);
      if (a === undefined || b === undefined) throw new Error('there are two');
      await a.create('/ledger', 'begun');
      const old = await new Mutex(a, LOCK).acquire();
      await a.multi([old.proof, { type: 'set', path: '/ledger', data: 'A' }]);
      const next = new Mutex(b, LOCK).acquire();
      await hasChildren(b, LOCK, 2);
      await a.close();
      const grant = await next;
      expect(grant.token).toBeGreaterThan(old.token);
      await b.multi([grant.proof, { type: 'set', path: '/ledger', data: 'B' }]);
      // As A would send it, thawed and none the wiser.
      const late = b.multi([old.proof, { type: 'set', path: '/ledger', data: 'A, late' }]);
      await expect(late).rejects.toMatchObject({ code: 'no-node', index: 0 });
      expect(new TextDecoder().decode((await b.get('/ledger')).data ?? undefined)).toBe('B');
    });

    it('hears that somebody else has deleted its claim, waiting or holding', async () => {
      const [a, b] = await subtree.clients(2);
      if (a === undefined || b === undefined) throw new Error('there are two');
      const grant = await new Mutex(a, LOCK).acquire();
      const waiting = new Mutex(b, LOCK).acquire();
      const refused = waiting.catch((error: unknown) => error);
      await hasChildren(a, LOCK, 2);
      for (const name of (await a.getChildren(LOCK)).children) await b.delete(childOf(LOCK, name));
      expect(await aborted(grant.signal)).toMatchObject({ code: 'claim-gone', path: grant.path });
      expect(await refused).toMatchObject({ code: 'claim-gone' });
    });

    it('wakes one of forty who wait', async () => {
      let told = 0;
      const [holder] = await subtree.clients(1);
      if (holder === undefined) throw new Error('there is one');
      const waiters = await Promise.all(
        Array.from({ length: 40 }, async () => {
          const metrics = { notified: () => (told += 1) };
          return (await subtree.behindProxy({ metrics })).client;
        }),
      );
      const grant = await new Mutex(holder, LOCK).acquire();
      const order: number[] = [];
      const waiting = waiters.map(async (client, nth) => {
        const next = await new Mutex(client, LOCK).acquire();
        order.push(nth);
        return next;
      });
      await hasChildren(holder, LOCK, 41);
      const watched = async (): Promise<boolean> =>
        (await Promise.all(waiters.map((each) => each.checkWatches(grant.path, 'data')))).includes(
          true,
        );
      while (!(await watched()));
      await grant.release();
      const first = await Promise.race(waiting);
      await Promise.all(waiters.map((client) => client.sync()));
      expect([told, order.length]).toEqual([1, 1]);
      await first.release();
      await Promise.all(waiting.map(async (each) => (await each).release()));
      expect(order).toHaveLength(40);
    });
  });
}
