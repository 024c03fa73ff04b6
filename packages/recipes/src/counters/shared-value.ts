import { type DataCodec, isKeeperError, type Stat } from '@menagerie/client';
import { RecipeError } from '../errors.ts';
import type { Keeper } from '../keeper.ts';
import { unlessMissing } from '../reading.ts';

/** A value, and by which write it came. */
export interface Versioned<T> {
  readonly value: T;
  /** For `compareAndSet`; -1 where there is no znode yet. */
  readonly version: number;
}

/**
 * A value that many change without losing each other's changes.
 *
 * **Guarantee.** A change is made on the value that it was made from, or not at all. Versions grow with
 * each write; a znode that is deleted and made again begins anew, and then an old version may fit.
 *
 * **Failure.** Where the connection is lost before the answer, `update` looks: an unchanged version
 * means that nothing happened, and it goes on; a changed one leaves open who it was, and it rejects
 * with the client's error, whose `effect` is `unknown`. Only a value that knows its writer can tell.
 *
 * **Source.** Curator's `SharedValue` and `DistributedAtomicValue`; compare-and-set by version is
 * ZooKeeper's own.
 */
export class SharedValue<T> {
  readonly path: string;
  readonly initial: T;
  readonly #keeper: Keeper;
  readonly #codec: DataCodec<T>;

  /** @param initial what it is before there is a znode */
  constructor(keeper: Keeper, path: string, codec: DataCodec<T>, initial: T) {
    this.path = path;
    this.initial = initial;
    this.#keeper = keeper;
    this.#codec = codec;
  }

  /** @throws RecipeError of code `bad-data` where others left something else */
  async get(): Promise<Versioned<T>> {
    const found = await unlessMissing(this.#keeper.get(this.path));
    if (found === null) return { value: this.initial, version: -1 };
    try {
      return { value: this.#codec.decode(found.data), version: found.stat.version };
    } catch (cause) {
      throw new RecipeError('bad-data', this.path, 'the data are no such value', cause);
    }
  }

  /** Sets it, whatever it was. */
  async set(value: T): Promise<Versioned<T>> {
    for (;;) {
      const made = await this.#write(value, null);
      if (made !== null) return made;
    }
  }

  /**
   * Sets it if nobody has since `expected` was read; `null` where somebody has. Rejects with `effect`
   * `unknown` where the answer is lost.
   */
  async compareAndSet(expected: Versioned<T>, value: T): Promise<Versioned<T> | null> {
    return this.#write(value, expected.version);
  }

  /** Sets what `change` makes of it, which is called again where somebody else was quicker. */
  async update(change: (value: T) => T): Promise<Versioned<T>> {
    for (;;) {
      const before = await this.get();
      try {
        const after = await this.compareAndSet(before, change(before.value));
        if (after !== null) return after;
      } catch (error) {
        if (!isKeeperError(error, 'connection-loss')) throw error;
        // Nothing of an earlier connection can follow: what is not there now never will be. Behind a
        // sync, for the server of the next connection may not have it yet.
        await this.#keeper.sync(this.path);
        if ((await this.get()).version !== before.version) throw error;
      }
    }
  }

  /** `null` where the znode was in another version; `null` of a version is any. */
  async #write(value: T, version: number | null): Promise<Versioned<T> | null> {
    const data = this.#codec.encode(value);
    const versioned = ({ version }: Stat): Versioned<T> => ({ value, version });
    try {
      if (version !== -1) {
        const options = version === null ? {} : { version };
        return versioned(await this.#keeper.set(this.path, data, options));
      }
    } catch (error) {
      if (isKeeperError(error, 'bad-version')) return null;
      if (!isKeeperError(error, 'no-node')) throw error;
      // Deleted since it was read.
      if (version !== null) return null;
    }
    try {
      const { stat } = await this.#keeper.create(this.path, data, { parents: 'persistent' });
      return versioned(stat);
    } catch (error) {
      if (isKeeperError(error, 'node-exists')) return null;
      throw error;
    }
  }
}
