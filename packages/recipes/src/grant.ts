import type { SessionState } from '@menagerie/client';
import { RecipeError } from './errors.ts';
import type { Keeper } from './keeper.ts';
import { type Aborter, aborter, type LossSignal } from './signals.ts';

/**
 * When something granted counts as lost: as soon as the connection is, for then the session may end
 * unheard; or only with the session, which leaves the time in between to the token.
 */
export type LoseOn = 'suspended' | 'session-over';

/** A znode of this session that stands for something. */
export interface Holding {
  readonly path: string;
  readonly token: bigint;
  /** Aborted once it is lost or given back. */
  readonly signal: LossSignal;
  readonly release: () => Promise<void>;
}

/**
 * Something that a session holds, from a claim's turn on.
 *
 * No client can know that it still holds anything: it may be paused, and its session end meanwhile.
 * So whoever takes the effects must refuse the late ones, by the {@link Grant.token}; where the
 * effects are znodes, {@link Grant.proof} in a multi does the same. `signal` is for stopping early.
 */
export class Grant implements AsyncDisposable {
  /** The znode that stands for it. */
  readonly path: string;
  /**
   * Fencing token: greater than that of everybody who held the same before. It is the transaction that
   * made the claim, `czxid`; the number in the name begins anew when the parent is made anew.
   */
  readonly token: bigint;
  readonly #holding: Holding;
  readonly #lost: Aborter = aborter();

  /** @internal */
  constructor(keeper: Keeper, holding: Holding, loseOn: LoseOn) {
    this.path = holding.path;
    this.token = holding.token;
    this.#holding = holding;
    const stop = keeper.onState((state) => {
      if (loseOn === 'suspended') this.#heard(state);
    });
    const end = (): void => {
      stop();
      holding.signal.removeEventListener('abort', end);
      this.#lost.abort(holding.signal.reason);
    };
    if (holding.signal.aborted) end();
    else holding.signal.addEventListener('abort', end);
  }

  /**
   * Aborted once it may be somebody else's, and when it is given back. Its reason is a `RecipeError`
   * of code `suspended`, `session-over`, `claim-gone` or `released`.
   */
  get signal(): LossSignal {
    return this.#lost.signal;
  }

  /** Whether nothing is known of a loss. Never true again once it was false. */
  get held(): boolean {
    return !this.#lost.signal.aborted;
  }

  /** For a `multi`: nothing of it happens unless this is held at that moment. */
  get proof(): { readonly type: 'check'; readonly path: string } {
    return { type: 'check', path: this.path };
  }

  /** @throws RecipeError why it is lost, if it is */
  check(): void {
    if (!this.held) throw this.#lost.signal.reason;
  }

  /**
   * Gives it back, also where it is lost by a connection only. Resolves once it is certainly free;
   * twice is once.
   */
  release(): Promise<void> {
    return this.#holding.release();
  }

  /** As {@link Grant.release}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  #heard(state: SessionState): void {
    if (state.type !== 'suspended') return;
    const problem = 'the connection is lost, and perhaps the session';
    this.#lost.abort(new RecipeError('suspended', this.path, problem, state.cause));
  }
}
