/** The kinds of watches that a connection can have on a path, as bits. */
export const DATA = 1;
export const CHILD = 2;
export const PERSISTENT = 4;
export const RECURSIVE = 8;

const KINDS = 16;

/** Who watches a path: one connection times 16 plus its kinds, or the kinds of each of several. */
type Watchers = number | Map<number, number>;

/**
 * Who watches what, by path and by connection. Most paths have one watcher, which costs no object
 * of its own.
 */
export class WatchTable {
  readonly #byPath = new Map<string, Watchers>();
  readonly #byConnection = new Map<number, Set<string>>();
  /** Watches that there are, each kind counted. */
  count = 0;
  /** Recursive ones among them: without any, nobody needs to look at ancestors. */
  recursive = 0;

  /** Paths that somebody watches. */
  get paths(): number {
    return this.#byPath.size;
  }

  /** Connections that watch something. */
  get connections(): number {
    return this.#byConnection.size;
  }

  /** The kinds that a connection has on a path. */
  kinds(path: string, connection: number): number {
    const watchers = this.#byPath.get(path);
    if (watchers === undefined) return 0;
    if (typeof watchers !== 'number') return watchers.get(connection) ?? 0;
    return Math.floor(watchers / KINDS) === connection ? watchers % KINDS : 0;
  }

  add(path: string, connection: number, kinds: number): void {
    const before = this.kinds(path, connection);
    this.#put(path, connection, before | kinds);
  }

  remove(path: string, connection: number, kinds: number): void {
    const before = this.kinds(path, connection);
    if ((before & kinds) !== 0) this.#put(path, connection, before & ~kinds);
  }

  /** Drops all that a connection watches. */
  leave(connection: number): void {
    for (const path of this.#byConnection.get(connection) ?? []) this.#put(path, connection, 0);
  }

  /** The connections that watch a path, in the order in which they came. */
  forEach(path: string, visit: (connection: number, kinds: number) => void): void {
    const watchers = this.#byPath.get(path);
    if (watchers === undefined) return;
    if (typeof watchers === 'number') {
      visit(Math.floor(watchers / KINDS), watchers % KINDS);
    } else {
      // A visitor may take out the watches of the one that it is at.
      for (const [connection, kinds] of watchers) visit(connection, kinds);
    }
  }

  /** The paths that a connection watches, in the order in which they came. */
  pathsOf(connection: number): readonly string[] {
    return [...(this.#byConnection.get(connection) ?? [])];
  }

  /** All connections that watch something. */
  watchers(): readonly number[] {
    return [...this.#byConnection.keys()];
  }

  #put(path: string, connection: number, kinds: number): void {
    const before = this.kinds(path, connection);
    this.count += bits(kinds) - bits(before);
    this.recursive += bits(kinds & RECURSIVE) - bits(before & RECURSIVE);
    if (kinds === 0) this.#delete(path, connection);
    else this.#set(path, connection, kinds);
  }

  #set(path: string, connection: number, kinds: number): void {
    const watchers = this.#byPath.get(path);
    if (watchers === undefined) {
      this.#byPath.set(path, connection * KINDS + kinds);
    } else if (typeof watchers !== 'number') {
      watchers.set(connection, kinds);
    } else if (Math.floor(watchers / KINDS) === connection) {
      this.#byPath.set(path, connection * KINDS + kinds);
    } else {
      const first: [number, number] = [Math.floor(watchers / KINDS), watchers % KINDS];
      this.#byPath.set(path, new Map([first, [connection, kinds]]));
    }
    const paths = this.#byConnection.get(connection);
    if (paths === undefined) this.#byConnection.set(connection, new Set([path]));
    else paths.add(path);
  }

  #delete(path: string, connection: number): void {
    const watchers = this.#byPath.get(path);
    if (typeof watchers === 'number') this.#byPath.delete(path);
    else watchers?.delete(connection);
    if (watchers instanceof Map && watchers.size === 0) this.#byPath.delete(path);
    const paths = this.#byConnection.get(connection);
    paths?.delete(path);
    if (paths?.size === 0) this.#byConnection.delete(connection);
  }
}

function bits(kinds: number): number {
  return (kinds & 1) + ((kinds >> 1) & 1) + ((kinds >> 2) & 1) + ((kinds >> 3) & 1);
}
