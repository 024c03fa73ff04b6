import type { Data, Signal } from '@menagerie/client';
import { type Contender, Contest } from '../claims/contest.ts';
import { oneAtATime } from '../claims/turn.ts';
import type { Grant, LoseOn } from '../grant.ts';
import type { Keeper } from '../keeper.ts';

/** How a lock is made. */
export interface LockOptions {
  /** Shown to others in the claim's znode. @default null */
  readonly data?: Data;
  /** @default 'suspended' */
  readonly loseOn?: LoseOn;
}

/** How long somebody wants something. */
export interface WaitOptions {
  /**
   * Gives the wait up; `AbortSignal.timeout(ms)` does so after a time. The claim is withdrawn behind
   * it, when there is a connection.
   */
  readonly signal?: Signal;
}

/** What Curator's claims have in their names, what kazoo's have, and so what counts here. */
const LOCK_MARK = 'lock-';
const LOCK_MARKS: readonly string[] = [LOCK_MARK, '__lock__'];

/**
 * A lock that one holds at a time, and that goes from one to the next in the order in which they came.
 *
 * **Guarantee.** Of all whose sessions live one holds it at most; grants come in the order of the
 * claims, each with a greater token than all before. One who goes wakes one who waits.
 *
 * **Failure.** A holder that is paused does not know that its session has ended: refuse its late
 * effects by {@link Grant.token}, or make them with {@link Grant.proof}. With the connection the grant
 * counts as lost (`loseOn`). A claim whose create was not answered is found again. It is not
 * re-entrant: who holds it and asks again waits for itself; see {@link ReentrantMutex}.
 *
 * **Source.** ZooKeeper Recipes, Locks; names and places of Curator's `InterProcessMutex`, so both
 * contend on one path. kazoo's `Lock` does too, with `extra_lock_patterns=['-lock-']`; Curator's and
 * kazoo's do not order each other's claims.
 */
export class Mutex {
  readonly path: string;
  readonly #contest: Contest;

  constructor(keeper: Keeper, path: string, options: LockOptions = {}) {
    const { data = null, loseOn = 'suspended' } = options;
    this.path = path;
    this.#contest = new Contest({
      keeper,
      path,
      mark: LOCK_MARK,
      marks: LOCK_MARKS,
      ahead: oneAtATime,
      data,
      loseOn,
    });
  }

  /**
   * Waits until it is held.
   *
   * @throws RecipeError of code `aborted`, `claim-gone` or `session-over`; what the client throws
   */
  acquire({ signal }: WaitOptions = {}): Promise<Grant> {
    return this.#contest.enter(signal ?? null);
  }

  /** The holder first, then those who wait. */
  contenders(): Promise<readonly Contender[]> {
    return this.#contest.contenders();
  }

  /** Holds it if nobody else does; `null` otherwise. Throws as {@link Mutex.acquire}. */
  tryAcquire({ signal }: WaitOptions = {}): Promise<Grant | null> {
    return this.#contest.tryEnter(signal ?? null);
  }
}
