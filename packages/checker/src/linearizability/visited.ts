const EMPTY = 0;

/**
 * Pairs of a set of placed tasks and a state that were met already (Lowe 2017, §4). Compared whole,
 * so that no collision can hide one: a wrong answer here would be a wrong verdict.
 *
 * A set is kept as the words between its first word that is not full and its last that is not
 * empty, since tasks are placed nearly in order: a long history costs no more for each pair than
 * its operations overlap.
 */
export class Visited {
  /** Where a record begins in the arena, plus one. Open addressing, at most half full. */
  #slots: Int32Array<ArrayBuffer> = new Int32Array(1024);
  /** Records: hash, state, number of full words, number of words kept, those words. */
  #arena: Uint32Array<ArrayBuffer> = new Uint32Array(8192);
  #used = 0;
  #size = 0;

  /** How many pairs were added. */
  get size(): number {
    return this.#size;
  }

  /** @returns whether the pair is new */
  add(placed: Uint32Array, state: number): boolean {
    const record = this.#write(placed, state);
    const length = this.#used - record;
    const hash = this.#arena[record] ?? 0;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const other = this.#slots[slot] ?? EMPTY;
      if (other === EMPTY) break;
      if (this.#equal(other - 1, record, length)) {
        this.#used = record;
        return false;
      }
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = record + 1;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
    return true;
  }

  /** Writes a record behind the last one. @returns where it begins */
  #write(placed: Uint32Array, state: number): number {
    let first = 0;
    while (first < placed.length && placed[first] === 0xffff_ffff) first += 1;
    let end = placed.length;
    while (end > first && placed[end - 1] === 0) end -= 1;
    const record = this.#used;
    this.#used += 4 + end - first;
    if (this.#used > this.#arena.length) {
      const larger = new Uint32Array(Math.max(this.#arena.length * 2, this.#used));
      larger.set(this.#arena);
      this.#arena = larger;
    }
    const arena = this.#arena;
    let hash = mix(mix(0x9e3779b9, state), first);
    for (let at = first; at < end; at += 1) {
      const word = placed[at] ?? 0;
      arena[record + 4 + at - first] = word;
      hash = mix(hash, word);
    }
    arena[record] = hash;
    arena[record + 1] = state;
    arena[record + 2] = first;
    arena[record + 3] = end - first;
    return record;
  }

  #equal(a: number, b: number, length: number): boolean {
    for (let at = 0; at < length; at += 1) {
      if (this.#arena[a + at] !== this.#arena[b + at]) return false;
    }
    return true;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    const mask = this.#slots.length - 1;
    for (const record of old) {
      if (record === EMPTY) continue;
      let slot = (this.#arena[record - 1] ?? 0) & mask;
      while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      this.#slots[slot] = record;
    }
  }
}

function mix(hash: number, word: number): number {
  let mixed = Math.imul(hash ^ word, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
