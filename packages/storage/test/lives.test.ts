import type { StoreOptions } from '@menagerie/storage';
import { SimulatedDisk } from '@menagerie/storage/testing';
import { describe, expect, it } from 'vitest';
import { everythingOn } from './helpers/damage.ts';
import { appendNext, Ledger, type Opened, openLedger } from './helpers/ledger.ts';

const SEEDS = 1500;
const LIVES = 6;

/** Whole numbers that are the same every time. */
function createNumbers(seed: number): (bound: number) => number {
  let word = seed + 1;
  return (bound) => {
    word = (Math.imul(word, 1664525) + 1013904223) >>> 0;
    return Math.floor((word / 2 ** 32) * bound);
  };
}

/** One disk, and what was promised on it. */
class World {
  readonly disk: SimulatedDisk;
  durable = 0;
  appended = 0;
  /** Which of the things that may go wrong did. */
  readonly met = new Set<string>();
  readonly #number: (bound: number) => number;

  constructor(seed: number) {
    this.disk = new SimulatedDisk({ seed, sectorBytes: 16 << (seed % 4) });
    this.#number = createNumbers(seed);
  }

  /** A server starts, works, and ends in one way or another. */
  async live(): Promise<void> {
    const number = this.#number;
    const options: Partial<StoreOptions> = {
      segmentBytes: 100 + number(400),
      preallocateBytes: number(2) * 1024,
      keepSnapshots: 1 + number(3),
    };
    this.disk.capacityBytes = Number.MAX_SAFE_INTEGER;
    const losesPower = number(3) === 0;
    if (losesPower) this.disk.cutPowerAfter(1 + number(60));
    try {
      const opened = await openLedger(this.disk.mount(), options);
      this.#check(opened);
      for (let i = number(12); i > 0; i -= 1) await this.#act(opened);
      if (!losesPower && number(2) === 0) await opened.store.close();
    } catch (error) {
      if (!isExpected(error)) throw error;
      this.met.add('an error');
    }
    this.disk.failSyncs(0);
    if (losesPower || number(2) === 0) this.disk.crash();
    else this.disk.kill();
  }

  #check({ store, ledger }: Opened): void {
    expect(ledger.applied).toBe(store.last);
    expect(ledger.applied).toBeGreaterThanOrEqual(this.durable);
    expect(ledger.applied).toBeLessThanOrEqual(this.appended);
    if (ledger.applied < this.appended) this.met.add('a loss of what was not durable');
    this.durable = ledger.applied;
    this.appended = ledger.applied;
  }

  async #act({ store }: Opened): Promise<void> {
    const number = this.#number;
    switch (number(8)) {
      case 0:
        this.disk.capacityBytes = 1;
        break;
      case 1:
        this.disk.capacityBytes = Number.MAX_SAFE_INTEGER;
        await store.retry();
        break;
      case 2:
        if (number(3) === 0) this.disk.failSyncs(1);
        break;
      case 3: {
        const through = Math.max(store.snapshot?.through ?? 0, store.last - number(3));
        if (through > 0) await store.writeSnapshot(through, Ledger.chunks(through));
        break;
      }
      case 4:
        await store.flush();
        break;
      default:
        appendNext(store, number(5));
    }
    this.met.add(store.state.type);
    this.appended = store.last;
    this.durable = Math.max(this.durable, store.durable);
  }
}

/** What a store throws where the disk fails; never that something is damaged. */
function isExpected(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['io', 'closed'].includes(String(error.code));
}

describe('many lives on one disk', () => {
  it('with lost power, kills, full disks and failed syncs keep all that was durable', async () => {
    const met = new Set<string>();
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const world = new World(seed);
      try {
        for (let life = 0; life < LIVES; life += 1) await world.live();
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
      for (const what of world.met) met.add(what);
    }
    expect([...met].sort()).toEqual([
      'a loss of what was not durable',
      'an error',
      'failed',
      'open',
      'read-only',
    ]);
  });

  it('are the same lives for the same seed', async () => {
    const twice = await Promise.all(
      [7, 7].map(async (seed) => {
        const world = new World(seed);
        for (let life = 0; life < LIVES; life += 1) await world.live();
        return everythingOn(world.disk);
      }),
    );
    expect(Object.keys(twice[0] ?? {}).length).toBeGreaterThan(1);
    expect(twice[0]).toEqual(twice[1]);
  });
});
