import { type DataCodec, decodeText, encodeText } from '@menagerie/client';
import type { Keeper } from '../keeper.ts';
import { SharedValue, type Versioned } from './shared-value.ts';

/** How a number stands in a znode. */
export type NumberFormat =
  /** In decimal digits: kazoo's `Counter`. */
  | 'text'
  /** In four bytes, the highest first: Curator's `SharedCount` and `DistributedAtomicInteger`. */
  | 'int32'
  /** In eight bytes, the highest first: Curator's `DistributedAtomicLong`. */
  | 'int64';

/** How a counter is made. */
export interface CounterOptions {
  /** @default 'int64' */
  readonly format?: NumberFormat;
}

/**
 * A number that many add to without losing each other's additions: a {@link SharedValue}, with its
 * guarantee and its failure.
 *
 * **Source.** ZooKeeper's conditional writes; data as with kazoo's `Counter`, or Curator's `SharedCount`
 * and `DistributedAtomicLong`, so all count together.
 */
export class Counter {
  readonly #value: SharedValue<bigint>;

  constructor(keeper: Keeper, path: string, { format = 'int64' }: CounterOptions = {}) {
    this.#value = new SharedValue(keeper, path, codecs[format], 0n);
  }

  /** The number; 0 where there is no znode. */
  get(): Promise<Versioned<bigint>> {
    return this.#value.get();
  }

  /** Adds, and gives the sum. Numbers of a fixed width wrap round, as Java's do. */
  async add(addend: bigint): Promise<bigint> {
    return (await this.#value.update((value) => value + addend)).value;
  }

  /** Sets it, whatever it was. */
  set(value: bigint): Promise<Versioned<bigint>> {
    return this.#value.set(value);
  }

  /** Sets it if nobody has since; `null` where somebody has. */
  compareAndSet(expected: Versioned<bigint>, value: bigint): Promise<Versioned<bigint> | null> {
    return this.#value.compareAndSet(expected, value);
  }
}

const codecs: Readonly<Record<NumberFormat, DataCodec<bigint>>> = {
  text: {
    encode: (value) => encodeText(String(value)),
    decode: (data) => (data === null || data.length === 0 ? 0n : BigInt(decodeText(data))),
  },
  int32: {
    encode: (value) => {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setInt32(0, Number(BigInt.asIntN(32, value)));
      return bytes;
    },
    decode: (data) => BigInt(viewOf(data, 4).getInt32(0)),
  },
  int64: {
    encode: (value) => {
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setBigInt64(0, value);
      return bytes;
    },
    decode: (data) => viewOf(data, 8).getBigInt64(0),
  },
};

function viewOf(data: Uint8Array | null, length: number): DataView {
  if (data?.length !== length) {
    throw new RangeError(`${data?.length ?? 'no'} bytes, where ${length} are expected`);
  }
  return new DataView(data.buffer, data.byteOffset, length);
}
