import { withRoom } from './rows.ts';

/** See {@link Worlds}. */
interface Following {
  copyTo(rows: Int32Array, from: number): void;
  copyFrom(rows: Int32Array, from: number): void;
}

/**
 * The worlds along the newest walk. Whoever walks to one world after another mostly goes the way of
 * the walk before, but for the last steps.
 */
export class Trail {
  readonly #width: number;
  /** A world after each step of the walk. */
  #rows: Int32Array<ArrayBuffer>;
  readonly #actions: number[] = [];

  constructor(width: number) {
    this.#width = width;
    this.#rows = new Int32Array(64 * width);
  }

  /**
   * Forgets what is not on the way of a path, and makes the world where they part the following one.
   *
   * @returns how many steps of the path lead there; where there are none, no world is made anything
   */
  turnTo(path: readonly number[], worlds: Following): number {
    let steps = 0;
    while (steps < path.length && this.#actions[steps] === path[steps]) steps += 1;
    this.#actions.length = steps;
    if (steps > 0) worlds.copyFrom(this.#rows, (steps - 1) * this.#width);
    return steps;
  }

  /** Notes that an action led to the following world. */
  add(action: number, worlds: Following): void {
    const from = this.#actions.length * this.#width;
    this.#rows = withRoom(this.#rows, from + this.#width);
    worlds.copyTo(this.#rows, from);
    this.#actions.push(action);
  }
}
