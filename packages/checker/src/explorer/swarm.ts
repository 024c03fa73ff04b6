import type { Found } from './search.ts';
import type { Space, Visitor } from './space.ts';

export interface SwarmOptions {
  /** Equal seeds give equal walks. */
  readonly seed: number;
  /** How many walks. */
  readonly walks: number;
  /** Steps after which a walk ends. */
  readonly steps: number;
}

/**
 * Random walks from the starts, each going on with one of the states that can follow. No state is
 * remembered, so this shows that something goes wrong and never that nothing does. The walks
 * differ in their taste: some prefer what stands early in the list of actions (the oldest
 * messages), some what stands late (timers, commands, crashes), as in a swarm each goes its way.
 *
 * @param space a fresh one, in the order `depth`
 * @returns the first violation, or `null`
 */
export function swarm<Step>(space: Space<Step>, options: SwarmOptions): Found | null {
  const { seed, walks, steps } = options;
  for (let nth = 0; nth < walks; nth += 1) {
    const walker = new Walker(Math.imul(seed, 0x9e3779b1) ^ Math.imul(nth + 1, 0x85ebca6b));
    space.begin(walker);
    for (let step = 0; step < steps && walker.goesOn(); step += 1) space.expand(walker);
    // What was kept and not taken is not where the next walk begins.
    while (space.waiting > 0) space.expand(NOBODY);
    if (walker.found !== null) return walker.found;
  }
  return null;
}

/** Keeps nothing. */
const NOBODY: Visitor = { foresee: () => {}, offer: () => -1, violated: () => {} };

/** Keeps one of the states that are offered; each has its chance, whatever their number. */
class Walker implements Visitor {
  found: Found | null = null;
  readonly #path: number[] = [];
  #state: number;
  /** From -1, for early actions, to 1, for late ones. */
  readonly #taste: number;
  /** States that follow the one that was taken, so far. */
  #offered = 0;
  #chosen: { readonly index: number; readonly action: number } | null = null;
  #at = -1;
  #kept = 0;

  constructor(seed: number) {
    this.#state = seed | 0;
    this.#taste = 2 * this.#unit() - 1;
  }

  /** Whether there is a state to go on with; it is the newest that the space keeps. */
  goesOn(): boolean {
    if (this.found !== null || this.#chosen === null) return false;
    this.#path.push(this.#chosen.action);
    this.#at = this.#chosen.index;
    this.#chosen = null;
    this.#offered = 0;
    return true;
  }

  foresee(): void {}

  offer(_high: number, _low: number, parent: number, action: number): number {
    if (parent !== this.#at) return -1;
    this.#offered += 1;
    const likely = (1 + this.#taste * (1 - 1 / this.#offered)) / this.#offered;
    if (this.#offered > 1 && this.#unit() >= likely) return -1;
    const index = this.#kept;
    this.#kept += 1;
    this.#chosen = { index, action };
    return index;
  }

  violated(violation: Found['violation'], _parent: number, action: number): void {
    const path = action < 0 ? [...this.#path] : [...this.#path, action];
    this.found ??= { violation, path };
  }

  /** Mulberry32 (public domain, Tommy Ettinger). */
  #unit(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}
