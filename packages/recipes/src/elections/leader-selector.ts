import type { Signal } from '@menagerie/client';
import type { Contender } from '../claims/contest.ts';
import type { Grant } from '../grant.ts';
import type { Keeper } from '../keeper.ts';
import { Mutex } from '../locks/mutex.ts';
import type { CandidateOptions } from './leader-latch.ts';

/** How long somebody stands. */
export interface TermOptions {
  /** Ends it: no further term begins, and the present one is told by its own signal. */
  readonly signal: Signal;
}

/**
 * An election in which everybody who stands comes to lead in turn, for as long as an act takes.
 *
 * **Guarantee.** As of {@link Mutex}, which it is: one term at a time, each with a greater epoch.
 *
 * **Failure.** An act that does not heed the signal of its grant goes on beside that of the next leader;
 * the epoch, `token`, has to come with what it orders.
 *
 * **Source.** Curator's `LeaderSelector` and kazoo's `Election` (with `extra_lock_patterns` as in
 * {@link Mutex}): locks, so all stand on one path.
 */
export class LeaderSelector {
  readonly #mutex: Mutex;

  constructor(keeper: Keeper, path: string, options: CandidateOptions = {}) {
    this.#mutex = new Mutex(keeper, path, options);
  }

  /** Leads once, for as long as the act takes, and gives what it gives. Throws as it does. */
  async leadOnce<T>(act: (term: Grant) => Promise<T>, { signal }: TermOptions): Promise<T> {
    const term = await this.#mutex.acquire({ signal });
    try {
      return await act(term);
    } finally {
      await term.release();
    }
  }

  /**
   * Leads again and again, until the signal is aborted: then it rejects with code `aborted`. What an act
   * throws ends it, too.
   */
  async run(act: (term: Grant) => Promise<void>, options: TermOptions): Promise<never> {
    for (;;) await this.leadOnce(act, options);
  }

  /** The leader first, then those who will be. */
  candidates(): Promise<readonly Contender[]> {
    return this.#mutex.contenders();
  }
}
