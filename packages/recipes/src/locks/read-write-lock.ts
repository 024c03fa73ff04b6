import { type Contender, Contest } from '../claims/contest.ts';
import type { Claimant } from '../claims/sequence.ts';
import { type Ahead, oneAtATime } from '../claims/turn.ts';
import type { Grant } from '../grant.ts';
import type { Keeper } from '../keeper.ts';
import type { LockOptions, WaitOptions } from './mutex.ts';

const READ = '__READ__';
const WRITE = '__WRIT__';

/** Curator's, and those of kazoo's `ReadLock` and `WriteLock`. */
const MARKS: readonly string[] = [READ, WRITE, '__rlock__', '__lock__'];
const WRITES: ReadonlySet<string> = new Set([WRITE, '__lock__']);

/** Who reads waits for the writer before it, and not for other readers. */
const writersOnly: Ahead = (claims, own) => {
  const isWriter = ({ mark }: Claimant): boolean => WRITES.has(mark);
  return claims.slice(0, claims.indexOf(own)).findLast(isWriter) ?? null;
};

/**
 * A lock that many hold to read, or one to write; in the order in which they came, so that readers do
 * not starve a writer.
 *
 * **Guarantee.** Of all whose sessions live, one that writes is alone. A writer's token is greater than
 * those of all who held the lock before.
 *
 * **Failure.** As of `Mutex`. One writer who goes wakes all readers right behind it: they all go in. Who
 * holds it to read and asks to write waits for itself.
 *
 * **Source.** ZooKeeper Recipes, Shared Locks; names and places of Curator's
 * `InterProcessReadWriteLock`, so both contend on one path; claims of kazoo's count as well, and
 * kazoo's count ours with `extra_lock_patterns`.
 */
export class ReadWriteLock {
  readonly path: string;
  readonly #read: Contest;
  readonly #write: Contest;

  constructor(keeper: Keeper, path: string, options: LockOptions = {}) {
    const { data = null, loseOn = 'suspended' } = options;
    this.path = path;
    const parts = { keeper, path, marks: MARKS, data, loseOn };
    this.#read = new Contest({ ...parts, mark: READ, ahead: writersOnly });
    this.#write = new Contest({ ...parts, mark: WRITE, ahead: oneAtATime });
  }

  /** Waits until it may read. Throws as `Mutex.acquire`. */
  read({ signal }: WaitOptions = {}): Promise<Grant> {
    return this.#read.enter(signal ?? null);
  }

  /** Waits until it may write. Throws as `Mutex.acquire`. */
  write({ signal }: WaitOptions = {}): Promise<Grant> {
    return this.#write.enter(signal ?? null);
  }

  /** May read if nobody writes or waits to; `null` otherwise. */
  tryRead({ signal }: WaitOptions = {}): Promise<Grant | null> {
    return this.#read.tryEnter(signal ?? null);
  }

  /** May write if nobody else is there; `null` otherwise. */
  tryWrite({ signal }: WaitOptions = {}): Promise<Grant | null> {
    return this.#write.tryEnter(signal ?? null);
  }

  /** Who holds it or waits, in order. */
  contenders(): Promise<readonly Contender[]> {
    return this.#read.contenders();
  }
}
