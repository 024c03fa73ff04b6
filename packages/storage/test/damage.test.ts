import { checkStore, StorageError } from '@menagerie/storage';
import { SimulatedDisk } from '@menagerie/storage/testing';
import { describe, expect, it } from 'vitest';
import { changed, everythingOn, flipped, tryOpen } from './helpers/damage.ts';
import { appendNext, Ledger, openLedger } from './helpers/ledger.ts';

const HEADER = 40;
const LOG = 'log-0000000000000001';

/** Writes of one batch, three, and two; not closed, as if the process had been killed. */
async function killedLog(): Promise<SimulatedDisk> {
  const disk = new SimulatedDisk();
  const { store } = await openLedger(disk);
  for (const count of [1, 3, 2]) {
    appendNext(store, count);
    await store.flush();
  }
  return disk.copy();
}

/** Where each batch of `killedLog` begins. */
const starts = [1, 2, 3, 4, 5, 6].reduce<number[]>(
  (found, number) => [...found, (found.at(-1) ?? 0) + 28 + ((number * 7) % 40)],
  [HEADER],
);

describe('the end of a log that was not closed', () => {
  it.each(['cut off', 'zeros'])('is cut at the last whole batch, %s at any byte', async (how) => {
    const disk = await killedLog();
    const { length } = disk.contentOf(LOG);
    expect(length).toBe(starts.at(-1));
    // From where the last write began: what stands before was told durable.
    for (let at = starts[4] ?? 0; at < length; at += 1) {
      const torn = changed(disk, LOG, (content) =>
        how === 'zeros' ? content.fill(0, at) : content.slice(0, at),
      );
      const opened = await tryOpen(torn);
      if (opened instanceof StorageError) throw opened;
      const whole = starts.findLastIndex((start) => start <= at);
      // Zeros at the end of a batch are what it ends with anyway, if it is one of zeros.
      expect(opened.ledger.applied).toBe(whole);
      const rest = at - (starts[whole] ?? 0);
      if (rest === 0) expect(opened.notes).toEqual([]);
      else {
        expect(opened.notes).toMatchObject([{ type: 'torn-tail', offset: starts[whole] }]);
        expect(opened.notes[0]?.message).toContain(`/simulated/${LOG}: cut `);
        expect(opened.notes[0]?.message).toContain(` bytes at offset ${starts[whole]}, `);
      }
      appendNext(opened.store, 2);
      await opened.store.close();
      expect((await openLedger(torn)).ledger.applied).toBe(whole + 2);
    }
  });

  it('is cut also where a later part of the same write survived', async () => {
    // Batches 2 to 4 were one write; of 3 a byte is gone, and nothing came after.
    const disk = changed(await killedLog(), LOG, (content) => content.slice(0, starts[4]));
    const opened = await tryOpen(flipped(disk, LOG, (starts[2] ?? 0) + 25));
    if (opened instanceof StorageError) throw opened;
    expect(opened.ledger.applied).toBe(2);
    const bytes = (starts[4] ?? 0) - (starts[2] ?? 0);
    expect(opened.notes).toMatchObject([{ type: 'torn-tail', offset: starts[2], bytes }]);
  });
});

describe('a segment that was being made when the power went', () => {
  it.each([true, false])(
    'is removed, with a snapshot of all before it: %s',
    async (hasSnapshot) => {
      const disk = new SimulatedDisk();
      const { store } = await openLedger(disk, { purge: false });
      appendNext(store, 6);
      await store.writeSnapshot(6, Ledger.chunks(6));
      await store.close();
      if (!hasSnapshot) await disk.remove('snapshot-0000000000000006');
      const last = 'log-0000000000000007';
      for (let size = 0; size < HEADER; size += 1) {
        const unfinished = changed(disk, last, (content) => content.slice(0, size));
        const opened = await tryOpen(unfinished);
        if (opened instanceof StorageError) throw opened;
        expect(opened.ledger.applied).toBe(6);
        expect(opened.notes).toMatchObject([
          { type: 'unfinished-segment', file: `/simulated/${last}`, bytes: size },
        ]);
        appendNext(opened.store, 2);
        await opened.store.close();
        expect((await openLedger(unfinished)).ledger.applied).toBe(8);
      }
    },
  );
});

describe('what a disk has left over from another store', () => {
  it('is no record of this one, though it is whole and has the right number', async () => {
    const other = new SimulatedDisk();
    const { store } = await openLedger(other, { identity: new Uint8Array(16).fill(9) });
    appendNext(store, 7);
    await store.flush();
    const seventh = other.contentOf(LOG).slice(starts.at(-1));
    const disk = changed(await killedLog(), LOG, (content) =>
      Uint8Array.of(...content, ...seventh),
    );
    const opened = await tryOpen(disk);
    expect(opened).toMatchObject({ ledger: { applied: 6 }, notes: [{ type: 'torn-tail' }] });
  });
});

describe('a flipped bit', () => {
  it('is found in every byte of a log that was closed', async () => {
    const killed = await killedLog();
    const { store } = await openLedger(killed);
    await store.close();
    const disk = killed.copy();
    const { length } = disk.contentOf(LOG);
    const mark = length - 20;
    for (let at = 0; at < length; at += 1) {
      for (const mask of [1, 128]) {
        const rotten = flipped(disk, LOG, at, mask);
        const before = await everythingOn(rotten);
        const opened = await tryOpen(rotten);
        if (at >= mark) {
          // The mark is only a proof; without it the log looks like one that was not closed.
          if (opened instanceof StorageError) throw opened;
          expect(opened.ledger.applied).toBe(6);
          expect(opened.notes).toMatchObject([{ type: 'torn-tail', offset: mark }]);
          continue;
        }
        expect(opened, `byte ${at}`).toBeInstanceOf(StorageError);
        expect(await everythingOn(rotten)).toEqual(before);
      }
    }
  });

  it('is found in every byte of a log that was not closed: refused, or cut as the last write', async () => {
    const disk = await killedLog();
    const lastWrite = starts[4] ?? 0;
    for (let at = 0; at < disk.contentOf(LOG).length; at += 1) {
      const opened = await tryOpen(flipped(disk, LOG, at));
      if (at < lastWrite) expect(opened, `byte ${at}`).toBeInstanceOf(StorageError);
      else expect(opened, `byte ${at}`).toMatchObject({ notes: [{ type: 'torn-tail' }] });
    }
  });

  it('is refused with file, offset, what was expected, what was found, and a remedy', async () => {
    const at = starts[1] ?? 0;
    const error = await tryOpen(flipped(await killedLog(), LOG, at + 30));
    expect(error).toMatchObject({
      code: 'corrupt',
      details: { file: `/simulated/${LOG}`, offset: at },
    });
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(
        /log-0000000000000001 at offset 75: expected batch 2 .*batch 5 at offset .* found .*checksum.* Restore/,
      ),
    );
  });

  it('is found in every byte of a snapshot, and an older one with the log stands in', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    appendNext(store, 5);
    await store.writeSnapshot(5, Ledger.chunks(5));
    appendNext(store, 5);
    await store.writeSnapshot(10, Ledger.chunks(10));
    appendNext(store, 1);
    await store.close();
    const name = 'snapshot-0000000000000010';
    for (let at = 0; at < disk.contentOf(name).length; at += 1) {
      const rotten = flipped(disk.copy(), name, at);
      const { problems } = await checkStore(rotten);
      expect(problems.length, `byte ${at}`).toBe(1);
      const opened = await tryOpen(rotten);
      // The version and the identity are refused, since neither is what rot looks like.
      if (opened instanceof StorageError) throw opened;
      expect(opened.ledger).toMatchObject({ began: 5, applied: 11 });
      expect(opened.notes).toMatchObject([
        { type: 'damaged-snapshot', file: `/simulated/${name}` },
      ]);
    }
  });

  it('is not all: a snapshot that was given another number is passed over, too', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk, { purge: false });
    appendNext(store, 5);
    await store.writeSnapshot(3, Ledger.chunks(3));
    await store.close();
    await disk.rename('snapshot-0000000000000003', 'snapshot-0000000000000004');
    const opened = await tryOpen(disk);
    expect(opened).toMatchObject({ ledger: { began: 0, applied: 5 } });
    expect(opened).toMatchObject({ notes: [{ type: 'damaged-snapshot', offset: 12 }] });
  });

  it('is found in every byte of the identity', async () => {
    const disk = await killedLog();
    for (let at = 0; at < disk.contentOf('identity').length; at += 1) {
      expect(await tryOpen(flipped(disk, 'identity', at)), `byte ${at}`).toMatchObject({
        code: 'corrupt',
      });
    }
  });
});

describe('a directory is refused, and nothing in it is touched,', () => {
  const SECOND = 'log-0000000000000004';

  /** Three segments and two snapshots. */
  async function several(): Promise<SimulatedDisk> {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk, { purge: false });
    for (const count of [3, 3]) {
      appendNext(store, count);
      await store.writeSnapshot(1, Ledger.chunks(1));
    }
    appendNext(store, 3);
    await store.close();
    return disk.copy();
  }

  async function refusal(disk: SimulatedDisk): Promise<StorageError> {
    const before = await everythingOn(disk);
    const refused = await tryOpen(disk);
    expect(await everythingOn(disk)).toEqual(before);
    if (!(refused instanceof StorageError)) throw new Error('it was opened');
    return refused;
  }

  it('where a segment is missing in the middle', async () => {
    const disk = await several();
    await disk.remove(SECOND);
    const error = await refusal(disk);
    expect(error).toMatchObject({ code: 'corrupt', details: { file: `/simulated/${LOG}` } });
    expect(error.message).toContain('expected batch 4 (all through 6 was on the disk');
  });

  it('where the first segment is missing', async () => {
    const disk = await several();
    await disk.remove('snapshot-0000000000000001');
    await disk.remove(LOG);
    expect(await refusal(disk)).toMatchObject({ code: 'corrupt' });
  });

  it('where all segments are missing', async () => {
    const disk = await several();
    for (const name of await disk.list()) if (name.startsWith('log')) await disk.remove(name);
    expect(await refusal(disk)).toMatchObject({ code: 'corrupt' });
  });

  it('where a segment that is not the last ends too early, or goes on too long', async () => {
    const disk = await several();
    const short = changed(disk, SECOND, (content) => content.slice(0, -1));
    expect(await refusal(short)).toMatchObject({ code: 'corrupt' });
    const long = changed(disk, SECOND, (content) => Uint8Array.of(...content, 7));
    expect(await refusal(long)).toMatchObject({ code: 'corrupt' });
  });

  it('where the log ends before the newest snapshot', async () => {
    const disk = await several();
    const { store } = await openLedger(disk);
    await store.writeSnapshot(9, Ledger.chunks(9));
    await store.close();
    const last = 'log-0000000000000007';
    const cut = changed(disk, last, (content) => content.slice(0, HEADER));
    await cut.remove('log-0000000000000010');
    const error = await refusal(cut);
    expect(error.message).toContain('expected batch 7 (all through 9 was on the disk');
  });

  it('where a segment was renamed', async () => {
    const disk = await several();
    await disk.rename(SECOND, 'log-0000000000000005');
    expect((await refusal(disk)).code).toBe('corrupt');
  });

  it('where a file is of another incarnation', async () => {
    const other = new SimulatedDisk();
    const { store } = await openLedger(other, {
      identity: new Uint8Array(16).fill(9),
      purge: false,
    });
    appendNext(store, 6);
    await store.writeSnapshot(6, Ledger.chunks(6));
    await store.close();
    const disk = await several();
    disk.put('snapshot-0000000000000006', other.contentOf('snapshot-0000000000000006'));
    const error = await refusal(disk);
    expect(error.code).toBe('wrong-identity');
    expect(error.message).toContain('expected identity 0102030405060708090a0b0c0d0e0f10');
    expect(error.message).toContain('found 09090909090909090909090909090909');
    const mixed = await several();
    mixed.put(LOG, other.contentOf(LOG));
    expect((await refusal(mixed)).code).toBe('wrong-identity');
  });

  it('where the identity is missing beside a log, or beside a snapshot', async () => {
    const one = await killedLog();
    await one.remove('identity');
    expect((await refusal(one)).code).toBe('wrong-identity');
    const other = await several();
    for (const name of await other.list()) if (/^[il]/.test(name)) await other.remove(name);
    expect(await other.list()).toEqual(['snapshot-0000000000000001']);
    expect((await refusal(other)).code).toBe('wrong-identity');
  });

  it('where a file cannot be read', async () => {
    const disk = await several();
    disk.failReads('log-0000000000000007', 60);
    const error = await refusal(disk);
    expect(error.code).toBe('io');
    expect(error.message).toContain('cannot read byte 60 of log-0000000000000007');
  });

  it('where the format is a newer one', async () => {
    const disk = await several();
    const newer = changed(disk, SECOND, (content) => {
      content[8] = 2;
      // CRC-32C of this header, as another implementation computes it.
      const crc = crcOf(content.subarray(0, 36));
      new DataView(content.buffer).setUint32(36, crc, true);
      return content;
    });
    const error = await refusal(newer);
    expect(error.code).toBe('unsupported-format');
    expect(error.message).toContain('expected format 1, found format 2');
  });
});

/** CRC-32C bit by bit, straight from its polynomial. */
function crcOf(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}
