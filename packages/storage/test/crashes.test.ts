import type { StoreOptions } from '@menagerie/storage';
import { SimulatedDisk, type SimulatedDiskOptions } from '@menagerie/storage/testing';
import { describe, expect, it } from 'vitest';
import { appendNext, Ledger, type Opened, openLedger } from './helpers/ledger.ts';

const OPTIONS: Partial<StoreOptions> = { segmentBytes: 250, keepSnapshots: 2 };
/** How many disks with a seed of their own go through each crash point. */
const SEEDS = 24;

/** What the application was told, over all lives of a disk. */
interface Told {
  /** Everything through this number was reported durable. */
  durable: number;
  /** The last number that was given out. */
  appended: number;
}

/** Appends, snapshots, rolls, purges, closes, opens again: all that a store does to a disk. */
async function script(
  disk: SimulatedDisk,
  told: Told,
  options: Partial<StoreOptions>,
): Promise<void> {
  for (let life = 0; life < 3; life += 1) {
    const opened = await openLedger(disk.mount(), options);
    watch(opened, told);
    const { store } = opened;
    for (let round = 0; round < 5; round += 1) {
      const count = 1 + ((round * 3) % 5);
      const taken = appendNext(store, count);
      told.appended = store.last;
      if (taken < count) throw new Error('the power is off, and the store says so');
      // Some rounds wait, others leave the batches to the next write.
      if (round % 2 === 0) await store.flush();
      told.durable = Math.max(told.durable, store.durable);
      if (round % 2 === 1) await store.writeSnapshot(store.last - 1, Ledger.chunks(store.last - 1));
      told.durable = Math.max(told.durable, store.durable);
    }
    await store.flush();
    told.durable = Math.max(told.durable, store.durable);
    await store.close();
  }
}

/** What a recovery handed over counts as durable from then on. */
function watch({ store, ledger }: Opened, told: Told): void {
  if (ledger.applied < told.durable) throw new Error(`lost ${told.durable - ledger.applied}`);
  if (ledger.applied > told.appended) throw new Error(`made up ${ledger.applied - told.appended}`);
  if (store.last !== ledger.applied) throw new Error(`${store.last} follows ${ledger.applied}`);
  told.durable = ledger.applied;
  told.appended = ledger.applied;
}

/** What goes through a crash: a store, and the disk below it. */
interface Kind {
  readonly options: Partial<StoreOptions>;
  readonly disk: SimulatedDiskOptions;
}

async function countOperations({ options, disk: kind }: Kind): Promise<number> {
  const disk = new SimulatedDisk(kind);
  await script(disk, { durable: 0, appended: 0 }, options);
  return disk.operations;
}

/** Lets the power go at one operation, and again while the store recovers; then all must be well. */
async function crashAt(seed: number, point: number, { options, disk: kind }: Kind): Promise<void> {
  const disk = new SimulatedDisk({ ...kind, seed, sectorBytes: 32 });
  const told: Told = { durable: 0, appended: 0 };
  disk.cutPowerAfter(point);
  await script(disk, told, options).catch(ignorePowerLoss);
  disk.crash();
  // Recovery writes, too.
  disk.cutPowerAfter(1 + ((seed + point) % 9));
  await openLedger(disk.mount(), options).then((opened) => watch(opened, told), ignorePowerLoss);
  disk.crash();
  const opened = await openLedger(disk.mount(), options);
  watch(opened, told);
  appendNext(opened.store, 3);
  await opened.store.close();
  const { ledger } = await openLedger(disk.mount(), options);
  expect(ledger.applied).toBe(opened.store.last);
}

function ignorePowerLoss(error: unknown): void {
  if (error instanceof Error && error.message.includes('the power is off')) return;
  if (error instanceof Error && error.message.includes('one that is failed')) return;
  throw error;
}

describe('whenever the power goes', () => {
  const [none, some] = [0, 2048].map((preallocateBytes) => ({ ...OPTIONS, preallocateBytes }));
  const kinds = [
    { name: 'without space taken in advance', options: none, disk: {} },
    { name: 'with space taken in advance', options: some, disk: {} },
    { name: 'where writes go through', options: some, disk: { writesThrough: true } },
  ];

  it.each(kinds)(
    'nothing durable is lost, nothing made up, $name',
    async ({ options = OPTIONS, disk }) => {
      const kind = { options, disk };
      const points = await countOperations(kind);
      expect(points).toBeGreaterThan(100);
      for (let point = 1; point <= points; point += 1) {
        for (let seed = 0; seed < SEEDS; seed += 1) {
          await crashAt(seed * 1009 + point, point, kind).catch((error: unknown) => {
            throw new Error(`seed ${seed * 1009 + point}, point ${point}`, { cause: error });
          });
        }
      }
    },
  );
});
