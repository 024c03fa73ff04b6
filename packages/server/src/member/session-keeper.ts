import type { Clock } from '../driver/timers.ts';
import type { Role } from '../kernels/kernel.ts';
import type { Ledger } from './ledger.ts';
import { ProposalKind, type Wish } from './proposal.ts';
import { SessionClock } from './sessions.ts';

/** What a keeper of sessions needs to know of its member. */
export interface KeeperParts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly tickMs: number;
  readonly role: () => Role;
  /** Has a session ended that was silent for too long. */
  readonly expire: (session: bigint) => void;
  /** Tells a leader of which sessions was heard here. */
  readonly report: (leader: number, sessions: readonly bigint[]) => void;
}

/**
 * Looks after sessions: a leader ends those that were silent for too long, and every other server
 * tells it of which it has heard.
 */
export class SessionKeeper {
  readonly #parts: KeeperParts;
  readonly #sessions: SessionClock;
  /** Of a server that does not lead: heard of since the last report. */
  readonly #heard = new Set<bigint>();
  #stop: () => void = () => {};

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#sessions = new SessionClock(parts.tickMs);
  }

  start(): void {
    const { clock, tickMs } = this.#parts;
    this.#stop = clock.after(tickMs / 2, () => {
      this.start();
      this.#tick();
    });
  }

  stop(): void {
    this.#stop();
  }

  /** A leader begins: nobody knows for how long anybody has been silent. */
  begin(): void {
    this.#sessions.clear();
    for (const { id } of this.#parts.ledger.tree.sessions) this.#touch(id);
  }

  /** Of a leader: when each session ends unless it is heard of, by the clock. */
  get due(): ReadonlyMap<bigint, number> {
    return this.#sessions.due;
  }

  /** A session was heard of, here or on another server. */
  heardOf(session: bigint): void {
    if (this.#parts.role().type === 'leading') this.#touch(session);
    else this.#heard.add(session);
  }

  /** A wish of a session was applied. It may have made the session, or ended it. */
  applied({ kind, session }: Wish): void {
    const isOver = kind === ProposalKind.closeSession || kind === ProposalKind.expireSession;
    if (isOver) this.#sessions.forget(session);
    // The server that it came from may die before it reports that it has heard of the session.
    else if (this.#parts.role().type === 'leading') this.#touch(session);
  }

  #touch(session: bigint): void {
    const { ledger, clock } = this.#parts;
    const known = ledger.tree.session(session);
    if (known !== null) this.#sessions.touch(session, known.timeoutMs, clock.now());
  }

  #tick(): void {
    const { clock, role, expire, report } = this.#parts;
    const at = role();
    if (at.type === 'leading') {
      for (const session of this.#sessions.takeExpired(clock.now())) expire(session);
    } else if (at.type === 'following' && this.#heard.size > 0) {
      report(at.leader, [...this.#heard]);
      this.#heard.clear();
    }
  }
}
