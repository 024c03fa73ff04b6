import { committedIndex } from '@menagerie/contract';
import { appendOwn, findMembership } from './leading.ts';
import { entryAt, lastIndex, termAt } from './log.ts';
import { isJoint, leaveJoint } from './membership.ts';
import { answerReads } from './reads.ts';
import { becomeFollower } from './roles.ts';
import { replicate } from './sending.ts';
import { isVoter, quorum } from './standing.ts';
import { answer, decided, deliver, type Step } from './step.ts';
import type { Leader } from './types.ts';

// When an entry is committed, and what follows from it: dissertation §3.5, §3.6.2 and Figure 3.1.

/** Looks whether a quorum holds more than before. */
export function advanceCommit(step: Step, leader: Leader): void {
  const { state, rules } = step;
  const held = committedIndex(
    quorum(step, 'commit'),
    (server) => leader.peers[server]?.matchIndex ?? 0,
  );
  if (held <= state.commitIndex) return;
  const term = termAt(state.persistent, held);
  const { currentTerm } = state.persistent;
  if (!decided(step, 'mayCommit', rules.mayCommit(term, currentTerm))) return;
  commitThrough(step, held);
  answerProposals(step, leader);
  answerReads(step, leader);
  replicate(step, leader, true);
  followMembership(step, leader);
}

/** Gives the application what is committed, in order. */
export function commitThrough(step: Step, index: number): void {
  const { state, rules } = step;
  const { persistent } = state;
  if (index <= state.commitIndex) return;
  state.commitIndex = index;
  const last = lastIndex(persistent);
  const through = decided(step, 'deliverableThrough', rules.deliverableThrough(index, last));
  let changed = false;
  while (state.lastApplied < through) {
    const entry = entryAt(persistent, state.lastApplied + 1);
    if (entry === undefined) break;
    state.lastApplied += 1;
    deliver(step, { type: 'entry', index: state.lastApplied, entry });
    changed ||= entry.type === 'membership';
  }
  if (changed) findMembership(step);
}

function answerProposals(step: Step, leader: Leader): void {
  const { state } = step;
  let settled = 0;
  for (const { index, request } of leader.proposals) {
    if (index > state.commitIndex) break;
    const { currentTerm } = state.persistent;
    answer(step, request, { type: 'committed', index, term: currentTerm });
    settled += 1;
  }
  if (settled > 0) leader.proposals.splice(0, settled);
}

/** A committed membership may be one that the leader must leave: a joint one, or not its own. */
function followMembership(step: Step, leader: Leader): void {
  const { state, rules } = step;
  const { membership, membershipIndex, persistent } = state;
  if (membershipIndex > state.commitIndex) return;
  const { currentTerm } = persistent;
  if (!isJoint(membership)) {
    // It has led through the change without counting itself (§4.2.2).
    if (!decided(step, 'leadsOn', rules.leadsOn(isVoter(step)))) becomeFollower(step);
    return;
  }
  const entered = termAt(persistent, membershipIndex) ?? 0;
  if (!membership.autoLeave) return;
  if (!decided(step, 'leavesJoint', rules.leavesJoint(entered, currentTerm))) return;
  const left = leaveJoint(membership);
  if (left.type !== 'changed') return;
  appendOwn(step, { type: 'membership', term: currentTerm, membership: left.membership });
  replicate(step, leader, false);
}
