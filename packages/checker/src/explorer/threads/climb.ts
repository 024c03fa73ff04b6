/** The states of a table, and the way to each. */
interface Ways {
  /** -1 for a start. */
  parentOf(index: number): number;
  actionOf(index: number): number;
}

/**
 * The ways to states that are equally far from the starts, one after the other. Each is climbed from
 * its end up to where it meets the way before it: to read all of it would be to wait for memory at
 * every step.
 */
export class Climb {
  readonly #ways: Ways;
  readonly #indices: number[] = [];
  readonly #actions: number[] = [];

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  /**
   * The actions that led from a start to a state; the first is the number of the start. Reused.
   *
   * @param length how many there are
   */
  to(index: number, length: number): readonly number[] {
    this.#indices.length = length;
    this.#actions.length = length;
    let at = index;
    for (let i = length - 1; i >= 0 && this.#indices[i] !== at; i -= 1) {
      this.#indices[i] = at;
      this.#actions[i] = this.#ways.actionOf(at);
      at = this.#ways.parentOf(at);
    }
    return this.#actions;
  }
}
