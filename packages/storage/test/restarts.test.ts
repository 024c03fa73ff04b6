import { SimulatedDisk } from '@menagerie/storage/testing';
import { describe, expect, it } from 'vitest';
import { appendNext, Ledger, openLedger } from './helpers/ledger.ts';
import { idle, Valve } from './helpers/valve.ts';

/** Each draws another way to lose what was not synced. */
const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

describe('a process that dies, and later the power goes', () => {
  it('finds what it read at its start, though the process before never synced it', async () => {
    for (const seed of SEEDS) {
      const valve = new Valve('sync');
      const disk = new SimulatedDisk({ seed, before: valve.before });
      const { store } = await openLedger(disk.mount());
      appendNext(store, 2);
      await store.flush();
      valve.shut();
      appendNext(store, 3);
      await idle();
      disk.kill();
      valve.open();
      const { ledger } = await openLedger(disk.mount());
      // It may tell others of these, so they must be as safe as if it had appended them.
      expect(ledger.applied).toBe(5);
      disk.crash();
      expect((await openLedger(disk.mount())).ledger.applied, `seed ${seed}`).toBe(5);
    }
  });

  it('finds a segment whose name the process before never synced', async () => {
    for (const seed of SEEDS) {
      const valve = new Valve('sync-directory');
      const disk = new SimulatedDisk({ seed, before: valve.before });
      const { store } = await openLedger(disk.mount(), { segmentBytes: 50 });
      appendNext(store, 2);
      await store.flush();
      valve.shut();
      appendNext(store, 1);
      await idle();
      expect(await disk.list()).toContain('log-0000000000000003');
      disk.kill();
      valve.open();
      const again = await openLedger(disk.mount());
      appendNext(again.store, 4);
      expect(await again.store.flush()).toBe(6);
      disk.crash();
      expect((await openLedger(disk.mount())).ledger.applied, `seed ${seed}`).toBe(6);
    }
  });

  it('finds the first snapshot, or the log that it was to replace', async () => {
    for (const seed of SEEDS) {
      for (let point = 1; point <= 14; point += 1) {
        const disk = new SimulatedDisk({ seed: seed * 31 + point });
        const { store } = await openLedger(disk.mount(), { keepSnapshots: 1 });
        appendNext(store, 4);
        await store.flush();
        disk.cutPowerAfter(point);
        await store.writeSnapshot(4, Ledger.chunks(4)).catch(() => {});
        disk.crash();
        expect(
          (await openLedger(disk.mount())).ledger.applied,
          `seed ${seed}, point ${point}`,
        ).toBe(4);
      }
    }
  });
});
