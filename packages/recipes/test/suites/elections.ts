import { LeaderLatch, LeaderSelector } from '@menagerie/recipes';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../client/test/suites/backend.ts';
import { hasChildren, pair, subtreeOf } from './subtree.ts';

export function testElections(backend: Backend): void {
  describe(`elections, with ${backend.title}:`, () => {
    const subtree = subtreeOf(backend);

    it('leaders succeed each other in the order in which they stood, with growing epochs', async () => {
      const clients = await subtree.clients(3);
      const led: number[] = [];
      const epochs: bigint[] = [];
      const standing: Promise<void>[] = [];
      let everybodyStands = (): void => {};
      const all = new Promise<void>((resolve) => {
        everybodyStands = resolve;
      });
      for (const [nth, client] of clients.entries()) {
        const latch = new LeaderLatch(client, '/leader', { data: `candidate ${nth}` });
        standing.push(
          latch.lead().then(async (term) => {
            await all;
            led.push(nth);
            epochs.push(term.token);
            const leader = await latch.leader();
            expect(new TextDecoder().decode(leader?.data ?? undefined)).toBe(`candidate ${nth}`);
            expect(leader?.token).toBe(term.token);
            // Those who died are not candidates any more.
            expect(await latch.candidates()).toHaveLength(3 - nth);
            if (nth < 2) await client.close();
          }),
        );
        await hasChildren(client, '/leader', standing.length);
      }
      everybodyStands();
      await Promise.all(standing);
      expect(led).toEqual([0, 1, 2]);
      expect(epochs).toEqual(epochs.toSorted((a, b) => (a < b ? -1 : 1)));
    });

    it('everybody who stands comes to lead in turn, until it does not want to', async () => {
      const clients = await subtree.clients(3);
      const controller = new AbortController();
      const led = new Set<number>();
      let leading = 0;
      let most = 0;
      const running = clients.map((client, nth) =>
        new LeaderSelector(client, '/turns')
          .run(
            async () => {
              leading += 1;
              most = Math.max(most, leading);
              await client.sync();
              leading -= 1;
              if (led.add(nth).size === 3) controller.abort('all have');
            },
            { signal: controller.signal },
          )
          .catch((error: unknown) => error),
      );
      for (const each of running) expect(await each).toMatchObject({ code: 'aborted' });
      expect([led.size, most]).toEqual([3, 1]);
      const [a] = pair(clients);
      const failing = new LeaderSelector(a, '/turns').leadOnce(
        () => Promise.reject(new Error('it fails')),
        { signal: new AbortController().signal },
      );
      await expect(failing).rejects.toThrow('it fails');
      await hasChildren(a, '/turns', 0);
      expect(await new LeaderSelector(a, '/turns').candidates()).toEqual([]);
    });
  });
}
