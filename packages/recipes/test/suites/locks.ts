import { childOf } from '@menagerie/client';
import {
  MultiLock,
  Mutex,
  ReadWriteLock,
  ReentrantMutex,
  revocationOf,
  revoke,
  Semaphore,
} from '@menagerie/recipes';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../client/test/suites/backend.ts';
import { aborted, hasChildren, pair, subtreeOf } from './subtree.ts';

export function testLocks(backend: Backend): void {
  describe(`the other locks, with ${backend.title}:`, () => {
    const subtree = subtreeOf(backend);

    it('readers are together, a writer is alone, and nobody overtakes it', async () => {
      const clients = await subtree.clients(4);
      let readers = 0;
      let writers = 0;
      await Promise.all(
        clients.map(async (client, nth) => {
          const lock = new ReadWriteLock(client, '/rw');
          for (let round = 0; round < 8; round += 1) {
            if ((round + nth) % 4 === 0) {
              const grant = await lock.write();
              expect([readers, writers]).toEqual([0, 0]);
              writers += 1;
              await client.sync();
              writers -= 1;
              await grant.release();
            } else {
              const grant = await lock.read();
              expect(writers).toBe(0);
              readers += 1;
              await client.sync();
              readers -= 1;
              await grant.release();
            }
          }
        }),
      );
      const [a, b] = pair(clients);
      const also = await new ReadWriteLock(b, '/rw').read();
      const reading = await new ReadWriteLock(a, '/rw').read();
      await also.release();
      const writing = new ReadWriteLock(b, '/rw').write();
      await hasChildren(a, '/rw', 2);
      expect(await new ReadWriteLock(a, '/rw').tryRead()).toBeNull();
      expect(await new ReadWriteLock(a, '/rw').tryWrite()).toBeNull();
      expect((await new ReadWriteLock(a, '/rw').contenders()).map(({ mark }) => mark)).toEqual([
        '__READ__',
        '__WRIT__',
      ]);
      await reading.release();
      await (await writing).release();
    });

    it('no more hold a lease of a semaphore than there are', async () => {
      const clients = await subtree.clients(5);
      let inside = 0;
      await Promise.all(
        clients.map(async (client) => {
          const semaphore = new Semaphore(client, '/leases', 2);
          for (let round = 0; round < 6; round += 1) {
            const grant = await semaphore.acquire();
            inside += 1;
            expect(inside).toBeLessThanOrEqual(2);
            await client.sync();
            inside -= 1;
            await grant.release();
          }
        }),
      );
    });

    it('a lease that is given back out of turn is taken, and one given up is free', async () => {
      const [a, b] = pair(await subtree.clients(2));
      const ours = new Semaphore(a, '/leases', 2);
      const [, second] = [await ours.acquire(), await ours.acquire()];
      const controller = new AbortController();
      const other = new Semaphore(b, '/leases', 2);
      const given = other.acquire({ signal: controller.signal }).catch((error: unknown) => error);
      await hasChildren(a, '/leases/leases', 3);
      controller.abort();
      expect(await given).toMatchObject({ code: 'aborted' });
      await hasChildren(a, '/leases/leases', 2);
      const waiting = other.acquire();
      await hasChildren(a, '/leases/leases', 3);
      // It stays in the door for as long as it has none.
      for (let times = 0; times < 10; times += 1) await b.sync();
      expect((await a.getChildren('/leases/locks')).children).toHaveLength(1);
      await second.release();
      expect((await waiting).held).toBe(true);
      expect(() => new Semaphore(a, '/leases', 0)).toThrow('0 leases');
    });

    it('the owner of a re-entrant lock enters again, and leaves as often', async () => {
      const [a, b] = pair(await subtree.clients(2));
      const lock = new ReentrantMutex(a, '/again');
      const owner = {};
      const [one, two] = [await lock.acquire(owner), await lock.acquire(owner)];
      expect(two.grant).toBe(one.grant);
      await one.release();
      await one.release();
      expect(await new Mutex(b, '/again').tryAcquire()).toBeNull();
      const waiting = lock.acquire({});
      await two.release();
      expect(one.grant.held).toBe(false);
      const other = await waiting;
      expect(other.grant.token).toBeGreaterThan(one.grant.token);
      await other.release();
      const controller = new AbortController();
      const held = await new Mutex(b, '/again').acquire();
      const failed = lock.acquire(owner, { signal: controller.signal }).catch((error) => error);
      controller.abort();
      expect(await failed).toMatchObject({ code: 'aborted' });
      await held.release();
      // The failure is not the next one's.
      await (await lock.acquire(owner)).release();
    });

    it('several locks are held together or not at all, whatever their order', async () => {
      const [a, b] = pair(await subtree.clients(2));
      const ours = new MultiLock(a, ['/y', '/x']);
      const theirs = new MultiLock(b, ['/x', '/y']);
      for (let round = 0; round < 5; round += 1) {
        const [one, other] = [ours.acquire(), theirs.acquire()];
        const first = await Promise.race([one, other]);
        expect([...first.grants.keys()]).toEqual(['/x', '/y']);
        await first.release();
        expect(first.signal.aborted).toBe(true);
        await Promise.all([one, other].map(async (each) => (await each).release()));
      }
      const blocking = await new Mutex(b, '/y').acquire();
      const controller = new AbortController();
      const failed = ours.acquire({ signal: controller.signal }).catch((error: unknown) => error);
      await hasChildren(b, '/y', 2);
      controller.abort();
      expect(await failed).toMatchObject({ code: 'aborted' });
      await hasChildren(b, '/x', 0);
      await blocking.release();
      expect(() => new MultiLock(a, ['/x', '/x'])).toThrow('name it once');
    });

    it('a holder hears that somebody asks for the lock', async () => {
      const [a, b] = pair(await subtree.clients(2));
      const grant = await new Mutex(a, '/asked', { data: 'mine' }).acquire();
      const revoked = revocationOf(a, grant);
      const [holder] = await new Mutex(b, '/asked').contenders();
      expect(new TextDecoder().decode(holder?.data ?? undefined)).toBe('mine');
      await b.set(grant.path, 'another word');
      await a.sync();
      expect(revoked.aborted).toBe(false);
      await revoke(b, holder?.path ?? '');
      expect(await aborted(revoked)).toMatchObject({ code: 'revoked', path: grant.path });
      expect(grant.held).toBe(true);
      await grant.release();
      await revoke(b, childOf('/asked', 'nobody'));
    });
  });
}
