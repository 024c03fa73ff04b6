import { childOf, type Data, type Signal } from '@menagerie/client';
import { Grant, type LoseOn } from '../grant.ts';
import type { Keeper } from '../keeper.ts';
import { namesBelow, unlessMissing } from '../reading.ts';
import { unlessAborted } from '../signals.ts';
import { Bell } from './bell.ts';
import { Claim } from './claim.ts';
import { claimsAmong } from './sequence.ts';
import { type Ahead, aheadOf, turnOf } from './turn.ts';

/** What is contended for, and by what rule. */
export interface ContestParts {
  readonly keeper: Keeper;
  readonly path: string;
  /** What the names of this one's claims have before their numbers. */
  readonly mark: string;
  /** What all names have that count; `mark` among them. */
  readonly marks: readonly string[];
  readonly ahead: Ahead;
  readonly data: Data;
  readonly loseOn: LoseOn;
}

/** One who holds something, or waits for it. */
export interface Contender {
  readonly path: string;
  /** What the name has before its number. */
  readonly mark: string;
  readonly token: bigint;
  /** What it shows of itself. */
  readonly data: Uint8Array | null;
}

/** Claims below one znode, and turns by a rule: what locks, elections and semaphores have in common. */
export class Contest {
  readonly #parts: ContestParts;
  readonly #bell = new Bell();

  constructor(parts: ContestParts) {
    this.#parts = parts;
  }

  /** Waits for the turn; a claim that is given up is withdrawn, in the background if need be. */
  enter(signal: Signal | null): Promise<Grant> {
    return this.#take(signal, async (claim) => {
      await turnOf(claim, this.#turning);
      return this.#grant(claim);
    });
  }

  /** If the turn is at once; else the claim is withdrawn and there is `null`. */
  async tryEnter(signal: Signal | null): Promise<Grant | null> {
    return this.#take(signal, async (claim) => {
      if ((await aheadOf(claim, this.#turning)) === null) return this.#grant(claim);
      await claim.release();
      return null;
    });
  }

  /** Who has the turn and who waits, in order. What goes while this reads is left out. */
  async contenders(): Promise<readonly Contender[]> {
    const { keeper, path, marks } = this.#parts;
    const claims = claimsAmong(await namesBelow(keeper, path), marks);
    const read = claims.map(async ({ name, mark }): Promise<Contender | null> => {
      const claim = childOf(path, name);
      const found = await unlessMissing(keeper.get(claim));
      return found === null
        ? null
        : { path: claim, mark, token: found.stat.czxid, data: found.data };
    });
    return (await Promise.all(read)).filter((each) => each !== null);
  }

  async #take<T>(signal: Signal | null, act: (claim: Claim) => Promise<T>): Promise<T> {
    const { path } = this.#parts;
    const claiming = unlessAborted(Promise.resolve(), signal, path).then(() =>
      Claim.make({ ...this.#parts, parent: path }),
    );
    try {
      return await unlessAborted(claiming.then(act), signal, path);
    } catch (error) {
      // Behind the answer: a claim that was asked for and not seen would block all behind it.
      void claiming.then((claim) => claim.release()).catch(() => {});
      throw error;
    }
  }

  #grant(claim: Claim): Grant {
    return new Grant(this.#parts.keeper, claim, this.#parts.loseOn);
  }

  get #turning() {
    return { ...this.#parts, bell: this.#bell };
  }
}
