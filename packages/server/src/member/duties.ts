import type { Shape } from '@menagerie/contract';
import type { Driver } from '../driver/driver.ts';
import type { Commands } from './commands.ts';
import type { Ledger, Settled } from './ledger.ts';
import type { MemberParts } from './member-parts.ts';
import type { Parcel } from './parcel.ts';
import { ProposalKind, type Unsigned, wish } from './proposal.ts';
import { encodeReaped } from './reaped.ts';
import { Reaper } from './reaper.ts';
import { fixedMembership, OF_ROSTERS, Reconfigurer } from './reconfigurer.ts';
import { SessionKeeper } from './session-keeper.ts';
import type { Settle } from './waiting.ts';
import type { Wishes } from './wishes.ts';

/** What the duties of a leader take of its member. */
export interface DutiesParts<S extends Shape> {
  readonly of: MemberParts<S>;
  readonly ledger: Ledger;
  readonly driver: () => Driver<S>;
  readonly commands: Commands<S>;
  readonly wishes: Wishes;
  submit(asked: Unsigned, settle: Settle): void;
  post(to: number, parcel: Parcel): void;
  role(): ReturnType<MemberParts<S>['kernel']['role']>;
}

/**
 * What only a leader sees to: that sessions end, that containers and TTL znodes go, and that its core
 * comes to the membership that the configuration names.
 */
export class Duties<S extends Shape> {
  readonly sessions: SessionKeeper;
  readonly #parts: DutiesParts<S>;
  readonly #reaper: Reaper;
  readonly #reconfigurer: Reconfigurer<S>;

  constructor(parts: DutiesParts<S>) {
    const { of, ledger, wishes, commands } = parts;
    const { clock, kernel, reap } = of;
    this.#parts = parts;
    const ask = (kind: ProposalKind, what: Partial<Unsigned>): void => {
      parts.submit(wish(kind, what), () => {});
    };
    this.sessions = new SessionKeeper({
      ledger,
      clock,
      tickMs: of.tickMs,
      role: () => parts.role(),
      expire: (session) => ask(ProposalKind.expireSession, { session }),
      report: (leader, sessions) => parts.post(leader, { type: 'touched', sessions }),
    });
    this.#reaper = new Reaper(reap, {
      clock,
      leads: () => wishes.leads,
      find: (most) => ledger.tree.reapable(of.wallClock(), most, reap.neverUsedMs),
      reap: (found) => ask(ProposalKind.reap, { data: encodeReaped(found) }),
    });
    this.#reconfigurer = new Reconfigurer<S>({
      clock,
      rosters: ledger.rosters,
      fixed: fixedMembership(of.ensemble),
      patienceMs: of.patienceMs,
      leads: () => wishes.leads,
      move: (target) => {
        const { state } = parts.driver();
        const there = new Map([...of.reached()].map((at) => [at, of.incarnationOf?.(at) ?? null]));
        there.set(of.self, null);
        return state === null ? null : kernel.moveTo(state, target, there);
      },
      command: (command, done) => commands.give(command, done),
      submit: (asked, settle) => parts.submit(asked, settle),
    });
  }

  start(): void {
    this.sessions.start();
    this.#reaper.start();
  }

  stop(): void {
    this.sessions.stop();
    this.#reaper.stop();
    this.#reconfigurer.stop();
  }

  /** The core may have to be brought to another membership. */
  poke(): void {
    this.#reconfigurer.poke();
  }

  /** Something was applied that has an effect. */
  applied({ wish: asked }: Settled): void {
    if (asked.kind !== ProposalKind.opening) this.sessions.applied(asked);
    else if (this.#parts.wishes.leads) this.sessions.begin();
    if (!OF_ROSTERS.has(asked.kind)) return;
    this.#parts.of.rosterChanged?.();
    this.#reconfigurer.poke();
  }
}
