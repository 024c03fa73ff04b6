import { has, isQuorum, type QuorumSystem, type ServerId, sizeOf } from '@menagerie/contract';
import { membershipAt } from './log.ts';
import { membersIn, votersIn } from './membership.ts';
import type { QuorumPurpose } from './rules/membership.ts';
import { decided, type Step } from './step.ts';
import type { Leader, Peer } from './types.ts';

// Who counts, in the membership that is in force.

/** Whose agreement is needed. */
export function quorum(step: Step, purpose: QuorumPurpose): QuorumSystem {
  const { membership } = step.state;
  step.sink.note('quorumOf', sizeOf(votersIn(membership)));
  return step.rules.quorumOf(membership, purpose);
}

/** Whether this server may vote and campaign, as far as it knows. */
export function isVoter(step: Step): boolean {
  const { membership, self, persistent } = step.state;
  return has(votersIn(membership), self) && isMember(step, self, persistent.incarnation);
}

/** Whether this server may stand for election. Its own vote counts only if it is a voter. */
export function mayCampaign(step: Step): boolean {
  const verdict = step.rules.mayCampaign(isVoter(step), isLeaving(step));
  return decided(step, 'mayCampaign', verdict);
}

/** Whether this server is a voter of the membership before, and the newest is not committed. */
function isLeaving({ state }: Step): boolean {
  const { persistent, self, membershipIndex, commitIndex } = state;
  if (membershipIndex <= commitIndex) return false;
  const before = membershipAt(persistent, membershipIndex - 1);
  return has(votersIn(before), self) && (before.incarnations[self] ?? 0) === persistent.incarnation;
}

/** Whether a server that says to be of that incarnation is the member of its name. */
export function isMember(step: Step, server: ServerId, incarnation: number): boolean {
  const { membership } = step.state;
  return (
    has(membersIn(membership), server) &&
    decided(
      step,
      'countsAsMember',
      step.rules.countsAsMember(membership.incarnations[server] ?? 0, incarnation),
    )
  );
}

/** Whether the leader and those peers for which `holds` is true are enough. */
export function leaderHasQuorum(
  step: Step,
  leader: Leader,
  holds: (peer: Peer) => boolean,
): boolean {
  const { self } = step.state;
  let set = 1 << self;
  leader.peers.forEach((peer, id) => {
    if (peer !== null && holds(peer)) set |= 1 << id;
  });
  return isQuorum(quorum(step, 'confirm'), 'write', set);
}
