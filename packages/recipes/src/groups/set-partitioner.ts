import type { Cache, WatchingKeeper } from '../caches/cache.ts';
import type { ChildrenState } from '../caches/children-cache.ts';
import { Latest } from '../caches/latest.ts';
import { isOver } from '../claims/persist.ts';
import { isRecipeError, RecipeError } from '../errors.ts';
import type { Grant } from '../grant.ts';
import { Mutex, type WaitOptions } from '../locks/mutex.ts';
import { type Aborter, aborter } from '../signals.ts';
import { groupOf, joinGroup, type Membership } from './membership.ts';

/** What one has of the items, with a grant for each. */
export type Share = ReadonlyMap<string, Grant>;

/**
 * Items that the members of a group share out among themselves, each to one.
 *
 * **Guarantee.** Each item is a `Mutex`, so of all whose sessions live one has it at most, with a token.
 * When the group stays as it is, each item comes to the member whose it is, and shares differ by one
 * item at most.
 *
 * **Failure.** While the group changes some items are nobody's. Members must name the same items. What
 * is lost with a connection is asked for again behind it. A member whose znode somebody else deletes
 * gives everything back, and is told: join anew.
 *
 * **Source.** kazoo's `SetPartitioner`; its own layout, for kazoo's gives the items out without a lock
 * on each.
 */
export class SetPartitioner implements AsyncDisposable {
  readonly path: string;
  readonly name: string;
  readonly #items: readonly string[];
  readonly #mutexes: ReadonlyMap<string, Mutex>;
  readonly #member: Membership;
  readonly #group: Cache<ChildrenState>;
  readonly #share = new Map<string, Grant>();
  readonly #wanted = new Map<string, Aborter>();
  readonly #latest: Latest<Share>;
  #working: Promise<unknown>;

  private constructor(
    path: string,
    name: string,
    mutexes: ReadonlyMap<string, Mutex>,
    member: Membership,
    group: Cache<ChildrenState>,
  ) {
    this.path = path;
    this.name = name;
    this.#items = [...mutexes.keys()];
    this.#mutexes = mutexes;
    this.#member = member;
    this.#group = group;
    this.#latest = new Latest<Share>(new Map(), path);
    this.#working = this.#follow();
    const { signal } = member;
    signal.addEventListener('abort', () => this.#gone(signal.reason));
    if (signal.aborted) this.#gone(signal.reason);
  }

  /**
   * Joins those who share the items.
   *
   * @param name nobody else's
   */
  static async join(
    keeper: WatchingKeeper,
    path: string,
    items: Iterable<string>,
    name: string,
    options: WaitOptions = {},
  ): Promise<SetPartitioner> {
    const sorted = [...new Set(items)].sort();
    const mutexes = new Map(
      sorted.map((item): [string, Mutex] => [item, new Mutex(keeper, `${path}/locks/${item}`)]),
    );
    const member = await joinGroup(keeper, `${path}/members`, name, null, options);
    const group = await groupOf(keeper, `${path}/members`);
    return new SetPartitioner(path, name, mutexes, member, group);
  }

  /** What this member has now. */
  get share(): Share {
    return this.#latest.value;
  }

  /**
   * The share now, and the newest after each change. Ends when it is left; throws as a cache does, and
   * with code `claim-gone` where somebody else deletes the member's znode.
   */
  shares({ signal }: WaitOptions = {}): AsyncGenerator<Share, undefined> {
    return this.#latest.states(signal ?? null);
  }

  /** Gives everything back and leaves. */
  async leave(): Promise<void> {
    await this.#group.close();
    await this.#working;
    this.#wantNothing('it has left');
    await Promise.all([...this.#share.values()].map((grant) => grant.release()));
    await this.#member.leave();
    this.#latest.end(null);
  }

  /** As {@link SetPartitioner.leave}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.leave();
  }

  /** The member's znode is gone: the others share without it. */
  #gone(reason: unknown): void {
    if (!isRecipeError(reason, 'claim-gone')) return;
    this.#latest.set(new Map());
    this.#latest.end(reason);
    this.#wantNothing(reason);
    // Whoever takes the name after it is another member.
    void this.#group.close();
  }

  #wantNothing(reason: unknown): void {
    for (const wanted of this.#wanted.values()) wanted.abort(reason);
    this.#wanted.clear();
  }

  async #follow(): Promise<void> {
    try {
      for await (const members of this.#group.states()) this.#divide([...members.keys()].sort());
    } catch (error) {
      this.#latest.end(error);
    }
  }

  /** Asks for what is this member's now, and lets go of what is not. */
  #divide(members: readonly string[]): void {
    const place = members.indexOf(this.name);
    for (const [nth, item] of this.#items.entries()) {
      const isMine = place !== -1 && nth % members.length === place;
      const wanted = this.#wanted.get(item);
      if (isMine && wanted === undefined) void this.#want(item);
      else if (!isMine && wanted !== undefined) {
        this.#wanted.delete(item);
        wanted.abort(new RecipeError('released', this.path, 'it is another member’s now'));
      }
    }
  }

  /** Holds an item for as long as it is wanted; what is lost is asked for again. */
  async #want(item: string): Promise<void> {
    const wanted = aborter();
    this.#wanted.set(item, wanted);
    const mutex = this.#mutexes.get(item);
    while (mutex !== undefined && !wanted.signal.aborted) {
      try {
        const grant = await mutex.acquire({ signal: wanted.signal });
        await this.#hold(item, grant, wanted);
      } catch (error) {
        if (isRecipeError(error, 'claim-gone')) continue;
        if (!isOver(error) && !isRecipeError(error, 'session-over', 'aborted')) {
          this.#latest.end(error);
        }
        return;
      }
    }
  }

  async #hold(item: string, grant: Grant, wanted: Aborter): Promise<void> {
    this.#share.set(item, grant);
    this.#tell();
    await new Promise<void>((resolve) => {
      const end = (): void => {
        grant.signal.removeEventListener('abort', end);
        wanted.signal.removeEventListener('abort', end);
        resolve();
      };
      grant.signal.addEventListener('abort', end);
      wanted.signal.addEventListener('abort', end);
      if (grant.signal.aborted || wanted.signal.aborted) end();
    });
    this.#share.delete(item);
    // Before it is given back: nobody may see it here when it is another's.
    this.#tell();
    await grant.release();
  }

  #tell(): void {
    this.#latest.set(new Map(this.#share));
  }
}
