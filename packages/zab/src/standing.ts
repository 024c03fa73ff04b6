import { has, isQuorum, type ServerId, type ServerSet } from '@menagerie/contract';
import { lastZxid, zxidAt } from './history.ts';
import type { Recency } from './rules/discovery.ts';
import { decided, type Step } from './step.ts';
import type { Leading, Learner, Membership } from './types.ts';
import { sameZxid, ZERO } from './zxid.ts';

// Who counts, in the membership that is in force and in the one that is pending.

/** Whether a server that says to be of that incarnation votes, now or once what is pending is in force. */
export function votes(step: Step, server: ServerId, incarnation: number): boolean {
  const { active, pending } = step.state;
  return (
    votesIn(step, active, server, incarnation) ||
    (pending !== null && votesIn(step, pending.membership, server, incarnation))
  );
}

/** Whether this server votes, as far as it knows. */
export function isVoter(step: Step): boolean {
  return votes(step, step.state.self, step.state.persistent.incarnation);
}

/** Whether this server votes in the membership in force. */
export function isActiveVoter(step: Step): boolean {
  const { active, self, persistent } = step.state;
  return votesIn(step, active, self, persistent.incarnation);
}

/** Whether this server proposes itself as a leader. */
export function mayStand(step: Step): boolean {
  const { active, pending, self } = step.state;
  const weight = Math.max(active.weights[self] ?? 0, pending?.membership.weights[self] ?? 0);
  return decided(step, 'mayStand', step.rules.mayStand(isVoter(step), weight));
}

/** Whether servers are enough to decide. */
export function suffices(step: Step, set: ServerSet): boolean {
  const { active, pending } = step.state;
  const system = step.rules.quorumOf(active, pending?.membership ?? null);
  return decided(step, 'quorumOf', isQuorum(system, 'write', set));
}

/** Whether servers are enough to commit a transaction: what is pending counts from itself on. */
export function sufficesFor(step: Step, index: number, set: ServerSet): boolean {
  const { active, pending } = step.state;
  const both = pending !== null && pending.index <= index;
  const system = step.rules.quorumOf(active, both ? pending.membership : null);
  return decided(step, 'quorumOf', isQuorum(system, 'write', set));
}

/** The voters, the leader itself among them, for which `holds` is true. */
export function votersWhere(
  step: Step,
  leading: Leading,
  holds: (learner: Learner) => boolean,
): ServerSet {
  let set = 0;
  leading.learners.forEach((learner, id) => {
    if (learner !== null && holds(learner) && votes(step, id, learner.incarnation)) set |= 1 << id;
  });
  return set;
}

/** What this server says of its history. */
export function statedRecency(step: Step): Recency {
  const { persistent, delivered } = step.state;
  const logged = lastZxid(persistent);
  const zxid = step.rules.statedZxid(logged, zxidAt(persistent, delivered) ?? ZERO);
  decided(step, 'statedZxid', sameZxid(zxid, logged));
  return { currentEpoch: persistent.currentEpoch, zxid };
}

function votesIn(
  step: Step,
  membership: Membership,
  server: ServerId,
  incarnation: number,
): boolean {
  if (!has(membership.voters, server)) return false;
  const meant = membership.incarnations[server] ?? 0;
  return decided(step, 'countsAsVoter', step.rules.countsAsVoter(meant, incarnation));
}
