import { childOf, type Signal } from '@menagerie/client';
import { Bell } from '../claims/bell.ts';
import { Claim } from '../claims/claim.ts';
import { claimsAmong } from '../claims/sequence.ts';
import { RecipeError } from '../errors.ts';
import { Grant, type LoseOn } from '../grant.ts';
import type { Keeper } from '../keeper.ts';
import { eitherOf, unlessAborted } from '../signals.ts';
import { type LockOptions, Mutex, type WaitOptions } from './mutex.ts';

const LEASE = 'lease-';

/**
 * So many leases, and no more are held at once.
 *
 * **Guarantee.** Of all whose sessions live no more than `leases` hold one. They come in the order of
 * their claims: only the first who waits looks at the leases, so a lease that is given back wakes one.
 *
 * **Failure.** All must name the same number. As with every lease a paused holder may act on beyond its
 * session; tokens grow from grant to grant, but several are good at once, so a storage can refuse only
 * what is not among the newest ones.
 *
 * **Source.** Curator's `InterProcessSemaphoreV2`: names and places are the same, so both contend on one
 * path. To let each wait for the one so many places ahead, as its first version did, leaves a lease
 * free and a waiter asleep when a later holder goes before an earlier one.
 */
export class Semaphore {
  readonly path: string;
  readonly leases: number;
  readonly #keeper: Keeper;
  readonly #data: LockOptions['data'];
  readonly #loseOn: LoseOn;
  readonly #door: Mutex;
  readonly #bell = new Bell();

  /** @throws RecipeError of code `bad-option` unless the number is a whole one above 0 */
  constructor(keeper: Keeper, path: string, leases: number, options: LockOptions = {}) {
    if (!Number.isSafeInteger(leases) || leases < 1) {
      throw new RecipeError('bad-option', path, `${leases} leases: one at least, and whole ones`);
    }
    this.path = path;
    this.leases = leases;
    this.#keeper = keeper;
    this.#data = options.data ?? null;
    this.#loseOn = options.loseOn ?? 'suspended';
    // Through a lost connection one stays in the door: two there would wait for each other's leases.
    this.#door = new Mutex(keeper, childOf(path, 'locks'), { loseOn: 'session-over' });
  }

  /** Waits for a lease. Throws as `Mutex.acquire`. */
  async acquire({ signal }: WaitOptions = {}): Promise<Grant> {
    const door = await this.#door.acquire(signal === undefined ? {} : { signal });
    const claiming = Claim.make({
      keeper: this.#keeper,
      parent: childOf(this.path, 'leases'),
      mark: LEASE,
      data: this.#data ?? null,
    });
    return this.#within(claiming, door, signal ?? null);
  }

  async #within(claiming: Promise<Claim>, door: Grant, signal: Signal | null): Promise<Grant> {
    const leased = claiming.then(async (claim) => {
      await this.#room(claim);
      return new Grant(this.#keeper, claim, this.#loseOn);
    });
    try {
      const grant = await unlessAborted(leased, signal, this.path);
      await door.release();
      // The answer may have been long: nobody is given what is lost already.
      grant.check();
      return grant;
    } catch (error) {
      // The lease first: the next in the door must not count it.
      void claiming
        .then((claim) => claim.release())
        .catch(() => {})
        .then(() => door.release())
        .catch(() => {});
      throw error;
    }
  }

  /** Waits until there are no more leases than there may be, this one counted. */
  async #room(claim: Claim): Promise<void> {
    for (;;) {
      claim.check();
      const { rung, stop } = this.#bell.at(claim.parent);
      try {
        const options = { watch: this.#bell.watcher };
        const { children } = await this.#keeper.getChildren(claim.parent, options);
        claim.check();
        const taken = claimsAmong(children, [LEASE]).length;
        if (taken <= this.leases && this.#keeper.state.type === 'connected') return;
        if (taken > this.leases) await eitherOf(rung, claim.signal);
      } finally {
        stop();
      }
    }
  }
}
