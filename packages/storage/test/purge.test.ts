import { checkStore } from '@menagerie/storage';
import { SimulatedDisk } from '@menagerie/storage/testing';
import { describe, expect, it } from 'vitest';
import { flipped } from './helpers/damage.ts';
import { appendNext, Ledger, openLedger } from './helpers/ledger.ts';

/** Five rounds of batches and a snapshot; the numbers in the names that are left. */
async function rounds(
  disk: SimulatedDisk,
  options: Parameters<typeof openLedger>[1],
): Promise<{ snapshots: number[]; segments: number[] }> {
  const { store } = await openLedger(disk, options);
  for (let round = 1; round <= 5; round += 1) {
    appendNext(store, 4);
    await store.writeSnapshot(store.last, Ledger.chunks(store.last));
  }
  await store.close();
  const numbers = (prefix: string, names: readonly string[]) =>
    names.filter((name) => name.startsWith(prefix)).map((name) => Number(name.split('-')[1]));
  const names = await disk.list();
  return { snapshots: numbers('snapshot', names), segments: numbers('log', names) };
}

describe('purging', () => {
  it('keeps three snapshots, and the segments after the oldest of them', async () => {
    const left = await rounds(new SimulatedDisk(), {});
    expect(left).toEqual({ snapshots: [12, 16, 20], segments: [13, 17, 21] });
  });

  it('keeps as many as it is told', async () => {
    const left = await rounds(new SimulatedDisk(), { keepSnapshots: 1 });
    expect(left).toEqual({ snapshots: [20], segments: [21] });
  });

  it('removes nothing where it is switched off', async () => {
    const left = await rounds(new SimulatedDisk(), { purge: false });
    expect(left).toEqual({ snapshots: [4, 8, 12, 16, 20], segments: [1, 5, 9, 13, 17, 21] });
  });

  it('leaves enough to start from the oldest snapshot that is kept', async () => {
    const disk = new SimulatedDisk();
    await rounds(disk, {});
    const rotten = flipped(
      flipped(disk, 'snapshot-0000000000000020', 50),
      'snapshot-0000000000000016',
      50,
    );
    const { ledger, notes } = await openLedger(rotten);
    expect(ledger).toMatchObject({ began: 12, applied: 20 });
    expect(notes).toHaveLength(2);
  });

  it('may be cut short anywhere: nothing is missing, and the next one clears up', async () => {
    for (let seed = 0; seed < 400; seed += 1) {
      const disk = new SimulatedDisk({ seed });
      const { store } = await openLedger(disk, { purge: false });
      for (let round = 1; round <= 5; round += 1) {
        appendNext(store, 4);
        await store.writeSnapshot(store.last, Ledger.chunks(store.last));
      }
      await store.close();
      const again = await openLedger(disk, { keepSnapshots: 2 });
      disk.cutPowerAfter(1 + (seed % 20));
      appendNext(again.store, 1);
      await again.store.writeSnapshot(21, Ledger.chunks(21)).catch(() => {});
      disk.crash();
      const { problems } = await checkStore(disk);
      expect(problems, `seed ${seed}`).toEqual([]);
      const last = await openLedger(disk, { keepSnapshots: 2 });
      expect(last.ledger.applied).toBeGreaterThanOrEqual(20);
      const { applied } = last.ledger;
      await last.store.writeSnapshot(applied, Ledger.chunks(applied));
      await last.store.close();
      const names = await disk.list();
      expect(names.filter((name) => name.startsWith('snapshot')).length).toBeLessThanOrEqual(2);
      expect(names.some((name) => name.endsWith('.part'))).toBe(false);
    }
  });
});
