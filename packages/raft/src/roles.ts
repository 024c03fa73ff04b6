import type { ServerId } from '@menagerie/contract';
import { answer, arm, decided, disarm, refuse, type Step, writeVote } from './step.ts';
import type { Leader } from './types.ts';

// How a server becomes a follower, and how long it stays one: dissertation §3.3 and §3.4.

/** All that a newer term means: the old one is over, and nobody has this server's vote yet. */
export function adoptTerm(step: Step, term: number): void {
  writeVote(step, term, null);
  becomeFollower(step);
}

/**
 * Gives up whatever role there is. A follower keeps its timers: a new term alone is no reason to
 * wait longer, and none to come out of the shelter that a leader's word gave.
 */
export function becomeFollower(step: Step): void {
  const { state, config } = step;
  const was = state.role;
  const heard = was.type === 'follower' && was.heard;
  state.role = { type: 'follower', leader: null, heard };
  if (was.type !== 'leader') return;
  for (const timer of LEADER_TIMERS) disarm(step, timer);
  settle(step, was);
  arm(step, 'election', config.electionMs, 2 * config.electionMs);
}

/** A word of the leader of this term. */
export function followLeader(step: Step, leader: ServerId): void {
  const { state, config } = step;
  if (state.role.type !== 'follower') becomeFollower(step);
  const { role } = state;
  if (role.type !== 'follower') return;
  role.leader = leader;
  if (config.checkQuorum) {
    takeShelter(step);
    if (!role.heard) disarm(step, 'election');
    role.heard = true;
  } else {
    arm(step, 'election', config.electionMs, 2 * config.electionMs);
  }
}

/** From now on, and for at least T, this server helps nobody to another leader (§4.2.3). */
export function takeShelter(step: Step): void {
  const span = decided(step, 'shelterMs', step.rules.shelterMs(step.config.electionMs));
  arm(step, 'contact', span, span);
}

/** T has passed without a word: the leader may be gone. */
export function leaveShelter(step: Step): void {
  const { state, config } = step;
  if (state.role.type !== 'follower') return;
  state.role.heard = false;
  state.role.leader = null;
  arm(step, 'election', 0, config.electionMs);
}

/** Whether a leader was heard within T; a leader hears itself. */
export function isSheltered({ state, config }: Step): boolean {
  const { role } = state;
  return role.type === 'leader' ? config.checkQuorum : role.type === 'follower' && role.heard;
}

/** Tells everybody who waits for this leader what became of it. */
function settle(step: Step, { proposals, reads, transfer }: Leader): void {
  for (const { request } of proposals) answer(step, request, { type: 'unknown' });
  for (const { request } of reads) refuse(step, request, 'leadership-lost');
  if (transfer !== null) answer(step, transfer.request, { type: 'transferred' });
}

const LEADER_TIMERS = ['heartbeat', 'quorum', 'transfer', 'leaseEven', 'leaseOdd'] as const;
