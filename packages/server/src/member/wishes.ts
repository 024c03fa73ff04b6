import type { ServerId } from '@menagerie/contract';
import type { Clock } from '../driver/timers.ts';
import type { Role } from '../kernels/kernel.ts';
import { Lane, Lanes, type Place } from './lanes.ts';
import { Leadership } from './leadership.ts';
import type { Ledger, Settled } from './ledger.ts';
import type { Parcel } from './parcel.ts';
import { encodeWish, makeProposal, ProposalKind, type Unsigned, type Wish } from './proposal.ts';
import { type Settle, Waiting } from './waiting.ts';

/** Who is told what becomes of wishes. */
export interface WishWitness {
  asked(asked: Wish): void;
  proposed(wishes: readonly Wish[]): void;
  answered(asked: Wish, isKnown: boolean): void;
}

/** What having wishes proposed takes. */
export interface WishesParts {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly self: ServerId;
  readonly mostWishes: number;
  readonly mostOfAnOpening?: number | undefined;
  /** The members that it was started with, a line each. */
  readonly members: string;
  readonly witness: WishWitness | null;
  entropy(bytes: number): Uint8Array;
  /** Another number each time. */
  draw(): number;
  /** Milliseconds since 1970. */
  wallClock(): number;
  role(): Role;
  post(to: ServerId, parcel: Parcel): void;
  /** Hands a proposal to the core. `done` hears whether it was carried out. */
  propose(proposal: Uint8Array, done: (isDone: boolean) => void): void;
}

/** Wishes on their way: from the server that has the client to whoever leads, and into a proposal. */
export class Wishes {
  readonly #parts: WishesParts;
  readonly #waiting: Waiting;
  readonly #lane: Lane;
  /** Of a leader. */
  readonly #lanes = new Lanes();
  readonly #leadership: Leadership;

  constructor(parts: WishesParts) {
    const { clock, ledger, self, mostWishes } = parts;
    this.#parts = parts;
    const boot = new DataView(parts.entropy(4).buffer).getInt32(0);
    this.#waiting = new Waiting(self, boot);
    this.#lane = new Lane(() => parts.draw());
    this.#leadership = new Leadership({
      clock,
      ledger,
      self,
      mostWishes,
      mostOfAnOpening: parts.mostOfAnOpening,
      isLeader: () => parts.role().type === 'leading',
      members: parts.members,
      entropy: (bytes) => parts.entropy(bytes),
      propose: (wishes, seal) => {
        parts.witness?.proposed(wishes);
        const time = BigInt(parts.wallClock());
        const proposal = makeProposal({ ...seal, time, wishes });
        parts.propose(proposal, (isDone) => this.#landed(wishes, isDone));
      },
    });
  }

  /** Whether this server leads, and its opening was delivered. */
  get leads(): boolean {
    return this.#parts.role().type === 'leading' && this.#leadership.isOpen;
  }

  /** Has something proposed by whoever leads. Wishes of one server are proposed in their order. */
  submit(unsigned: Unsigned, settle: Settle): void {
    const { witness } = this.#parts;
    const asked = this.#waiting.add(
      unsigned,
      witness === null
        ? settle
        : (settled) => {
            witness.answered(asked, settled !== null);
            settle(settled);
          },
    );
    witness?.asked(asked);
    const role = this.#parts.role();
    if (role.type === 'following') {
      const place = this.#lane.next(asked.serial);
      this.#parts.post(role.leader, { type: 'wish', place, bytes: encodeWish(asked) });
    } else this.#propose(asked);
  }

  /** A wish of another server, which takes this one for the leader. */
  forwarded(asked: Wish, place: Place): void {
    if (this.leads && this.#lanes.takes(asked.origin, place, asked.serial)) this.#propose(asked);
    else this.#lost(asked);
  }

  /** The leader will not propose one, nor what follows it on the lane. */
  refused(serial: number): void {
    if (this.#waiting.has(serial)) this.loseAll();
  }

  /** One was delivered. */
  settled(asked: Wish, settled: Settled | null): void {
    this.#waiting.settle(asked, settled);
  }

  /** The server has another role, or follows another leader. */
  turned(): void {
    // What was forwarded to a leader before may never be proposed.
    this.loseAll();
    for (const asked of this.#leadership.end()) this.#lost(asked);
  }

  /** This server leads: makes sure that there is an opening of its own. */
  open(): void {
    this.#leadership.open();
  }

  stop(): void {
    this.loseAll();
    this.#leadership.end();
  }

  /** Nobody knows what becomes of what is under way. */
  loseAll(): void {
    this.#lane.change();
    this.#waiting.loseAll();
  }

  #propose(asked: Wish): void {
    if (this.leads) this.#leadership.add(asked);
    else this.#lost(asked);
  }

  #landed(wishes: readonly Wish[], isDone: boolean): void {
    if (!isDone) {
      for (const asked of wishes) {
        if (asked.kind === ProposalKind.opening) this.#leadership.refused();
        else this.#lost(asked);
      }
    }
    this.#leadership.landed();
  }

  #lost(asked: Wish): void {
    const { origin, serial } = asked;
    if (origin === this.#parts.self) this.#waiting.settle(asked, null);
    else this.#parts.post(origin, { type: 'lost', serial });
  }
}
