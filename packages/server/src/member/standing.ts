import type { ServerId } from '@menagerie/contract';
import type { Clock } from '../driver/timers.ts';
import type { Role } from '../kernels/kernel.ts';
import { Aside } from './aside.ts';
import type { Ledger } from './ledger.ts';
import { type Service, ServiceKeeper } from './service.ts';
import type { Wishes } from './wishes.ts';

/** What knowing where a server stands takes. */
export interface StandingParts {
  readonly clock: Clock;
  readonly ledger: Ledger;
  /** It is the only server. */
  readonly isAlone: boolean;
  readonly readOnlyAfterMs: number | null;
  /** What the core takes itself for; `null` while it does not run. */
  coreRole(): Role | null;
  /** The core neither hears nor speaks, or does again. */
  mute(isMute: boolean): void;
  /** Has the core give the lead to another; `false` where it cannot. */
  ask(to: ServerId, done: (handed: boolean) => void): boolean;
  wishes(): Wishes;
  changed(service: Service): void;
}

/** What a server is to the others, and so to its clients. */
export class Standing {
  role: Role = { type: 'looking' };
  readonly #parts: StandingParts;
  readonly #service: ServiceKeeper;
  readonly #aside: Aside;
  #isFull = false;

  constructor(parts: StandingParts) {
    const { clock, isAlone, readOnlyAfterMs } = parts;
    this.#parts = parts;
    this.#service = new ServiceKeeper({
      clock,
      isAlone,
      readOnlyAfterMs,
      changed: (service) => parts.changed(service),
    });
    this.#aside = new Aside({
      clock,
      ask: (to, done) => this.role.type === 'leading' && parts.ask(to, done),
      silence: () => this.#mute(),
    });
  }

  get service(): Service {
    return this.#service.service;
  }

  start(): void {
    this.#service.start();
  }

  stop(): void {
    this.#service.stop();
    this.#aside.stop();
  }

  /**
   * The disk takes nothing for now, or again. Meanwhile the server neither leads nor follows, so the
   * others do without it; what it knows may be read.
   */
  full(isFull: boolean): void {
    this.#isFull = isFull;
    this.#mute();
  }

  /**
   * Has another lead, where the core can name one. Only for a leader.
   *
   * @param done called once, with whether another was told to lead
   */
  handOver(to: ServerId | null, done: (handed: boolean) => void): void {
    this.#aside.handOver(to, done);
  }

  /**
   * Leads no more: hands over where the core can, and else is silent for so long that the others
   * elect one of them.
   */
  stepAside(to: ServerId | null, ms: number): void {
    if (this.role.type === 'leading') this.#aside.stepAside(to, ms);
  }

  /** The core has taken a step: its role may be another one. */
  look(): void {
    const wishes = this.#parts.wishes();
    const found = this.#parts.coreRole();
    if (found === null) return;
    const before = this.role;
    const role: Role = this.#isMute ? { type: 'looking' } : found;
    this.role = role;
    if (!isSame(before, role)) wishes.turned();
    if (role.type === 'leading') wishes.open();
    this.#turn(this.#isServing);
  }

  /** Clients are to look for another server: what they were shown here is to be another's. */
  interrupt(): void {
    this.#turn(false);
  }

  get #isMute(): boolean {
    return this.#isFull || this.#aside.isSilent;
  }

  #mute(): void {
    this.#parts.mute(this.#isMute);
    this.look();
  }

  get #isServing(): boolean {
    if (this.role.type === 'leading') return this.#parts.wishes().leads;
    return this.role.type === 'following' && this.#parts.ledger.leader === this.role.leader;
  }

  #turn(serves: boolean): void {
    const knows = this.#parts.ledger.opening > 0;
    this.#service.turn({ serves, isFull: this.#isFull, knows });
  }
}

function isSame(one: Role, other: Role): boolean {
  if (one.type === 'following' && other.type === 'following') return one.leader === other.leader;
  return one.type === other.type;
}
