import type { Shape } from '@menagerie/contract';
import type { Kernel, Role } from '../kernels/kernel.ts';
import { Distribution } from './distribution.ts';

/** What is only ever counted up, under ZooKeeper's names. */
export interface Counters {
  proposal_count: number;
  commit_count: number;
  looking_count: number;
  connection_request_count: number;
  connection_rejected: number;
  connection_revalidate_count: number;
  stale_sessions_expired: number;
  auth_failed_count: number;
  ensemble_auth_success: number;
  ensemble_auth_fail: number;
  unrecoverable_error_count: number;
}

/** What happens in a server beside its clients: proposals, commits, elections. */
export class Vitals {
  readonly counters: Counters = {
    proposal_count: 0,
    commit_count: 0,
    looking_count: 0,
    connection_request_count: 0,
    connection_rejected: 0,
    connection_revalidate_count: 0,
    stale_sessions_expired: 0,
    auth_failed_count: 0,
    ensemble_auth_success: 0,
    ensemble_auth_fail: 0,
    unrecoverable_error_count: 0,
  };
  /** How long it had no leader, each time. In milliseconds, as all below. */
  readonly electionTime: Distribution = new Distribution();
  /** For how long the event loop did not come round, where it was long. */
  readonly pauses: Distribution = new Distribution();
  /** From the write of a batch until the disk has it. */
  readonly flushTime: Distribution = new Distribution();
  /** Bytes of proposals; -1 before the first. */
  readonly proposals = { last: -1, min: -1, max: -1 };
  /** Since when it has its role, by the clock. */
  since: number;
  readonly #now: () => number;
  readonly #turned: (before: Role, after: Role) => void;
  #role: Role = { type: 'looking' };

  /** @param turned called when the role of the server changes */
  constructor(now: () => number, turned: (before: Role, after: Role) => void) {
    this.#now = now;
    this.#turned = turned;
    this.since = now();
  }

  /** A kernel that tells of what it does. */
  over<S extends Shape>(kernel: Kernel<S>): Kernel<S> {
    return {
      ...kernel,
      propose: (data) => {
        this.#proposed(data.length);
        return kernel.propose(data);
      },
      delivered: (output) => {
        this.counters.commit_count += 1;
        return kernel.delivered(output);
      },
      role: (state) => {
        const role = kernel.role(state);
        this.#turn(role);
        return role;
      },
    };
  }

  /** Forgets how large proposals were. */
  resetProposals(): void {
    Object.assign(this.proposals, { last: -1, min: -1, max: -1 });
  }

  #proposed(bytes: number): void {
    const { proposals } = this;
    this.counters.proposal_count += 1;
    proposals.last = bytes;
    proposals.min = proposals.min < 0 ? bytes : Math.min(proposals.min, bytes);
    proposals.max = Math.max(proposals.max, bytes);
  }

  #turn(role: Role): void {
    const before = this.#role;
    if (before.type === role.type && leaderOf(before) === leaderOf(role)) return;
    this.#role = role;
    if (role.type === 'looking') this.counters.looking_count += 1;
    if (before.type === 'looking') this.electionTime.note(this.#now() - this.since);
    this.since = this.#now();
    this.#turned(before, role);
  }
}

function leaderOf(role: Role): number | null {
  return role.type === 'following' ? role.leader : null;
}
