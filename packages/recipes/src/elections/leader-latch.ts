import type { Data } from '@menagerie/client';
import { type Contender, Contest } from '../claims/contest.ts';
import { oneAtATime } from '../claims/turn.ts';
import type { Grant, LoseOn } from '../grant.ts';
import type { Keeper } from '../keeper.ts';
import type { WaitOptions } from '../locks/mutex.ts';

/** How a candidate stands. */
export interface CandidateOptions {
  /** Shown to others. @default null */
  readonly data?: Data;
  /** @default 'suspended' */
  readonly loseOn?: LoseOn;
}

/**
 * An election whose winner leads until it steps down or dies.
 *
 * **Guarantee.** Of all whose sessions live one leads at most; the token of its grant is its epoch, and
 * no two have the same. They succeed each other in the order in which they stood; one death wakes one.
 *
 * **Failure.** As with `Mutex`: a paused leader does not know that it was succeeded, so its epoch has to
 * come with what it orders. After a loss it has to stand again, behind all others.
 *
 * **Source.** ZooKeeper Recipes, Leader Election; names and places of Curator's `LeaderLatch`, so both
 * stand on one path.
 */
export class LeaderLatch {
  readonly path: string;
  readonly #contest: Contest;

  constructor(keeper: Keeper, path: string, options: CandidateOptions = {}) {
    const { data = null, loseOn = 'suspended' } = options;
    this.path = path;
    const ahead = oneAtATime;
    const mark = 'latch-';
    this.#contest = new Contest({ keeper, path, mark, marks: [mark], ahead, data, loseOn });
  }

  /**
   * Stands, and waits until it leads.
   *
   * @throws RecipeError of code `aborted`, `claim-gone` or `session-over`; what the client throws
   */
  lead({ signal }: WaitOptions = {}): Promise<Grant> {
    return this.#contest.enter(signal ?? null);
  }

  /** Who leads; `null` where nobody stands. */
  async leader(): Promise<Contender | null> {
    return (await this.candidates())[0] ?? null;
  }

  /** The leader first, then those who would succeed it. */
  candidates(): Promise<readonly Contender[]> {
    return this.#contest.contenders();
  }
}
