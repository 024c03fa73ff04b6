import type { Found, SearchStatus } from './search.ts';
import type { Space, Visitor } from './space.ts';
import { StateTable } from './state-table.ts';

export interface SwarmOptions {
  /** Equal seeds give equal walks. */
  readonly seed: number;
  /** How many walks. */
  readonly walks: number;
  /** Steps after which a walk ends; sooner where nothing can follow. */
  readonly steps: number;
}

/**
 * Random walks from the starts, each going on with one of the states that can follow. Nothing is
 * left out because it was seen before, so this shows that something goes wrong and never that
 * nothing does. The walks differ in their taste: some prefer what stands early in the list of
 * actions (the oldest messages), some what stands late (timers, commands, crashes), as in a swarm
 * each goes its way.
 *
 * Like a `Search` it goes on in slices: whoever has seen enough does not call {@link run} again.
 */
export class Swarm<Step> {
  readonly space: Space<Step>;
  readonly options: SwarmOptions;
  /** Where walks stood. It is counted, and keeps nobody away. */
  readonly table: StateTable = new StateTable();
  readonly #found: Found[] = [];
  #status: SearchStatus = 'searching';
  #generated = 0;
  #nth = 0;
  #step = 0;
  #walker: Walker | null = null;

  /** @param space a fresh one, in the order `depth` */
  constructor(space: Space<Step>, options: SwarmOptions) {
    this.space = space;
    this.options = options;
  }

  /** `walked` where every walk came to its end and none met a violation. */
  get status(): SearchStatus {
    return this.#status;
  }

  /** States that a walk stood on, each once. */
  get distinct(): number {
    return this.table.size;
  }

  /** States offered to the walks, starts included, each as often as it came up. */
  get generated(): number {
    return this.#generated + (this.#walker?.offers ?? 0);
  }

  /** Of random walks nobody knows how far the farthest state is. */
  get depth(): null {
    return null;
  }

  /** The violation that ended the walks, if one did. */
  get found(): readonly Found[] {
    return this.#found;
  }

  /** Takes up to so many steps more, over all walks. Does nothing once they are over. */
  run(steps: number): SearchStatus {
    for (let left = steps; left > 0 && this.#status === 'searching'; left -= 1) this.#advance();
    return this.#status;
  }

  /** Goes on until the walks are over. */
  finish(): SearchStatus {
    while (this.#status === 'searching') this.#advance();
    return this.#status;
  }

  #advance(): void {
    const walker = this.#walker ?? this.#setOut();
    if (walker === null) {
      this.#status = 'walked';
      return;
    }
    if (this.#step < this.options.steps && walker.goesOn()) {
      this.#step += 1;
      this.table.add(walker.high, walker.low, -1, 0);
      this.space.expand(walker);
    } else {
      this.#comeBack(walker);
    }
  }

  #setOut(): Walker | null {
    const { seed, walks } = this.options;
    if (this.#nth === walks) return null;
    this.#nth += 1;
    this.#step = 0;
    const walker = new Walker(Math.imul(seed, 0x9e3779b1) ^ Math.imul(this.#nth, 0x85ebca6b));
    this.space.begin(walker);
    this.#walker = walker;
    return walker;
  }

  #comeBack(walker: Walker): void {
    // What was kept and not taken is not where the next walk begins.
    while (this.space.waiting > 0) this.space.skip();
    this.#generated += walker.offers;
    this.#walker = null;
    if (walker.found === null) return;
    this.#found.push(walker.found);
    this.#status = 'violated';
  }
}

/**
 * All the walks of a {@link Swarm} at once.
 *
 * @param space a fresh one, in the order `depth`
 * @returns the first violation, or `null`
 */
export function swarm<Step>(space: Space<Step>, options: SwarmOptions): Found | null {
  const walks = new Swarm(space, options);
  walks.finish();
  return walks.found[0] ?? null;
}

/** The state that a walk goes on with, as long as no later one is taken in its place. */
interface Chosen {
  readonly high: number;
  readonly low: number;
  readonly index: number;
  readonly action: number;
}

/** Keeps one of the states that are offered; each has its chance, whatever their number. */
class Walker implements Visitor {
  found: Found | null = null;
  /** States offered so far. */
  offers = 0;
  /** Fingerprint of the state that was taken last. */
  high = 0;
  low = 0;
  readonly #path: number[] = [];
  #state: number;
  /** From -1, for early actions, to 1, for late ones. */
  readonly #taste: number;
  /** States that follow the one that was taken, so far. */
  #offered = 0;
  #chosen: Chosen | null = null;
  #at = -1;
  #kept = 0;

  constructor(seed: number) {
    this.#state = seed | 0;
    this.#taste = 2 * this.#unit() - 1;
  }

  /** Whether there is a state to go on with; it is the newest that the space keeps. */
  goesOn(): boolean {
    if (this.found !== null || this.#chosen === null) return false;
    const { high, low, index, action } = this.#chosen;
    this.#path.push(action);
    this.high = high;
    this.low = low;
    this.#at = index;
    this.#chosen = null;
    this.#offered = 0;
    return true;
  }

  foresee(): void {}

  offer(high: number, low: number, parent: number, action: number): number {
    this.offers += 1;
    if (parent !== this.#at) return -1;
    this.#offered += 1;
    const likely = (1 + this.#taste * (1 - 1 / this.#offered)) / this.#offered;
    if (this.#offered > 1 && this.#unit() >= likely) return -1;
    const index = this.#kept;
    this.#kept += 1;
    this.#chosen = { high, low, index, action };
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
