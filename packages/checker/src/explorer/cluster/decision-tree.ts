import type { ServerId } from '@menagerie/contract';
import { ABSENT, PairMap } from './pair-map.ts';

const LEAF = -1;

/**
 * Remembers the outcome of a question whose answer depends on a subject, on a step, and then on
 * some servers, which are looked at one after the other: each look may decide which is next.
 */
export class DecisionTree {
  /** Whether the answer that was found, or added, newest depends on any server. */
  looked = false;
  readonly #roots = new PairMap();
  readonly #branches = new PairMap();
  /** The server that a node looks at, or {@link LEAF}. */
  readonly #asks: number[] = [];
  readonly #answers: number[] = [];

  /**
   * @param numbers what each server is, as a number
   * @returns the answer, or -1 if none is known
   */
  find(subject: number, step: number, numbers: Int32Array): number {
    let node = this.#roots.get(subject, step);
    this.looked = false;
    while (node !== ABSENT) {
      const server = this.#asks[node] ?? LEAF;
      if (server === LEAF) return this.#answers[node] ?? ABSENT;
      this.looked = true;
      node = this.#branches.get(node, numbers[server] ?? 0);
    }
    return ABSENT;
  }

  /**
   * Adds an answer that is not known. Since looking is deterministic, whatever is known already
   * agrees on the order of looks.
   */
  add(
    subject: number,
    step: number,
    looks: readonly ServerId[],
    numbers: Int32Array,
    answer: number,
  ): void {
    this.looked = looks.length > 0;
    let map = this.#roots;
    let first = subject;
    let second = step;
    for (let i = 0; i <= looks.length; i += 1) {
      const server = looks[i] ?? LEAF;
      let node = map.get(first, second);
      if (node === ABSENT) {
        node = this.#asks.length;
        this.#asks.push(server);
        this.#answers.push(server === LEAF ? answer : ABSENT);
        map.add(first, second, node);
      }
      map = this.#branches;
      first = node;
      second = numbers[server] ?? 0;
    }
  }
}
