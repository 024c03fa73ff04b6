import { type Namings, PLAIN } from './namings.ts';
import { ABSENT, PairMap } from './pair-map.ts';

/**
 * Numbers for things in which names of servers occur. Things that are one another's renamings are
 * an orbit; a number says the orbit and the naming that makes the thing of the orbit's
 * representative: `orbit << shift | naming`. So whatever is known of the representative is known
 * of all of them, and a renaming is a look at a table.
 *
 * A thing is known by what it adds to the fingerprints of worlds: 64 bits for each naming. Things
 * with equal sums count as equal, as worlds do.
 */
export class Orbits {
  readonly namings: Namings;
  /**
   * What the representative of each orbit adds under each naming: two words each, from
   * `orbit << shift + 1` on. Not to be kept: it is replaced as it grows.
   */
  sums: Int32Array<ArrayBuffer>;
  size = 0;
  /** By `orbit << shift | naming`: the first naming that makes the same of the representative. */
  #first: Uint8Array<ArrayBuffer>;
  readonly #known = new PairMap();

  constructor(namings: Namings) {
    this.namings = namings;
    this.sums = new Int32Array(64 << (namings.shift + 1));
    this.#first = new Uint8Array(64 << namings.shift);
  }

  /** The number of a thing under a naming. */
  rename(number: number, naming: number): number {
    if (naming === PLAIN) return number;
    const { shift, mask, composed } = this.namings;
    const base = number & ~mask;
    return base | (this.#first[base | (composed[((number & mask) << shift) | naming] ?? 0)] ?? 0);
  }

  /**
   * The number of a thing.
   *
   * @param sums what it adds under each naming
   * @param naming makes the representative of it
   */
  numberOf(sums: Int32Array, naming: number): number {
    const high = sums[naming * 2] ?? 0;
    const low = sums[naming * 2 + 1] ?? 0;
    const known = this.find(high, low, naming);
    if (known !== ABSENT) return known;
    const orbit = this.#add(sums, naming);
    this.#known.add(high, low, orbit);
    return this.#numberIn(orbit, naming);
  }

  /**
   * The number of a thing that was met, or {@link ABSENT}.
   *
   * @param high and `low`: what it adds under the naming
   * @param naming makes the representative of it
   */
  find(high: number, low: number, naming: number): number {
    const orbit = this.#known.get(high, low);
    return orbit === ABSENT ? ABSENT : this.#numberIn(orbit, naming);
  }

  /** Where in {@link sums} it stands what a thing adds under a naming. */
  placeOf(number: number, naming: number): number {
    const { shift, mask, composed } = this.namings;
    const turned = composed[((number & mask) << shift) | naming] ?? 0;
    return ((number & ~mask) | turned) << 1;
  }

  /** Adds to a row what a thing adds under each naming. */
  addTo(sums: Int32Array, number: number): void {
    const { shift, mask, composed, count } = this.namings;
    const base = (number & ~mask) << 1;
    const row = (number & mask) << shift;
    for (let naming = 0; naming < count; naming += 1) {
      const from = base + ((composed[row | naming] ?? 0) << 1);
      const to = naming << 1;
      sums[to] = (sums[to] ?? 0) + (this.sums[from] ?? 0);
      sums[to + 1] = (sums[to + 1] ?? 0) + (this.sums[from + 1] ?? 0);
    }
  }

  /** The one naming that makes the representative of a thing, or {@link ABSENT} if several do. */
  onlyNaming(number: number): number {
    const { mask, inverse, count } = this.namings;
    const base = number & ~mask;
    for (let naming = 1; naming < count; naming += 1) {
      if (this.#first[base | naming] === PLAIN) return ABSENT;
    }
    return inverse[number & mask] ?? 0;
  }

  /** A thing in words that others can {@link read}: what its representative adds, and the naming that makes that of it. */
  written(number: number): readonly [high: number, low: number, naming: number] {
    const { mask, inverse } = this.namings;
    const at = (number & ~mask) << 1;
    return [this.sums[at] ?? 0, this.sums[at + 1] ?? 0, inverse[number & mask] ?? 0];
  }

  /** The number of a thing that others have {@link written}, or {@link ABSENT} if none like it was met here. */
  read(words: Int32Array, at: number): number {
    return this.find(words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0);
  }

  #numberIn(orbit: number, naming: number): number {
    const { shift, inverse } = this.namings;
    const base = orbit << shift;
    return base | (this.#first[base | (inverse[naming] ?? 0)] ?? 0);
  }

  #add(sums: Int32Array, naming: number): number {
    const { shift, composed, count } = this.namings;
    const orbit = this.size;
    this.size += 1;
    if (this.#first.length < this.size << shift) this.#grow();
    const base = orbit << shift;
    for (let k = 0; k < count; k += 1) {
      const from = (composed[(naming << shift) | k] ?? 0) * 2;
      const [high, low] = [sums[from] ?? 0, sums[from + 1] ?? 0];
      const to = (base | k) * 2;
      this.sums[to] = high;
      this.sums[to + 1] = low;
      let first = 0;
      while (!this.#adds((base | first) * 2, high, low)) first += 1;
      this.#first[base | k] = first;
    }
    return orbit;
  }

  #adds(at: number, high: number, low: number): boolean {
    return this.sums[at] === high && this.sums[at + 1] === low;
  }

  #grow(): void {
    const sums = new Int32Array(this.sums.length * 2);
    sums.set(this.sums);
    this.sums = sums;
    const first = new Uint8Array(this.#first.length * 2);
    first.set(this.#first);
    this.#first = first;
  }
}

/** Under which naming a thing adds least. */
export function leastOf(sums: Int32Array, namings: Namings): number {
  let least = PLAIN;
  for (let naming = 1; naming < namings.count; naming += 1) {
    if (isLess(sums, naming, least)) least = naming;
  }
  return least;
}

/** Whether a thing adds less under one naming than under another. */
export function isLess(sums: Int32Array, one: number, other: number): boolean {
  const [a, b] = [sums[one * 2] ?? 0, sums[other * 2] ?? 0];
  return a < b || (a === b && (sums[one * 2 + 1] ?? 0) < (sums[other * 2 + 1] ?? 0));
}
