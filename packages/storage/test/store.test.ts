import { SimulatedDisk } from '@menagerie/storage/testing';
import { describe, expect, it } from 'vitest';
import { appendNext, batchOf, Ledger, openLedger } from './helpers/ledger.ts';
import { idle, Valve } from './helpers/valve.ts';

describe('a store', () => {
  it('hands back what was appended, in order, after it is opened again', async () => {
    const disk = new SimulatedDisk();
    const { store, isNew } = await openLedger(disk);
    expect(isNew).toBe(true);
    appendNext(store, 100);
    expect(await store.flush()).toBe(100);
    await store.close();
    const again = await openLedger(disk);
    expect(again).toMatchObject({ isNew: false, notes: [] });
    expect(again.ledger.applied).toBe(100);
    appendNext(again.store, 5);
    await again.store.close();
    expect((await openLedger(disk)).ledger.applied).toBe(105);
  });

  it('gives numbers at once, and shares a write and a sync among many batches', async () => {
    const valve = new Valve('sync');
    const told: number[] = [];
    const { store } = await openLedger(new SimulatedDisk(valve), {
      onDurable: (number) => told.push(number),
    });
    valve.shut();
    appendNext(store, 3);
    await idle();
    expect(appendNext(store, 97)).toBe(97);
    expect(store).toMatchObject({ last: 100, durable: 0 });
    expect(store.waitingBytes).toBeGreaterThan(100 * 28);
    valve.open();
    expect(await store.flush()).toBe(100);
    expect(store.waitingBytes).toBe(0);
    expect(told).toEqual([3, 100]);
    expect(valve.operations.map(({ type }) => type)).toEqual(['write', 'sync', 'write', 'sync']);
  });

  it('leaves the bytes of a batch to their owner', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    const batch = batchOf(1);
    store.append(batch);
    batch.fill(0);
    await store.close();
    expect((await openLedger(disk)).ledger.applied).toBe(1);
  });

  it('starts from the newest snapshot, and hands over only the batches after it', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    appendNext(store, 20);
    const outcome = await store.writeSnapshot(12, Ledger.chunks(12));
    expect(outcome).toMatchObject({ type: 'written', snapshot: { through: 12 } });
    appendNext(store, 3);
    await store.close();
    const { ledger, snapshot } = await openLedger(disk);
    expect(ledger).toMatchObject({ began: 12, applied: 23 });
    expect(snapshot).toEqual(store.snapshot);
  });

  it('begins a new segment when one is full, and at a snapshot', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk, { segmentBytes: 200, purge: false });
    for (let i = 0; i < 10; i += 1) {
      appendNext(store, 3);
      await store.flush();
    }
    const before = (await disk.list()).filter((name) => name.startsWith('log-'));
    expect(before.length).toBeGreaterThan(3);
    await store.close();
    const again = await openLedger(disk, { purge: false });
    expect(again.ledger).toMatchObject({ began: 0, applied: 30 });
    await again.store.writeSnapshot(29, Ledger.chunks(29));
    expect(await disk.list()).toContain('log-0000000000000031');
    await again.store.close();
    const { ledger } = await openLedger(disk);
    expect(ledger).toMatchObject({ began: 29, applied: 30 });
  });

  it('says how far opening is, in bytes', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    appendNext(store, 50);
    await store.writeSnapshot(40, Ledger.chunks(40));
    appendNext(store, 50);
    await store.close();
    const seen: [number, number][] = [];
    await openLedger(disk, { onProgress: (done, total) => seen.push([done, total]) });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.map(([done]) => done)).toEqual(seen.map(([done]) => done).sort((a, b) => a - b));
    const [done, total] = seen.at(-1) ?? [0, 1];
    expect(done).toBe(total);
  });

  it('goes on appending while a snapshot is written in slices', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    appendNext(store, 10);
    let during = 0;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (const chunk of Ledger.chunks(10)) {
        appendNext(store, 5);
        await store.flush();
        during = store.durable;
        yield chunk;
      }
    }
    await store.writeSnapshot(10, chunks());
    expect(during).toBe(20);
    await store.close();
    expect((await openLedger(disk)).ledger).toMatchObject({ began: 10, applied: 20 });
  });

  it('takes nothing once it is closed, and closes twice like once', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    appendNext(store, 2);
    await Promise.all([store.close(), store.close()]);
    expect(store.durable).toBe(2);
    // A header, two batches and one mark.
    expect(disk.contentOf('log-0000000000000001')).toHaveLength(40 + (28 + 7) + (28 + 14) + 20);
    expect(store.append(batchOf(3))).toBeNull();
    await expect(store.writeSnapshot(1, [])).rejects.toMatchObject({ code: 'closed' });
  });

  it('leaves nothing of a snapshot whose source throws, and goes on', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    appendNext(store, 3);
    function* chunks(): Generator<Uint8Array> {
      yield new Uint8Array(8);
      throw new Error('out of words');
    }
    await expect(store.writeSnapshot(3, chunks())).rejects.toThrow('out of words');
    expect((await disk.list()).filter((name) => name.startsWith('snapshot'))).toEqual([]);
    expect(appendNext(store, 1)).toBe(1);
    expect(await store.flush()).toBe(4);
  });
});
