import {
  checkStore,
  compareLogs,
  compareSnapshots,
  readLog,
  recordText,
  reportText,
} from '@menagerie/storage';
import { SimulatedDisk } from '@menagerie/storage/testing';
import { describe, expect, it } from 'vitest';
import { changed, everythingOn, flipped } from './helpers/damage.ts';
import { appendNext, batchOf, Ledger, openLedger } from './helpers/ledger.ts';

const LOG = 'log-0000000000000001';

async function sample(batches = 9): Promise<SimulatedDisk> {
  const disk = new SimulatedDisk();
  const { store } = await openLedger(disk, { purge: false });
  appendNext(store, 5);
  await store.writeSnapshot(5, Ledger.chunks(5));
  appendNext(store, batches - 5);
  await store.close();
  return disk.copy();
}

async function textsOf(disk: SimulatedDisk, from = 1): Promise<string[]> {
  const texts: string[] = [];
  for await (const record of readLog(disk, { from })) texts.push(recordText(record));
  return texts;
}

describe('reading a log', () => {
  it('shows each record with its file, its offset and what it proves', async () => {
    const texts = await textsOf(await sample());
    expect(texts).toHaveLength(10);
    expect(texts[0]).toBe(
      `/simulated/${LOG} at 40: batch 1, 15 bytes, written when all through 0 was durable`,
    );
    expect(texts[5]).toMatch(/log-0000000000000006 at 40: batch 6, /);
    expect(texts[9]).toMatch(/mark 9, written when all through 9 was durable$/);
  });

  it('begins where it is told', async () => {
    expect((await textsOf(await sample(), 7))[0]).toMatch(/batch 7/);
  });

  it('shows what is before damage, names it, and mends nothing', async () => {
    const disk = flipped(await sample(), LOG, 150);
    const before = await everythingOn(disk);
    const numbers: number[] = [];
    const reading = (async () => {
      for await (const { number } of readLog(disk)) numbers.push(number);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'corrupt' });
    expect(numbers).toEqual([1, 2]);
    expect(await everythingOn(disk)).toEqual(before);
  });

  it('takes no lock', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    appendNext(store, 3);
    await store.flush();
    expect(await textsOf(disk)).toHaveLength(3);
  });
});

describe('checking a store', () => {
  it('finds nothing wrong with a sound one, and says what is there', async () => {
    const report = await checkStore(await sample());
    expect(report).toMatchObject({
      notes: [],
      problems: [],
      segments: [
        { first: 1, last: 5 },
        { first: 6, last: 9 },
      ],
      snapshots: [{ through: 5, isWhole: true }],
    });
    expect(reportText(report)).toBe(`identity 0102030405060708090a0b0c0d0e0f10
/simulated/snapshot-0000000000000005: through batch 5, 76 bytes
/simulated/log-0000000000000001: batches 1 to 5, 285 bytes
/simulated/log-0000000000000006: batches 6 to 9, 222 bytes
`);
  });

  it('finds all that is wrong, not only the first, and changes nothing', async () => {
    const rotten = flipped(flipped(await sample(), LOG, 100), 'snapshot-0000000000000005', 60);
    const disk = changed(rotten, 'log-0000000000000006', (content) => content.slice(0, -25));
    disk.put('snapshot-0000000000000009.part', new Uint8Array(3));
    const before = await everythingOn(disk);
    const { problems, notes, segments, snapshots } = await checkStore(disk);
    expect(problems.map(({ details }) => details.file)).toEqual([
      '/simulated/snapshot-0000000000000005',
      `/simulated/${LOG}`,
    ]);
    expect(notes.map(({ type }) => type)).toEqual(['torn-tail', 'unfinished-file']);
    expect(segments.map(({ last }) => last)).toEqual([null, 8]);
    expect(snapshots).toMatchObject([{ isWhole: false }]);
    expect(await everythingOn(disk)).toEqual(before);
  });

  it('refuses a directory that is no store', async () => {
    await expect(checkStore(new SimulatedDisk())).rejects.toThrow('the identity of a store');
  });
});

describe('comparing', () => {
  it('two logs that go on for different lengths finds them alike as far as both go', async () => {
    const left = await sample(9);
    const right = await sample(12);
    await left.remove('log-0000000000000001');
    const shorter = { first: 6, last: 9 };
    const longer = { first: 1, last: 12 };
    const same = { compared: { from: 6, through: 9 }, difference: null };
    expect(await compareLogs(left, right)).toEqual({ ...same, left: shorter, right: longer });
    expect(await compareLogs(right, left)).toEqual({ ...same, left: longer, right: shorter });
  });

  it('finds the first batch that differs, and where it stands', async () => {
    const left = await sample(9);
    const right = new SimulatedDisk();
    const { store } = await openLedger(right, { identity: new Uint8Array(16).fill(3) });
    for (const number of [1, 2, 3, 4, 5, 6, 70, 80]) store.append(batchOf(number));
    await store.close();
    expect((await compareLogs(left, right)).difference).toEqual({
      number: 7,
      left: { file: '/simulated/log-0000000000000006', offset: 70 },
      right: { file: `/simulated/${LOG}`, offset: 315 },
    });
  });

  it('finds the first byte in which two snapshots differ', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    appendNext(store, 3);
    const bytes = Uint8Array.from({ length: 600_000 }, (_, i) => i % 251);
    await store.writeSnapshot(1, [bytes]);
    await store.writeSnapshot(2, [bytes.slice(0, 7), bytes.slice(7)]);
    await store.writeSnapshot(3, [bytes.slice().fill(255, 300_000)]);
    const at = (through: number) => ({ files: disk, through });
    expect(await compareSnapshots(at(1), at(2))).toEqual({ type: 'same', bytes: 600_000 });
    expect(await compareSnapshots(at(1), at(3))).toEqual({ type: 'different', at: 300_000 });
    await store.writeSnapshot(3, [bytes.slice(0, -1)]);
    expect(await compareSnapshots(at(1), at(3))).toEqual({ type: 'different', at: 599_999 });
  });
});
