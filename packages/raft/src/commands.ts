import type { RequestId } from '@menagerie/contract';
import { onCompact } from './compaction.ts';
import { appendOwn } from './leading.ts';
import { lastIndex } from './log.ts';
import { type ChangeResult, changeOne, enterJoint, leaveJoint } from './membership.ts';
import type { MembershipChange, RaftCommand, RefusalReason, Transition } from './messages.ts';
import { onRead } from './reads.ts';
import { replicate } from './sending.ts';
import { decided, refuse, type Step } from './step.ts';
import { onTransferLeadership } from './transfer.ts';
import type { Entry, Leader, Membership } from './types.ts';

// What clients and operators ask for. Every refusal is safe to retry.

export function onCommand(step: Step, request: RequestId, command: RaftCommand): void {
  const { role } = step.state;
  switch (command.type) {
    case 'compact':
      onCompact(step, request, command.through, command.data);
      return;
    case 'read':
      onRead(step, request, command.mode);
      return;
    case 'propose':
      if (role.type === 'leader') onPropose(step, role, request, command.data);
      else refuse(step, request, 'not-leader');
      return;
    case 'changeMembership':
      if (role.type === 'leader') onChange(step, role, request, command);
      else refuse(step, request, 'not-leader');
      return;
    case 'transferLeadership':
      if (role.type === 'leader') onTransferLeadership(step, role, request, command.to);
      else refuse(step, request, 'not-leader');
  }
}

function onPropose(step: Step, leader: Leader, request: RequestId, data: Uint8Array): void {
  const { persistent, commitIndex } = step.state;
  if (leader.transfer !== null) {
    refuse(step, request, 'transferring');
    return;
  }
  if (lastIndex(persistent) - commitIndex >= step.config.maxUncommitted) {
    refuse(step, request, 'overloaded');
    return;
  }
  accept(step, leader, request, { type: 'data', term: persistent.currentTerm, data });
}

interface Change {
  readonly transition: Transition;
  readonly changes: readonly MembershipChange[];
}

/** Membership changes are entries like others, but one at a time (§4.1). */
function onChange(step: Step, leader: Leader, request: RequestId, change: Change): void {
  const { membership, persistent } = step.state;
  const reason = objection(step, leader);
  if (reason !== null) {
    refuse(step, request, reason);
    return;
  }
  const result = changed(membership, change);
  if (result.type === 'impossible') {
    refuse(step, request, result.reason);
    return;
  }
  const term = persistent.currentTerm;
  accept(step, leader, request, { type: 'membership', term, membership: result.membership });
}

function objection(step: Step, leader: Leader): RefusalReason | null {
  const { state, rules } = step;
  if (leader.transfer !== null) return 'transferring';
  const inTerm = rules.mayChangeInTerm(leader.termStart, state.commitIndex);
  if (!decided(step, 'mayChangeInTerm', inTerm)) return 'term-uncommitted';
  const after = rules.mayChangeAfter(state.membershipIndex, state.commitIndex);
  if (!decided(step, 'mayChangeAfter', after)) return 'change-uncommitted';
  return null;
}

function changed(membership: Membership, { transition, changes }: Change): ChangeResult {
  switch (transition) {
    case 'simple':
      return changeOne(membership, changes);
    case 'joint':
      return enterJoint(membership, changes, true);
    case 'jointManual':
      return enterJoint(membership, changes, false);
    case 'leave':
      return leaveJoint(membership);
  }
}

/** The entry goes to the peers at once, not waiting for the leader's own disk (§10.2.1). */
function accept(step: Step, leader: Leader, request: RequestId, entry: Entry): void {
  const index = appendOwn(step, entry);
  leader.proposals.push({ index, request });
  replicate(step, leader, false);
}
