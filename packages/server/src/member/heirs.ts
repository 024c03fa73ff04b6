import type { ServerId, Shape } from '@menagerie/contract';
import { firstVoters, type Role } from '../kernels/kernel.ts';
import { placesOf } from '../roster/roster.ts';
import type { Rosters } from '../roster/rosters.ts';
import type { MemberParts } from './member-parts.ts';

/** What not to wait for a leader that has ended takes. */
export interface HeirsParts<S extends Shape> {
  readonly of: Pick<MemberParts<S>, 'kernel' | 'ensemble' | 'self' | 'reached'>;
  readonly rosters: Rosters;
  role(): Role;
  hasten(timer: S['timer'], ms: number): void;
}

/**
 * Has a leader that is known to have ended missed at once, and not only after its silence. Those that
 * may lead instead try one after the other, each a little later than the one before.
 */
export class Heirs<S extends Shape> {
  readonly #parts: HeirsParts<S>;

  constructor(parts: HeirsParts<S>) {
    this.#parts = parts;
  }

  /** A server has ended, or is about to. @param first who tries first, if it may */
  ended(server: ServerId, first: ServerId): void {
    const parts = this.#parts;
    const role = parts.role();
    if (role.type !== 'following' || role.leader !== server) return;
    const turn = this.#turn(server, first);
    for (const { timer, ms } of parts.of.kernel.missing(turn)) parts.hasten(timer, ms);
  }

  /** Whoever does not vote comes last: it cannot lead, but it has to look for whoever does. */
  #turn(ended: ServerId, first: ServerId): number {
    const { of } = this.#parts;
    const there = new Set([of.self, ...of.reached()]);
    const heirs = this.#voters.filter((voter) => voter !== ended && there.has(voter));
    const line = [...heirs.filter((at) => at >= first), ...heirs.filter((at) => at < first)];
    const turn = line.indexOf(of.self);
    return turn < 0 ? line.length : turn;
  }

  get #voters(): readonly ServerId[] {
    const { isOn, active } = this.#parts.rosters;
    if (!isOn || active === null) return firstVoters(this.#parts.of.ensemble);
    return placesOf(active, 'participant').toSorted((one, other) => one - other);
  }
}
