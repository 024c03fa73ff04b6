import type { Shape } from '@menagerie/contract';
import type { Stage } from './stage.ts';
import type { Wish } from './wish.ts';

/** How long a list of decisions is. */
export interface Length {
  /**
   * Decisions that a reader has to follow: messages between servers that arrive, are lost or
   * doubled, timers, commands, crashes, recoveries, cuts. Not counted are syncs, and what a server
   * sends to itself: both only say that its own disk is done.
   */
  readonly events: number;
  /** All decisions. */
  readonly decisions: number;
}

/** A run that violates the property: a configuration, and what happens in it. */
export interface Candidate<S extends Shape> {
  readonly config: S['config'];
  readonly wishes: readonly Wish<S>[];
}

/** Counts what a list of wishes takes to read. */
export function lengthOf<S extends Shape>(wishes: readonly Wish<S>[]): Length {
  let events = 0;
  for (const { decision } of wishes) {
    const own = 'from' in decision && decision.from === decision.to;
    if (decision.type !== 'sync' && !own) events += 1;
  }
  return { events, decisions: wishes.length };
}

/** Below zero where the first is shorter: by events, then by all decisions. */
export function compareLengths(a: Length, b: Length): number {
  return a.events - b.events || a.decisions - b.decisions;
}

/** The best candidate so far, and the attempts to find a better one. */
export class Hunt<S extends Shape> {
  readonly #stage: Stage<S>;
  readonly #judge: boolean;
  #best: Candidate<S>;

  /**
   * @param best violates the property
   * @param judge whether the sound protocol must live through whatever is taken for better: else
   *   the schedule would be to blame, and not the mistake
   */
  constructor(stage: Stage<S>, best: Candidate<S>, judge: boolean) {
    this.#stage = stage;
    this.#judge = judge;
    this.#best = best;
  }

  get stage(): Stage<S> {
    return this.#stage;
  }

  get best(): Candidate<S> {
    return this.#best;
  }

  get length(): Length {
    return lengthOf(this.#best.wishes);
  }

  /**
   * Plays wishes, and takes what was possible of them for the best if it still violates the
   * property and is shorter.
   *
   * @param orEqual whether as short as the best is good enough
   */
  attempt(config: S['config'], wishes: readonly Wish<S>[], orEqual = false): boolean {
    const played = this.violating(config, wishes);
    if (played === null) return false;
    const difference = compareLengths(lengthOf(played), this.length);
    if (difference > 0 || (difference === 0 && !orEqual)) return false;
    this.#best = { config, wishes: played };
    return true;
  }

  /** The wishes that were possible, if they lead to the violation; else `null`. */
  violating(config: S['config'], wishes: readonly Wish<S>[]): readonly Wish<S>[] | null {
    const played = this.#stage.play(config, wishes);
    if (!played.violated) return null;
    if (this.#judge && this.#stage.play(config, played.wishes, true).violated) return null;
    return played.wishes;
  }
}
