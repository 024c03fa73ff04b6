import {
  childOf,
  decodeText,
  isKeeperError,
  MultiError,
  type MultiOp,
  sequenceOf,
} from '@menagerie/client';
import type { Cache, WatchingKeeper } from '../caches/cache.ts';
import { type ChildrenState, childrenCache } from '../caches/children-cache.ts';
import { persist } from '../claims/persist.ts';
import { RecipeError } from '../errors.ts';
import type { Keeper } from '../keeper.ts';
import { namesBelow, unlessMissing } from '../reading.ts';

/** New values by key; `null` deletes one. */
export type Changes = Readonly<Record<string, string | null>>;

/** A change that was made. */
export interface Revision {
  /** From 0. */
  readonly number: number;
  /** What the keys were before; `null` where they were not. */
  readonly before: Changes;
}

/**
 * Settings by key, changed together or not at all, and changed back.
 *
 * **Guarantee.** A change is made on the values that it was made from, all its keys at one moment. Each
 * one leaves a revision, and `rollBack` makes the settings what they were before one, as a change of
 * its own.
 *
 * **Failure.** Where the answer is lost, a change is tried again unless a revision came in between; then
 * it rejects with the client's error, whose `effect` is `unknown`. Keys are read one by one: a change
 * that reads several checks all of them. Revisions heap up until `forget`.
 *
 * **Source.** ZooKeeper's multi and versions (Hunt and others, ZooKeeper, USENIX ATC 2010, 2.3 on
 * configuration); the layout is this project's own.
 */
export class Settings {
  readonly path: string;
  readonly #keeper: Keeper;

  constructor(keeper: Keeper, path: string) {
    this.path = path;
    this.#keeper = keeper;
  }

  /** Makes what is missing. To be called once before all else; twice is once. */
  async prepare(): Promise<void> {
    for (const path of [this.#keys, this.#log]) {
      try {
        await persist(() => this.#keeper.create(path, null, { parents: 'persistent' }));
      } catch (error) {
        if (!isKeeperError(error, 'node-exists')) throw error;
      }
    }
  }

  /** A value; `null` where there is none. */
  async get(key: string): Promise<string | null> {
    return (await this.#read(key)).value;
  }

  /**
   * Changes some keys, by the values of them and of others, and gives the revision.
   *
   * @param keys all that `change` reads or sets
   * @param change is called again where somebody else was quicker; `null` changes nothing
   * @throws RecipeError of code `bad-option` where it sets what is not among the keys
   */
  async change(
    keys: readonly string[],
    change: (values: ReadonlyMap<string, string | null>) => Changes | null,
  ): Promise<Revision | null> {
    for (;;) {
      const log = await this.#keeper.get(this.#log);
      const read = await Promise.all(keys.map((key) => this.#read(key)));
      const changes = change(new Map(read.map(({ key, value }) => [key, value])));
      if (changes === null) return null;
      const before = this.#before(read, changes);
      const ops = [
        // Whoever comes in between writes this, too: so revisions are in order, and a lost answer shows.
        { type: 'set', path: this.#log, data: null, version: log.stat.version } as const,
        ...read.map((each) => this.#op(each, changes)).flat(),
      ];
      try {
        const results = await this.#keeper.multi([
          {
            type: 'create',
            path: childOf(this.#log, 'r-'),
            data: JSON.stringify(before),
            mode: 'persistent-sequential',
          },
          ...ops,
        ]);
        const [created] = results;
        const made = created !== null && created !== undefined && 'path' in created;
        return { number: sequenceOf(made ? created.path : '') ?? 0, before };
      } catch (error) {
        if (error instanceof MultiError) {
          if (!isKeeperError(error, 'bad-version', 'no-node', 'node-exists')) throw error;
        } else if (isKeeperError(error, 'connection-loss')) {
          // Behind a sync, for the server of the next connection may not have it yet.
          await this.#keeper.sync(this.#log);
          const { stat } = await this.#keeper.get(this.#log);
          if (stat.version !== log.stat.version) throw error;
        } else throw error;
      }
    }
  }

  /** Sets keys, whatever they were. */
  async set(changes: Changes): Promise<Revision | null> {
    return this.change(Object.keys(changes), () => changes);
  }

  /** Makes all keys what they were before a revision, by a revision of its own. */
  async rollBack(number: number): Promise<Revision | null> {
    const undone = (await this.revisions()).filter((revision) => revision.number >= number);
    // The oldest says what was before all of them.
    const before: Changes = Object.assign({}, ...undone.toReversed().map((each) => each.before));
    return this.set(before);
  }

  /** What was changed, in order. */
  async revisions(): Promise<readonly Revision[]> {
    const names = [...(await namesBelow(this.#keeper, this.#log))].sort();
    const read = names.map(async (name): Promise<Revision | null> => {
      const found = await unlessMissing(this.#keeper.get(childOf(this.#log, name)));
      if (found === null) return null;
      return { number: sequenceOf(name) ?? 0, before: changesIn(found.data, this.path) };
    });
    return (await Promise.all(read)).filter((revision) => revision !== null);
  }

  /** Forgets the revisions before one: they cannot be rolled back any more. */
  async forget(before: number): Promise<void> {
    for (const name of await namesBelow(this.#keeper, this.#log)) {
      if ((sequenceOf(name) ?? before) >= before) continue;
      await unlessMissing(persist(() => this.#keeper.delete(childOf(this.#log, name))));
    }
  }

  /** All settings, as they are. Keys that are changed together may be seen one after the other. */
  follow(keeper: WatchingKeeper): Promise<Cache<ChildrenState>> {
    return childrenCache(keeper, this.#keys);
  }

  async #read(key: string): Promise<ReadKey> {
    const path = childOf(this.#keys, key);
    const found = await unlessMissing(this.#keeper.get(path));
    if (found === null) return { key, path, value: null, version: null };
    const value = found.data === null ? '' : decodeText(found.data);
    return { key, path, value, version: found.stat.version };
  }

  #before(read: readonly ReadKey[], changes: Changes): Changes {
    const values = new Map(read.map(({ key, value }) => [key, value]));
    return Object.fromEntries(
      Object.keys(changes).map((key): [string, string | null] => {
        const value = values.get(key);
        if (value !== undefined) return [key, value];
        throw new RecipeError('bad-option', this.path, `${key} is set and not among the keys`);
      }),
    );
  }

  /** What happens to a key, only if it is still what was read. A key that is not there needs no check. */
  #op({ key, path, version }: ReadKey, changes: Changes): readonly MultiOp[] {
    const value = changes[key];
    if (version === null) {
      return value === null || value === undefined ? [] : [{ type: 'create', path, data: value }];
    }
    if (value === undefined) return [{ type: 'check', path, version }];
    if (value === null) return [{ type: 'delete', path, version }];
    return [{ type: 'set', path, data: value, version }];
  }

  get #keys(): string {
    return childOf(this.path, 'keys');
  }

  get #log(): string {
    return childOf(this.path, 'log');
  }
}

interface ReadKey {
  readonly key: string;
  readonly path: string;
  readonly value: string | null;
  /** `null` where there is no such key. */
  readonly version: number | null;
}

function changesIn(data: Uint8Array | null, path: string): Changes {
  const value: unknown = JSON.parse(data === null ? 'null' : decodeText(data));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const isChange = (each: unknown): boolean => each === null || typeof each === 'string';
    if (Object.values(value).every(isChange)) return value as Changes;
  }
  throw new RecipeError('bad-data', path, 'a revision is none');
}
