import { ClaimQueue, PRIORITY, Queue } from '@menagerie/recipes';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../client/test/suites/backend.ts';
import { aborted, hasChildren, pair, subtreeOf } from './subtree.ts';

const text = (data: Uint8Array | null): string => new TextDecoder().decode(data ?? undefined);

export function testQueues(backend: Backend): void {
  describe(`queues, with ${backend.title}:`, () => {
    const subtree = subtreeOf(backend);

    it('what is put is taken once, in order', async () => {
      const clients = await subtree.clients(3);
      const [a] = pair(clients);
      const queue = new Queue(a, '/jobs/fifo');
      for (let number = 0; number < 10; number += 1) await queue.put(String(number));
      expect(await queue.size()).toBe(10);
      const taken: number[] = [];
      await Promise.all(
        clients.map(async (client) => {
          const own: number[] = [];
          const theirs = new Queue(client, '/jobs/fifo');
          for (;;) {
            const entry = await theirs.tryTake();
            if (entry === null) break;
            own.push(Number(text(entry.data)));
          }
          expect(own).toEqual(own.toSorted((x, y) => x - y));
          taken.push(...own);
        }),
      );
      expect(taken.sort((x, y) => x - y)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      const waiting = new Queue(a, '/jobs/fifo').take();
      const controller = new AbortController();
      const given = queue.take({ signal: controller.signal }).catch((error: unknown) => error);
      controller.abort();
      expect(await given).toMatchObject({ code: 'aborted' });
      await queue.put('late');
      expect(text(await waiting)).toBe('late');
    });

    it('what is more urgent is taken first', async () => {
      const [a] = await subtree.clients(1);
      if (a === undefined) throw new Error('there is one');
      const queue = new Queue(a, '/urgent', { order: PRIORITY });
      await queue.put('c', 200);
      await queue.put('a', 5);
      await queue.put('b', 5);
      await a.create('/urgent/no-entry');
      const taken = [await queue.take(), await queue.take(), await queue.take()];
      expect(taken.map(text)).toEqual(['a', 'b', 'c']);
      expect(await queue.tryTake()).toBeNull();
      await expect(queue.put('d', 1000)).rejects.toMatchObject({ code: 'bad-option' });
    });

    it('an entry whose consumer dies is given to the next, and none is lost', async () => {
      const [a, b] = pair(await subtree.clients(2));
      const ours = new ClaimQueue(a, '/claims');
      const controller = new AbortController();
      const given = ours.take({ signal: controller.signal }).catch((error: unknown) => error);
      await hasChildren(b, '/claims', 2);
      controller.abort();
      expect(await given).toMatchObject({ code: 'aborted' });
      await ours.put('second');
      await ours.put('first', 1);
      const first = await ours.take();
      const theirs = new ClaimQueue(b, '/claims');
      const second = await theirs.take();
      expect([text(first.data), text(second.data)]).toEqual(['first', 'second']);
      await second.done();
      await second.done();
      expect(second.signal.reason).toMatchObject({ code: 'released' });
      const waiting = theirs.take();
      await a.close();
      await aborted(first.signal);
      const again = await waiting;
      expect([text(again.data), again.path]).toEqual(['first', first.path]);
      expect(again.token).toBeGreaterThan(first.token);
      await again.giveBack();
      const last = await theirs.take();
      await last.done();
      await last.giveBack();
      expect((await b.getChildren('/claims/entries')).children).toEqual([]);
      expect((await b.getChildren('/claims/taken')).children).toEqual([]);
    });
  });
}
