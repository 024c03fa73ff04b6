import { openStore, StorageError } from '@menagerie/storage';
import { SimulatedDisk } from '@menagerie/storage/testing';
import { describe, expect, it } from 'vitest';
import { changed, flipped } from './helpers/damage.ts';

const IDENTITY = new Uint8Array(16).fill(1);
const FRAME = 8 + (1 << 18);
const HEADER = 40;

function lengthOf(number: number): number {
  return number === 1500 ? 3_000_000 : (number * 37) % 1900;
}

describe('what is larger than the memory that reads it', () => {
  it('a log of several MiB and a batch of three come back byte by byte', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openStore({ files: disk, identity: IDENTITY });
    for (let number = 1; number <= 3000; number += 1) {
      store.append(new Uint8Array(lengthOf(number)).fill(number));
      if (number % 500 === 0) await store.flush();
    }
    await store.close();
    let seen = 0;
    const again = await openStore({
      files: disk,
      identity: IDENTITY,
      onBatch: (number, bytes) => {
        seen += 1;
        if (bytes.length !== lengthOf(number)) throw new Error(`batch ${number} is cut`);
        if (bytes.some((byte) => byte !== (number & 255))) throw new Error(`batch ${number}`);
      },
    });
    expect(seen).toBe(3000);
    await again.store.close();
    // Damage near the beginning is proven by what was written megabytes later.
    const name = 'log-0000000000000001';
    const rotten = flipped(disk, name, disk.contentOf(name).length - 3_900_000);
    await expect(openStore({ files: rotten, identity: IDENTITY })).rejects.toBeInstanceOf(
      StorageError,
    );
  });

  it('a handler that takes its time gets one batch after the other', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openStore({ files: disk, identity: IDENTITY });
    for (let number = 1; number <= 5; number += 1) store.append(Uint8Array.of(number));
    await store.close();
    const seen: string[] = [];
    await openStore({
      files: disk,
      identity: IDENTITY,
      onBatch: async (number) => {
        seen.push(`begins ${number}`);
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(`ends ${number}`);
      },
    });
    expect(seen).toEqual(
      [1, 2, 3, 4, 5].flatMap((number) => [`begins ${number}`, `ends ${number}`]),
    );
  });

  describe('a snapshot of four slices', () => {
    async function sample(): Promise<SimulatedDisk> {
      const disk = new SimulatedDisk();
      const { store } = await openStore({ files: disk, identity: IDENTITY });
      store.append(Uint8Array.of(1));
      const bytes = Uint8Array.from({ length: 1_000_000 }, (_, i) => i >> 16);
      await store.writeSnapshot(1, [bytes.subarray(0, 999_983), bytes.subarray(999_983)]);
      store.append(Uint8Array.of(2));
      await store.close();
      return disk.copy();
    }

    async function bytesOf(disk: SimulatedDisk): Promise<number[]> {
      const bytes: number[] = [];
      await openStore({
        files: disk,
        identity: IDENTITY,
        onSnapshot: async (_info, chunks) => {
          for await (const chunk of chunks) for (const byte of chunk) bytes.push(byte);
        },
      });
      return bytes;
    }

    it('comes back as it was given', async () => {
      const bytes = await bytesOf(await sample());
      expect(bytes).toHaveLength(1_000_000);
      expect(bytes.every((byte, i) => byte === i >> 16)).toBe(true);
    });

    const name = 'snapshot-0000000000000001';
    const slice = (content: Uint8Array, i: number) =>
      content.slice(HEADER + i * FRAME, HEADER + (i + 1) * FRAME);
    const head = (content: Uint8Array) => content.slice(0, HEADER);
    const rest = (content: Uint8Array, i: number) => content.slice(HEADER + i * FRAME);

    it.each<{ how: string; change: (content: Uint8Array) => Uint8Array[] }>([
      { how: 'lacks a slice', change: (c) => [head(c), slice(c, 0), rest(c, 2)] },
      { how: 'has one twice', change: (c) => [head(c), slice(c, 0), slice(c, 0), rest(c, 1)] },
      { how: 'has two exchanged', change: (c) => [head(c), slice(c, 1), slice(c, 0), rest(c, 2)] },
      { how: 'ends between two', change: (c) => [head(c), slice(c, 0), slice(c, 1)] },
      { how: 'goes on after its end', change: (c) => [c, Uint8Array.of(0)] },
    ])('is not taken for whole where it $how', async ({ change }) => {
      const disk = changed(await sample(), name, (content) => {
        const parts = change(content);
        const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
        let length = 0;
        for (const part of parts) {
          all.set(part, length);
          length += part.length;
        }
        return all;
      });
      // Nothing stands in for it: what it covered was purged.
      await expect(bytesOf(disk)).rejects.toMatchObject({ code: 'corrupt' });
    });
  });
});
