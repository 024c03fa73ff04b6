import { has, type ServerId, type ServerSet, sizeOf } from '@menagerie/contract';
import type { ChangeError, MembershipChange } from './messages.ts';
import type { Membership } from './types.ts';

/** What became of a change. */
export type ChangeResult =
  | { readonly type: 'changed'; readonly membership: Membership }
  | { readonly type: 'impossible'; readonly reason: ChangeError };

/** The membership of a server that knows of no cluster. */
export function emptyMembership(servers: number): Membership {
  return {
    voters: 0,
    outgoing: 0,
    learners: 0,
    learnersNext: 0,
    autoLeave: false,
    incarnations: Array.from({ length: servers }, () => 0),
  };
}

/** Everybody who receives the log. */
export function membersIn(membership: Membership): ServerSet {
  return membership.voters | membership.outgoing | membership.learners | membership.learnersNext;
}

/** Everybody who votes, in either half. */
export function votersIn(membership: Membership): ServerSet {
  return membership.voters | membership.outgoing;
}

export function isJoint(membership: Membership): boolean {
  return membership.outgoing !== 0;
}

/** At most one voter changes, so that the majorities before and after meet (§4.1, Figure 4.3). */
export function changeOne(before: Membership, changes: readonly MembershipChange[]): ChangeResult {
  if (isJoint(before)) return impossible('already-joint');
  const result = applied(before, before, changes);
  if (result.type === 'changed' && sizeOf(before.voters ^ result.membership.voters) > 1) {
    return impossible('needs-joint');
  }
  return result;
}

/** Any change: until it is left, the voters of before and of after must both agree (§4.3). */
export function enterJoint(
  before: Membership,
  changes: readonly MembershipChange[],
  autoLeave: boolean,
): ChangeResult {
  if (isJoint(before)) return impossible('already-joint');
  if (before.voters === 0) return impossible('no-voters');
  return applied(before, { ...before, outgoing: before.voters, autoLeave }, changes);
}

/** The voters of after alone; learners in waiting become learners. */
export function leaveJoint(before: Membership): ChangeResult {
  if (!isJoint(before)) return impossible('not-joint');
  return {
    type: 'changed',
    membership: named({
      ...before,
      outgoing: 0,
      learners: before.learners | before.learnersNext,
      learnersNext: 0,
      autoLeave: false,
    }),
  };
}

/** Carries out the wishes one after another, beginning from `start`. */
function applied(
  before: Membership,
  start: Membership,
  changes: readonly MembershipChange[],
): ChangeResult {
  let membership = start;
  for (const change of changes) {
    const reason = objectionTo(change, before, membership);
    if (reason !== null) return impossible(reason);
    membership = withChange(membership, change);
  }
  if (membership.voters === 0) return impossible('no-voters');
  return { type: 'changed', membership: named(membership) };
}

/**
 * Exchanging one incarnation of a server for another is a removal and an addition: two changes,
 * even though the same server is named before and after.
 */
function objectionTo(
  change: MembershipChange,
  before: Membership,
  now: Membership,
): ChangeError | null {
  const { server } = change;
  if (server >= now.incarnations.length) return 'unknown-server';
  if (change.type === 'remove') return null;
  const isOther = (membership: Membership): boolean =>
    has(membersIn(membership), server) && membership.incarnations[server] !== change.incarnation;
  return isOther(before) || isOther(now) ? 'other-incarnation' : null;
}

function withChange(membership: Membership, change: MembershipChange): Membership {
  const bit = 1 << change.server;
  const removed: Membership = {
    ...membership,
    voters: membership.voters & ~bit,
    learners: membership.learners & ~bit,
    learnersNext: membership.learnersNext & ~bit,
  };
  if (change.type === 'remove') return removed;
  const incarnations = membership.incarnations.with(change.server, change.incarnation);
  if (change.type === 'addVoter') {
    return { ...removed, incarnations, voters: removed.voters | bit };
  }
  // A voter of the outgoing half goes on voting there, and so becomes a learner only afterwards.
  return has(membership.outgoing, change.server)
    ? { ...removed, incarnations, learnersNext: removed.learnersNext | bit }
    : { ...removed, incarnations, learners: removed.learners | bit };
}

/** Without the incarnations of those who are no members any more. */
function named(membership: Membership): Membership {
  const members = membersIn(membership);
  const incarnation = (of: number, server: ServerId): number => (has(members, server) ? of : 0);
  return { ...membership, incarnations: membership.incarnations.map(incarnation) };
}

function impossible(reason: ChangeError): ChangeResult {
  return { type: 'impossible', reason };
}
