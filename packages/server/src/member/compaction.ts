/** Where trees are kept, for the next start. */
export interface TreeShelf {
  /**
   * Keeps the tree as of an index. Chunks are asked for as fast as they can be written.
   *
   * @param done hears whether it survives a crash from now on
   */
  keep(
    index: number,
    chunks: () => IterableIterator<Uint8Array>,
    done: (isKept: boolean) => void,
  ): void;
}

/** Written for each write that is applied, at most. */
const ZNODES_PER_WRITE = 4;

/**
 * Has the tree kept now and then, and the log of the core cut short once it is: so no part of the
 * history is only in memory.
 */
export class Compaction {
  readonly #every: number;
  readonly #shelf: TreeShelf;
  readonly #compact: (through: number) => void;
  #since = 0;
  #busy = false;
  #kept: number;

  /**
   * @param every after so many wishes
   * @param kept the index of the tree that is kept already
   * @param compact may forget all that was delivered through an index
   */
  constructor(every: number, shelf: TreeShelf, kept: number, compact: (through: number) => void) {
    this.#every = every;
    this.#shelf = shelf;
    this.#kept = kept;
    this.#compact = compact;
  }

  /** The index of the newest tree that survives a crash. */
  get kept(): number {
    return this.#kept;
  }

  /** So many wishes were applied. */
  count(wishes: number): void {
    this.#since += wishes;
  }

  /**
   * Begins if it is time to.
   *
   * @param index what is applied by now
   * @param znodes how many there are
   * @param chunks of all that, as it is now
   */
  begin(index: number, znodes: number, chunks: () => IterableIterator<Uint8Array>): void {
    // What a tree costs is spread over as many writes as it is large.
    if (this.#since < Math.max(this.#every, znodes / ZNODES_PER_WRITE)) return;
    this.keep(index, chunks, () => this.#compact(index));
  }

  /** Has the tree kept, unless one is being kept just now. */
  keep(
    index: number,
    chunks: () => IterableIterator<Uint8Array>,
    kept: () => void = () => {},
  ): void {
    if (this.#busy) return;
    this.#busy = true;
    this.#since = 0;
    this.#shelf.keep(index, chunks, (isKept) => {
      this.#busy = false;
      if (!isKept) return;
      this.#kept = Math.max(this.#kept, index);
      kept();
    });
  }
}
