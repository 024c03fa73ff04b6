import {
  type Files,
  type OpenedStore,
  openStore,
  type Store,
  type StoreOptions,
} from '@menagerie/storage';

const IDENTITY: Uint8Array = Uint8Array.from({ length: 16 }, (_, i) => i + 1);

/** A batch that says its own number, padded to a length that differs from batch to batch. */
export function batchOf(number: number, extra = (number * 7) % 40): Uint8Array {
  const bytes = new Uint8Array(8 + extra).fill(number & 255);
  new DataView(bytes.buffer).setFloat64(0, number);
  return bytes;
}

function numberOf(batch: Uint8Array): number {
  return new DataView(batch.buffer, batch.byteOffset).getFloat64(0);
}

/**
 * The smallest application of a store: its state is the number of the last batch. It checks that
 * batches come without a gap, and none twice.
 */
export class Ledger {
  applied = 0;
  /** Of the snapshot that it began with. */
  began = 0;
  durable = 0;

  apply(number: number, batch: Uint8Array): void {
    if (number !== this.applied + 1) throw new Error(`batch ${number} after ${this.applied}`);
    const { length } = batchOf(number);
    if (numberOf(batch) !== number || batch.length !== length) {
      throw new Error(`batch ${number} says that it is ${numberOf(batch)}, ${batch.length} bytes`);
    }
    this.applied = number;
  }

  /** A snapshot of all through a number: that many words, each its own place. */
  static *chunks(through: number): Generator<Uint8Array> {
    for (let at = 0; at < through; at += 5) {
      yield new Uint8Array(
        Uint32Array.from({ length: Math.min(5, through - at) }, (_, i) => at + i).buffer,
      );
    }
  }

  async load(through: number, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk.slice());
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let length = 0;
    for (const part of parts) {
      bytes.set(part, length);
      length += part.length;
    }
    const words = new Uint32Array(bytes.buffer);
    if (words.length !== through || words.some((word, i) => word !== i)) {
      throw new Error(`the snapshot of ${through} is another`);
    }
    this.applied = through;
    this.began = through;
  }
}

export interface Opened extends OpenedStore {
  readonly ledger: Ledger;
}

/** Opens a store over a new ledger. */
export async function openLedger(
  files: Files,
  options: Partial<StoreOptions> = {},
): Promise<Opened> {
  const ledger = new Ledger();
  const opened = await openStore({
    files,
    identity: IDENTITY,
    preallocateBytes: 0,
    reserveBytes: 0,
    ...options,
    onSnapshot: ({ through }, chunks) => ledger.load(through, chunks),
    onBatch: (number, bytes) => ledger.apply(number, bytes),
    onDurable: (number) => {
      ledger.durable = number;
      options.onDurable?.(number);
    },
  });
  ledger.durable = opened.store.durable;
  return { ...opened, ledger };
}

/** Appends the next batches of the ledger; says how many were taken. */
export function appendNext(store: Store, count: number): number {
  for (let i = 0; i < count; i += 1) {
    const next = store.last + 1;
    const number = store.append(batchOf(next));
    if (number === null) return i;
    if (number !== next) throw new Error(`batch ${next} was given the number ${number}`);
  }
  return count;
}
