import type { Stat } from '@menagerie/jute';
import type { DataCodec } from './codec.ts';
import { isKeeperError, KeeperError } from './errors.ts';
import { checkPath } from './path.ts';
import type {
  Created,
  CreateOptions,
  VersionOptions,
  WatchingOptions,
  ZooKeeper,
} from './zookeeper.ts';

/** The names behind colons in a pattern such as `/services/:service/:instance`. */
export type PathParams<Pattern extends string> =
  Pattern extends `${string}:${infer Name}/${infer Rest}`
    ? Name | PathParams<`/${Rest}`>
    : Pattern extends `${string}:${infer Name}`
      ? Name
      : never;

/** What stands for each name. */
export type ParamsOf<Pattern extends string> = Readonly<Record<PathParams<Pattern>, string>>;

/** A value and its znode's stat. */
export interface Valued<T> {
  readonly value: T;
  readonly stat: Stat;
}

/** What {@link TypedZnode} needs of a client. */
export type TypedClient = Pick<ZooKeeper, 'create' | 'get' | 'set' | 'delete' | 'exists'>;

/**
 * A family of znodes: where they are, and what is in them.
 *
 * The pattern's names stand between slashes. Values for them have no slash in them and are not empty.
 */
export class ZnodeFamily<Pattern extends string, T> {
  readonly pattern: Pattern;
  readonly codec: DataCodec<T>;

  constructor(pattern: Pattern, codec: DataCodec<T>) {
    this.pattern = pattern;
    this.codec = codec;
  }

  /** @throws KeeperError of code `bad-path` where a value makes none */
  path(params: ParamsOf<Pattern>): string {
    const values: Readonly<Record<string, string | undefined>> = params;
    const place = { operation: 'path', path: this.pattern };
    const path = this.#names
      .map((name) => {
        if (!name.startsWith(':')) return name;
        const value = values[name.slice(1)] ?? '';
        if (value !== '' && !value.includes('/')) return value;
        const problem = `${name} is ${JSON.stringify(value)}, and must be a name without a slash`;
        throw new KeeperError('bad-path', problem, { place });
      })
      .join('/');
    checkPath(path, place);
    return path;
  }

  /** The values in a path of the family; `null` for any other path. */
  match(path: string): ParamsOf<Pattern> | null {
    const names = path.split('/');
    const pattern = this.#names;
    if (names.length !== pattern.length) return null;
    const params: [string, string][] = [];
    for (const [at, expected] of pattern.entries()) {
      const name = names[at] ?? '';
      if (expected.startsWith(':') && name !== '') params.push([expected.slice(1), name]);
      else if (expected !== name) return null;
    }
    // One entry for each name behind a colon.
    return Object.fromEntries(params) as ParamsOf<Pattern>;
  }

  /** @throws KeeperError of code `bad-path` where a value makes none */
  at(client: TypedClient, params: ParamsOf<Pattern>): TypedZnode<T> {
    return new TypedZnode(client, this.path(params), this.codec);
  }

  get #names(): string[] {
    return this.pattern.split('/');
  }
}

/** A znode whose data are values of a type. What is no such value rejects with code `bad-data`. */
export class TypedZnode<T> {
  readonly path: string;
  readonly #client: TypedClient;
  readonly #codec: DataCodec<T>;

  constructor(client: TypedClient, path: string, codec: DataCodec<T>) {
    this.#client = client;
    this.path = path;
    this.#codec = codec;
  }

  /** As {@link ZooKeeper.create}. */
  async create(value: T, options: CreateOptions = {}): Promise<Created> {
    return this.#client.create(this.path, this.#encode(value), options);
  }

  /** As {@link ZooKeeper.get}. */
  async get(options: WatchingOptions = {}): Promise<Valued<T>> {
    const { data, stat } = await this.#client.get(this.path, options);
    try {
      return { value: this.#codec.decode(data), stat };
    } catch (cause) {
      throw this.#bad('get', 'the data are not what is expected', cause);
    }
  }

  /** As {@link ZooKeeper.set}. */
  async set(value: T, options: VersionOptions = {}): Promise<Stat> {
    return this.#client.set(this.path, this.#encode(value), options);
  }

  /**
   * Sets what `change` makes of the value, and starts over where somebody else was quicker: so
   * `change` may be called more than once.
   */
  async update(change: (value: T) => T, options: WatchingOptions = {}): Promise<Valued<T>> {
    for (;;) {
      const { value, stat } = await this.get(options);
      const changed = change(value);
      try {
        const set = await this.set(changed, { ...options, version: stat.version });
        return { value: changed, stat: set };
      } catch (error) {
        if (!isKeeperError(error, 'bad-version')) throw error;
      }
    }
  }

  #encode(value: T): Uint8Array | null {
    try {
      return this.#codec.encode(value);
    } catch (cause) {
      throw this.#bad('set', 'the value cannot be encoded', cause);
    }
  }

  #bad(operation: string, problem: string, cause: unknown): KeeperError {
    return new KeeperError('bad-data', problem, { place: { operation, path: this.path }, cause });
  }
}
