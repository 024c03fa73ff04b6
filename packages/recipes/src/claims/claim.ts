import {
  type Created,
  type Data,
  isKeeperError,
  nameOf,
  parentOf,
  type SessionState,
  type WatchEvent,
} from '@menagerie/client';
import { RecipeError } from '../errors.ts';
import type { Keeper } from '../keeper.ts';
import { type Aborter, aborter, type LossSignal } from '../signals.ts';
import { isOver, persist } from './persist.ts';

/** Where a {@link Claim} is made, and of what. */
export interface ClaimParts {
  readonly keeper: Keeper;
  /** Below which znode; it and what is above are made where they are missing, as containers. */
  readonly parent: string;
  /** What the name has before its number. */
  readonly mark: string;
  readonly data: Data;
}

/**
 * A numbered ephemeral znode of this session: a place in a queue, and the place is kept for as long as
 * the znode and the session live.
 *
 * It is protected: where the answer to its create is lost, the client looks for it before it makes
 * another, so it never queues behind an orphan of its own (Curator's protection; kazoo has the same).
 */
export class Claim {
  readonly path: string;
  readonly name: string;
  readonly parent: string;
  /** The transaction that made it. Grows from claim to claim, whatever became of the parent. */
  readonly token: bigint;
  readonly #keeper: Keeper;
  readonly #over: Aborter = aborter();
  readonly #stopListening: () => void;
  #release: Promise<void> | null = null;

  /** Takes a place. Cannot be given up halfway: release what comes of it. */
  static async make({ keeper, parent, mark, data }: ClaimParts): Promise<Claim> {
    for (;;) {
      try {
        const created = await keeper.create(`${parent}/${mark}`, data, {
          mode: 'ephemeral-sequential',
          // Without this a lost answer leaves an orphan that blocks its own maker: X06, O1.
          protect: true,
          parents: 'container',
        });
        return new Claim(keeper, created);
      } catch (error) {
        // The server removes a container that is empty: between the parent and the claim, too.
        if (!isKeeperError(error, 'no-node')) throw error;
      }
    }
  }

  private constructor(keeper: Keeper, { path, stat }: Created) {
    this.path = path;
    this.name = nameOf(path);
    this.parent = parentOf(path) ?? '/';
    this.token = stat.czxid;
    this.#keeper = keeper;
    this.#stopListening = keeper.onState((state) => this.#heard(state));
    this.#watch();
  }

  /** Aborted once the place is lost or given back. */
  get signal(): LossSignal {
    return this.#over.signal;
  }

  /** @throws RecipeError why the place is no more, if it is */
  check(): void {
    if (this.#over.signal.aborted) throw this.#over.signal.reason;
  }

  /**
   * Gives the place back. Resolves once it certainly is free, by an answer or by the end of the
   * session; a lost connection is waited out. Twice is once. Rejects where a server refuses the delete.
   */
  release(): Promise<void> {
    this.#release ??= this.#free();
    return this.#release;
  }

  async #free(): Promise<void> {
    this.end(new RecipeError('released', this.path, 'it was given back'));
    try {
      await persist(() => this.#keeper.delete(this.path));
    } catch (error) {
      // No such znode: an earlier attempt was heard, or somebody else was quicker.
      if (!isKeeperError(error, 'no-node') && !isOver(error)) throw error;
    }
  }

  /** @internal */
  end(reason: RecipeError): void {
    this.#stopListening();
    this.#over.abort(reason);
  }

  #heard(state: SessionState): void {
    if (state.type !== 'expired' && state.type !== 'closed') return;
    const { error: cause } = state;
    this.end(new RecipeError('session-over', this.path, 'the session is over', cause));
  }

  /** Hears if somebody else deletes the znode. */
  #watch(): void {
    const gone = (): void => {
      this.end(new RecipeError('claim-gone', this.path, 'somebody else has deleted it'));
    };
    const watch = (event: WatchEvent): void => {
      if (this.#over.signal.aborted) return;
      if (event.type === 'deleted') gone();
      else if (event.type === 'data-changed') this.#watch();
    };
    // By get and not by exists: where there is no znode, get leaves no watch.
    void this.#keeper.get(this.path, { watch }).catch((error: unknown) => {
      if (isKeeperError(error, 'no-node') && !this.#over.signal.aborted) gone();
    });
  }
}
