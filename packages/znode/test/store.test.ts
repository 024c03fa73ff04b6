import { describe, expect, it } from 'vitest';
import { Arena } from '../src/store/arena.ts';
import * as c from '../src/store/columns.ts';
import { CRC_START, crcOn, crcOnInt, crcOnName } from '../src/store/crc32.ts';
import { Digest } from '../src/store/digest.ts';
import { FreeRows } from '../src/store/free-rows.ts';
import { Rows } from '../src/store/rows.ts';
import { suffixOf } from '../src/tree/paths.ts';
import { Random } from './helpers/random.ts';
import { bytes } from './helpers/tree.ts';

describe('the memory for data', () => {
  it('keeps what was put into it, whatever comes and goes', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const random = new Random(seed);
      const arena = new Arena();
      const kept: { handle: number; data: Uint8Array }[] = [];
      for (let step = 0; step < 3000; step += 1) {
        if (kept.length > 0 && random.chance(step < 2000 ? 45 : 90)) {
          const [gone] = kept.splice(random.below(kept.length), 1);
          if (gone !== undefined) arena.give(gone.handle, gone.data.length);
        } else {
          const length = random.below(random.pick([8, 200, 9000, 30_000]));
          const data = new Uint8Array(length).fill(random.below(256));
          kept.push({ handle: arena.put(data), data });
        }
      }
      for (const { handle, data } of kept) {
        expect(Buffer.compare(arena.view(handle, data.length), data)).toBe(0);
      }
    }
  });

  it('gives the memory of one size to another once it is empty', () => {
    const arena = new Arena();
    const highest = (length: number) => {
      const handles = Array.from({ length: 400 }, () => arena.put(new Uint8Array(length)));
      for (const handle of handles) arena.give(handle, length);
      return Math.floor(Math.max(...handles) / 4096);
    };
    const first = highest(8000);
    for (const length of [16, 100, 1000, 5000]) expect(highest(length)).toBeLessThanOrEqual(first);
  });
});

describe('memory of its own, for long data', () => {
  it('has a handle that is used again', () => {
    const arena = new Arena();
    const first = arena.put(new Uint8Array(20_000));
    const second = arena.put(new Uint8Array(20_000).fill(2));
    arena.give(first, 20_000);
    expect(arena.put(new Uint8Array(30_000).fill(3))).toBe(first);
    expect(arena.view(second, 20_000)[19_999]).toBe(2);
    expect(arena.view(first, 30_000)).toHaveLength(30_000);
  });
});

describe('the rows', () => {
  it('are given out from the lowest on', () => {
    for (let seed = 0; seed < 5; seed += 1) {
      const random = new Random(seed);
      const rows = new FreeRows();
      const taken = new Set<number>();
      for (let step = 0; step < 6000; step += 1) {
        if (taken.size > 0 && random.chance(step < 4000 ? 20 : 60)) {
          const row = random.pick([...taken]);
          taken.delete(row);
          rows.give(row);
        } else {
          let lowest = 0;
          while (taken.has(lowest)) lowest += 1;
          expect(rows.take()).toBe(lowest);
          taken.add(lowest);
        }
      }
    }
  });

  it('can be taken by their number', () => {
    const rows = new FreeRows();
    for (const row of [0, 1, 3, 40_000]) rows.takeRow(row);
    expect([rows.take(), rows.take(), rows.take()]).toEqual([2, 4, 5]);
  });
});

describe('a CRC-32', () => {
  const of = (data: Uint8Array) => ~crcOn(CRC_START, data) >>> 0;

  it('is that of everybody', () => {
    expect(of(bytes('123456789'))).toBe(0xcbf4_3926);
    expect(of(bytes(''))).toBe(0);
    expect(of(bytes('The quick brown fox jumps over the lazy dog'))).toBe(0x414f_a339);
  });

  it('goes on over ints and names as over their bytes', () => {
    const start = crcOn(CRC_START, bytes('before'));
    expect(crcOnInt(start, -19_088_744)).toBe(crcOn(start, Uint8Array.of(0xfe, 0xdc, 0xba, 0x98)));
    for (const name of ['plain', 'é', 'aé中', '']) {
      expect(crcOnName(start, name)).toBe(crcOn(start, Buffer.from(`/${name}`)));
    }
  });
});

describe('the digest', () => {
  it('carries into its high half exactly when the low one overflows', () => {
    const rows = new Rows();
    rows.open(0, '');
    rows.set(0, c.FLAGS, c.SYSTEM);
    const digest = new Digest();
    digest.low = 0xffff_ffff;
    digest.add(rows, 0);
    expect(digest.value).toBe(0xffff_ffffn);
    rows.set(0, c.FLAGS, 0);
    digest.add(rows, 0);
    const crc = BigInt(rows.get(0, c.DIGEST) >>> 0);
    expect(digest.value).toBe(0xffff_ffffn + crc);
    digest.remove(rows, 0);
    expect(digest.value).toBe(0xffff_ffffn);
    digest.low = Number(crc);
    digest.remove(rows, 0);
    expect(digest.value).toBe(0n);
  });
});

describe('the suffix of a sequential znode', () => {
  it.each([
    [0, '0000000000'],
    [2_147_483_647, '2147483647'],
    [-2_147_483_648, '-2147483648'],
    [-5, '-000000005'],
  ])('of %i is %s', (creates, suffix) => {
    expect(suffixOf(creates)).toBe(suffix);
  });
});
