import type { StoreState } from '@menagerie/storage';
import { SimulatedDisk } from '@menagerie/storage/testing';
import { describe, expect, it } from 'vitest';
import { appendNext, batchOf, Ledger, openLedger } from './helpers/ledger.ts';
import { idle, Valve } from './helpers/valve.ts';

function usedOn(disk: SimulatedDisk, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + disk.contentOf(name).length, 0);
}

const KINDS = [{ writesThrough: false }, { writesThrough: true }];

describe('a full disk', () => {
  it.each(KINDS)('makes the store read-only at any byte, without a loss, %j', async (kind) => {
    for (let room = 0; room < 200; room += 1) {
      const disk = new SimulatedDisk({ ...kind, seed: room });
      const states: StoreState['type'][] = [];
      const { store } = await openLedger(disk, { onState: ({ type }) => states.push(type) });
      appendNext(store, 3);
      await store.flush();
      disk.capacityBytes = usedOn(disk, await disk.list()) + room;
      for (let i = 0; i < 8; i += 1) {
        appendNext(store, 1);
        await store.flush();
      }
      expect(store.state.type).toBe('read-only');
      expect(store.append(batchOf(store.last + 1))).toBeNull();
      const { durable, last } = store;
      expect(durable).toBeGreaterThanOrEqual(3);
      expect(last).toBe(durable + 1);
      // There is no room yet.
      expect(await store.retry()).toMatchObject({ type: 'read-only' });
      if (room % 2 === 0) {
        disk.capacityBytes = Number.MAX_SAFE_INTEGER;
        expect(await store.retry()).toEqual({ type: 'open' });
        // What was refused by the disk and not by the store was waiting.
        expect(store.durable).toBe(last);
        appendNext(store, 2);
        await store.close();
        expect((await openLedger(disk)).ledger.applied).toBe(last + 2);
        expect(states).toEqual(
          ['read-only', 'open', 'read-only', 'open', 'closed'].slice(-states.length),
        );
      } else {
        disk.crash();
        disk.capacityBytes = Number.MAX_SAFE_INTEGER;
        expect((await openLedger(disk)).ledger.applied).toBeGreaterThanOrEqual(durable);
      }
    }
  });

  it('is met where a new segment is due, and the segment begins once there is room', async () => {
    for (let room = 0; room < 60; room += 1) {
      const disk = new SimulatedDisk();
      const { store } = await openLedger(disk, { segmentBytes: 50 });
      appendNext(store, 3);
      await store.flush();
      disk.capacityBytes = usedOn(disk, await disk.list()) + room;
      appendNext(store, 1);
      expect(await store.flush()).toBe(3);
      expect(store.state.type).toBe('read-only');
      disk.capacityBytes = Number.MAX_SAFE_INTEGER;
      expect((await store.retry()).type).toBe('open');
      expect(store.durable).toBe(4);
      await store.close();
      expect((await openLedger(disk)).ledger.applied).toBe(4);
    }
  });

  it('is foreseen: with less than the reserve left nothing is taken, and all that was is written', async () => {
    const disk = new SimulatedDisk();
    const reserve = 6_000_000;
    const states: StoreState[] = [];
    const { store } = await openLedger(disk, {
      reserveBytes: reserve,
      onState: (state) => states.push(state),
    });
    disk.capacityBytes = usedOn(disk, await disk.list()) + reserve + 5_000_000;
    const batch = new Uint8Array(500_000);
    for (let i = 0; i < 20; i += 1) {
      store.append(batch);
      await store.flush();
    }
    await idle();
    expect(store.state).toMatchObject({ type: 'read-only', reserveBytes: reserve });
    expect(store.durable).toBe(store.last);
    expect(await store.retry()).toBe(store.state);
    expect(states).toEqual([store.state]);
    disk.capacityBytes += 10_000_000;
    expect(await store.retry()).toEqual({ type: 'open' });
    expect(store.append(batch)).toBe(store.last);
  });

  it('is noticed while opening', async () => {
    const disk = new SimulatedDisk();
    await (await openLedger(disk)).store.close();
    disk.capacityBytes = usedOn(disk, await disk.list()) + 99;
    const { store } = await openLedger(disk, { reserveBytes: 100 });
    expect(store.state).toEqual({ type: 'read-only', freeBytes: 99, reserveBytes: 100 });
    await store.close();
  });

  it('leaves nothing of a snapshot that did not fit', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    appendNext(store, 40);
    await store.flush();
    disk.capacityBytes = usedOn(disk, await disk.list()) + 100;
    expect(await store.writeSnapshot(40, Ledger.chunks(40))).toEqual({ type: 'no-space' });
    expect((await disk.list()).filter((name) => name.startsWith('snapshot'))).toEqual([]);
    disk.capacityBytes = Number.MAX_SAFE_INTEGER;
    await store.retry();
    expect(await store.writeSnapshot(40, Ledger.chunks(40))).toMatchObject({ type: 'written' });
  });

  it('does not keep a store from being closed', async () => {
    for (let room = 0; room <= 20; room += 1) {
      const disk = new SimulatedDisk();
      const { store } = await openLedger(disk);
      appendNext(store, 3);
      await store.flush();
      disk.capacityBytes = usedOn(disk, await disk.list()) + room;
      await store.close();
      const { ledger, store: again } = await openLedger(disk);
      expect(ledger.applied).toBe(3);
      await again.close();
    }
  });

  it('takes no space in advance that batches could use', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk, { preallocateBytes: 4096 });
    disk.capacityBytes = usedOn(disk, await disk.list()) + 300;
    appendNext(store, 2);
    expect(await store.flush()).toBe(2);
    expect(store.state.type).toBe('open');
  });
});

describe('a sync that fails', () => {
  it.each(KINDS)('ends the store: nothing after it is reported durable, %j', async (kind) => {
    const disk = new SimulatedDisk(kind);
    const told: number[] = [];
    const { store } = await openLedger(disk, { onDurable: (number) => told.push(number) });
    appendNext(store, 2);
    await store.flush();
    disk.failSyncs(1);
    appendNext(store, 2);
    expect(await store.flush()).toBe(2);
    expect(store.state).toMatchObject({ type: 'failed', error: { code: 'io' } });
    expect(store.append(batchOf(5))).toBeNull();
    expect((await store.retry()).type).toBe('failed');
    await expect(store.writeSnapshot(2, Ledger.chunks(2))).rejects.toMatchObject({
      code: 'closed',
    });
    await store.close();
    expect(store.durable).toBe(2);
    expect(told).toEqual([2]);
  });

  it('is not believed by the next process: what it reads it makes durable anew', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    appendNext(store, 2);
    await store.flush();
    disk.failSyncs(1);
    appendNext(store, 2);
    await store.flush();
    await store.close();
    // The page cache shows batches 3 and 4, and has forgotten that the disk has not got them.
    const { ledger } = await openLedger(disk);
    expect(ledger.applied).toBe(4);
    disk.crash();
    expect((await openLedger(disk)).ledger.applied).toBe(4);
  });

  it('of a snapshot does not count, and the log goes on', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    appendNext(store, 2);
    await store.flush();
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (const chunk of Ledger.chunks(2)) yield chunk;
      await idle();
      disk.failSyncs(1);
    }
    await expect(store.writeSnapshot(2, chunks())).rejects.toMatchObject({ code: 'io' });
    expect(store.snapshot).toBeNull();
    expect((await disk.list()).filter((name) => name.startsWith('snapshot'))).toEqual([]);
    appendNext(store, 1);
    expect(await store.flush()).toBe(3);
  });
});

describe('closing', () => {
  it('gives up a snapshot under way, and nothing is left of it', async () => {
    const disk = new SimulatedDisk();
    const { store } = await openLedger(disk);
    appendNext(store, 20);
    await store.flush();
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (const chunk of Ledger.chunks(20)) {
        await idle();
        yield chunk;
      }
    }
    const writing = store.writeSnapshot(20, chunks());
    await idle();
    await store.close();
    expect(await writing).toEqual({ type: 'abandoned' });
    const { ledger, notes } = await openLedger(disk);
    expect(ledger).toMatchObject({ began: 0, applied: 20 });
    expect(notes).toEqual([]);
  });

  it('waits for what was appended', async () => {
    const valve = new Valve('sync');
    const disk = new SimulatedDisk(valve);
    const { store } = await openLedger(disk);
    valve.shut();
    appendNext(store, 2);
    let isClosed = false;
    const closing = store.close().then(() => {
      isClosed = true;
    });
    await idle();
    expect(isClosed).toBe(false);
    valve.open();
    await closing;
    expect(store.durable).toBe(2);
  });
});

describe('what cannot be', () => {
  it('is refused with value and bounds', async () => {
    const disk = new SimulatedDisk();
    await expect(openLedger(disk, { segmentBytes: 0 })).rejects.toThrow(
      'expected segmentBytes to be a whole number from 1 to',
    );
    await expect(openLedger(disk, { identity: new Uint8Array(3) })).rejects.toMatchObject({
      code: 'invalid-option',
    });
    const { store } = await openLedger(disk);
    appendNext(store, 2);
    await expect(store.writeSnapshot(3, [])).rejects.toThrow('from 1 to 2, found 3');
    await expect(openLedger(disk)).rejects.toMatchObject({ code: 'locked' });
    const writing = store.writeSnapshot(2, Ledger.chunks(2));
    await expect(store.writeSnapshot(2, [])).rejects.toThrow('expected no snapshot under way');
    await writing;
  });
});
