import { childOf, type Data, isKeeperError, type Signal } from '@menagerie/client';
import { Bell } from '../claims/bell.ts';
import { createUnlessTaken } from '../claims/ephemeral.ts';
import { persist } from '../claims/persist.ts';
import { RecipeError } from '../errors.ts';
import { Grant } from '../grant.ts';
import { memberOf, type OwnMembership } from '../groups/membership.ts';
import type { Keeper } from '../keeper.ts';
import type { WaitOptions } from '../locks/mutex.ts';
import { unlessMissing } from '../reading.ts';
import { eitherOf, type LossSignal } from '../signals.ts';
import { PRIORITY } from './queue.ts';

/** An entry that is this session's to work on. */
export interface ClaimedEntry extends AsyncDisposable {
  readonly data: Uint8Array | null;
  /** Of the entry. */
  readonly path: string;
  /** Fencing token: greater than that of everybody who had the entry before. */
  readonly token: bigint;
  /** Aborted once somebody else may have it, and when it is done or given back. */
  readonly signal: LossSignal;
  /** Takes it out of the queue. */
  done(): Promise<void>;
  /** Lets others have it. Of `done` and this the first counts. */
  giveBack(): Promise<void>;
}

/**
 * A queue whose entries stay until they are done: one that was claimed by a consumer that dies is
 * given to the next.
 *
 * **Guarantee.** No entry is lost. Of all whose sessions live one has an entry at a time.
 *
 * **Failure.** An entry may be worked on more than once: by one that died before it said so, or by one
 * that is paused and does not know that its session has ended. Refuse late effects by the token. A put
 * whose answer is lost rejects with `effect` `unknown`: put again, and it may be there twice. All who
 * wait are woken by each entry that comes or is done. As any queue in ZooKeeper it is for few and small
 * entries.
 *
 * One of these for each session and path.
 *
 * **Source.** kazoo's `LockingQueue`: names and places are the same, so both put and take together.
 */
export class ClaimQueue {
  readonly path: string;
  readonly #keeper: Keeper;
  readonly #bell = new Bell();
  #last: Promise<unknown> = Promise.resolve();

  constructor(keeper: Keeper, path: string) {
    this.path = path;
    this.#keeper = keeper;
  }

  /** Puts an entry at the end of its priority, from 0, which is first, to 999. */
  async put(data: Data, priority: number = 100): Promise<void> {
    if (!Number.isInteger(priority) || priority < 0 || priority > 999) {
      throw new RecipeError('bad-option', this.path, `priority ${priority}: 0 to 999, and whole`);
    }
    await this.#keeper.create(childOf(this.#entries, PRIORITY.prefix(priority)), data, {
      mode: 'persistent-sequential',
      parents: 'persistent',
    });
  }

  /**
   * Claims the next entry that nobody has, and waits for one where there is none. Given up, it rejects
   * once it is sure that nothing is claimed.
   */
  async take({ signal }: WaitOptions = {}): Promise<ClaimedEntry> {
    await this.#prepare();
    for (;;) {
      const comes = this.#bell.at(this.#entries);
      const goes = this.#bell.at(this.#taken);
      try {
        const claimed = await this.#inTurn(() => this.#first(signal ?? null));
        if (claimed !== null) return claimed;
        const either = Promise.race([comes.rung, goes.rung]);
        await (signal === undefined ? either : eitherOf(either, signal));
      } finally {
        comes.stop();
        goes.stop();
      }
      if (signal?.aborted === true) {
        throw new RecipeError('aborted', this.path, 'given up', signal.reason);
      }
    }
  }

  /** One after the other: two of one session could not tell whose a claim without an answer is. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #first(signal: Signal | null): Promise<ClaimedEntry | null> {
    const watch = { watch: this.#bell.watcher };
    const [entries, taken] = await Promise.all([
      this.#keeper.getChildren(this.#entries, watch),
      this.#keeper.getChildren(this.#taken, watch),
    ]);
    const others = new Set(taken.children);
    for (const name of PRIORITY.sorted(entries.children)) {
      if (signal?.aborted === true) return null;
      if (others.has(name)) continue;
      const claim = await this.#claim(name);
      if (claim === null) continue;
      const path = childOf(this.#entries, name);
      // Behind the claim: whoever had it before may have been done just now.
      const found = await unlessMissing(this.#keeper.get(path));
      if (found !== null) return this.#claimed(path, found.data, claim);
      await claim.leave();
    }
    return null;
  }

  #claimed(path: string, data: Uint8Array | null, claim: OwnMembership): ClaimedEntry {
    const done = async (): Promise<void> => {
      try {
        await persist(() =>
          this.#keeper.multi([
            // Both at once: an entry without a claim would be given to the next, and be done twice.
            { type: 'delete', path: claim.path },
            { type: 'delete', path },
          ]),
        );
      } catch (error) {
        // An attempt before was heard; or the claim is gone, and `signal` has said so.
        if (!isKeeperError(error, 'no-node')) throw error;
      }
    };
    // With the connection, too: the session may end unheard, and another have the entry.
    const giveBack = (): Promise<void> => claim.leave();
    const { signal } = new Grant(this.#keeper, { ...claim, release: giveBack }, 'suspended');
    return {
      data,
      path,
      token: claim.token,
      signal,
      done: () => claim.leaveBy(done),
      giveBack,
      [Symbol.asyncDispose]: giveBack,
    };
  }

  /** `null` where another has it. */
  async #claim(name: string): Promise<OwnMembership | null> {
    const path = childOf(this.#taken, name);
    const created = await createUnlessTaken({ keeper: this.#keeper, path, data: null });
    return created === null ? null : memberOf(this.#keeper, path, created.stat.czxid);
  }

  async #prepare(): Promise<void> {
    for (const path of [this.#entries, this.#taken]) {
      try {
        await persist(() => this.#keeper.create(path, null, { parents: 'persistent' }));
      } catch (error) {
        if (!isKeeperError(error, 'node-exists')) throw error;
      }
    }
  }

  get #entries(): string {
    return childOf(this.path, 'entries');
  }

  get #taken(): string {
    return childOf(this.path, 'taken');
  }
}
