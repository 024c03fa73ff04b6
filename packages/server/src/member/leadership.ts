import type { Clock } from '../driver/timers.ts';
import { utf8Of } from '../roster/utf8.ts';
import { type Ledger, SECRET_BYTES } from './ledger.ts';
import { Outbox } from './outbox.ts';
import { ProposalKind, type Wish, wish } from './proposal.ts';

/** What a proposal says of the leadership that makes it. */
export interface Seal {
  readonly opening: number;
  readonly leadership: bigint;
  readonly number: number;
}

/** After so long an opening that the core refused is proposed again. */
const AGAIN_MS = 10;
/** Commands have 31 bits of a zxid: half of them leaves room for all that is under way. */
const MOST_WISHES_OF_AN_OPENING = 2 ** 30;

/** What a leadership needs of its member. */
export interface LeadershipParts {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly self: number;
  /** Whether the core takes itself for the leader. */
  readonly isLeader: () => boolean;
  readonly entropy: (bytes: number) => Uint8Array;
  /** The members that it was started with, a line each; empty for none. */
  readonly members: string;
  /** In one proposal. */
  readonly mostWishes: number;
  /** After so many there is another opening. @default 2^30 */
  readonly mostOfAnOpening?: number | undefined;
  /** Hands a proposal to the core. */
  readonly propose: (wishes: readonly Wish[], seal: Seal) => void;
}

/**
 * What a server does that the core calls leader: it proposes an opening, and once that is delivered
 * whatever is wished for. Each opening has a number of its own that nobody else draws: after a
 * restart, say, an older one of the same server may still be delivered.
 *
 * A leadership that lasts opens again before it runs out of zxids, without an election: what it has
 * under way comes before that, and what is wished for meanwhile waits.
 */
export class Leadership {
  readonly #parts: LeadershipParts;
  readonly #outbox: Outbox;
  /** The opening that was proposed last, and the newest opening at that time; `null` if none is. */
  #proposed: { readonly leadership: bigint; readonly after: number } | null = null;
  #proposals = 0;
  #wishes = 0;
  /** Of the opening that is under way to take the place of the one that there is; else `null`. */
  #successor: bigint | null = null;
  /** Takes back the next attempt after an opening that was refused. */
  #stopWaiting: (() => void) | null = null;

  constructor(parts: LeadershipParts) {
    this.#parts = parts;
    this.#outbox = new Outbox(parts.mostWishes);
  }

  /** Whether the newest opening is that of this leadership. */
  get isOpen(): boolean {
    const { leadership } = this.#parts.ledger;
    return this.#proposed?.leadership === leadership || this.#successor === leadership;
  }

  /** Proposes an opening, unless one is on its way or was delivered. */
  open(): void {
    const { ledger } = this.#parts;
    if (this.#stopWaiting !== null) return;
    if (this.isOpen || this.#proposed?.after === ledger.opening) return;
    const leadership = this.#draw();
    this.#begin(leadership, ledger.opening);
    this.#propose(leadership);
  }

  /**
   * The opening was refused, say because the log has to be committed first: there will be another. At
   * once it would be refused again, and for ever, since nothing else happens meanwhile.
   */
  refused(): void {
    this.#stopWaiting?.();
    if (this.#successor === null) this.#proposed = null;
    this.#successor = null;
    this.#stopWaiting = this.#parts.clock.after(AGAIN_MS, () => {
      this.#stopWaiting = null;
      if (!this.#parts.isLeader()) return;
      this.open();
      this.#flush();
    });
  }

  /** Only while it {@link isOpen}. */
  add(asked: Wish): void {
    this.#outbox.add(asked);
    this.#flush();
  }

  /** A proposal was answered by the core. */
  landed(): void {
    this.#outbox.landed();
    this.#flush();
  }

  /** It is over, or a new one begins. @returns what was never proposed */
  end(): readonly Wish[] {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    this.#proposed = null;
    this.#successor = null;
    return this.#outbox.clear();
  }

  #flush(): void {
    const { ledger, propose, mostOfAnOpening = MOST_WISHES_OF_AN_OPENING } = this.#parts;
    const { opening, leadership } = ledger;
    if (this.#successor === leadership) this.#begin(leadership, opening - 1);
    if (!this.isOpen || this.#successor !== null) return;
    for (let wishes = this.#outbox.take(); wishes !== null; wishes = this.#outbox.take()) {
      this.#proposals += 1;
      this.#wishes += wishes.length;
      propose(wishes, { opening, leadership, number: this.#proposals });
    }
    if (this.#wishes >= mostOfAnOpening && this.#stopWaiting === null) this.#renew();
  }

  #renew(): void {
    this.#successor = this.#draw();
    this.#propose(this.#successor);
  }

  /** @param after the opening before that of this leadership */
  #begin(leadership: bigint, after: number): void {
    this.#proposed = { leadership, after };
    this.#successor = null;
    this.#proposals = 0;
    this.#wishes = 0;
  }

  #draw(): bigint {
    return new DataView(this.#parts.entropy(8).buffer).getBigInt64(0);
  }

  #propose(leadership: bigint): void {
    const { ledger, self, entropy, members, propose } = this.#parts;
    const lines = utf8Of(members);
    const data = new Uint8Array(SECRET_BYTES + lines.length);
    data.set(entropy(SECRET_BYTES));
    data.set(lines, SECRET_BYTES);
    const asked = wish(ProposalKind.opening, { origin: self, data });
    propose([asked], { opening: ledger.opening + 1, leadership, number: 0 });
  }
}
