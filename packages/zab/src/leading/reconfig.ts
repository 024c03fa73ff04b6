import { has, isQuorum, type RequestId } from '@menagerie/contract';
import { membershipProblem, quorumsOf } from '../membership.ts';
import type { RefusalReason } from '../messages.ts';
import { decided, refuse, type Step } from '../step.ts';
import type { Leading, Membership } from '../types.ts';
import { propose } from './broadcast.ts';

// Dynamic reconfiguration: Shraer et al., USENIX ATC 2012; ZooKeeper's reconfig command.

/**
 * Proposes a membership as a transaction. Until it is committed, quorums of both memberships are
 * needed; COMMITANDACTIVATE puts it in force.
 */
export function onReconfig(
  step: Step,
  leading: Leading,
  request: RequestId,
  membership: Membership,
): void {
  const reason = objection(step, leading, membership);
  if (reason !== null) refuse(step, request, reason);
  else propose(step, leading, request, (zxid) => ({ type: 'reconfig', zxid, membership }));
}

function objection(step: Step, leading: Leading, membership: Membership): RefusalReason | null {
  const { state, config, rules } = step;
  if (membershipProblem(membership, config.servers) !== null) return 'invalid-membership';
  if (exchangesIncarnation(state.active, membership)) return 'invalid-membership';
  const may = rules.mayReconfigure(state.pending !== null);
  if (!decided(step, 'mayReconfigure', may)) return 'reconfig-pending';
  return hasSyncedQuorum(leading, membership) ? null : 'no-quorum';
}

/**
 * A disk that replaced a lost one may not vote in place of the one that was lost: the voter has to
 * be removed first, and added again in a second reconfiguration.
 */
function exchangesIncarnation(before: Membership, after: Membership): boolean {
  return before.incarnations.some(
    (incarnation, id) =>
      has(before.voters & after.voters, id) && incarnation !== after.incarnations[id],
  );
}

function hasSyncedQuorum(leading: Leading, membership: Membership): boolean {
  let set = 0;
  leading.learners.forEach((learner, id) => {
    if (learner?.stage.type !== 'synced') return;
    if (learner.incarnation === membership.incarnations[id]) set |= 1 << id;
  });
  return isQuorum(quorumsOf(membership), 'write', set);
}
