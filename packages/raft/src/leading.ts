import { has } from '@menagerie/contract';
import { entryAt, lastIndex } from './log.ts';
import { membersIn } from './membership.ts';
import { newPeer } from './sending.ts';
import { decided, disarm, promise, type Step, write } from './step.ts';
import type { Entry, Leader } from './types.ts';

// A leader's own log, and the membership that stands in any log.

/** Appends at the leader. Its own acknowledgement comes back to it once the disk has the entry. */
export function appendOwn(step: Step, entry: Entry): number {
  const { state, rules } = step;
  write(step, { type: 'append', entries: [entry] });
  const index = lastIndex(state.persistent);
  const waits = decided(step, 'ownEntryWaits', rules.ownEntryWaits());
  promise(step, waits, state.self, { type: 'ownAppendDurable', term: entry.term, index });
  if (entry.type === 'membership') findMembership(step);
  return index;
}

/**
 * Finds the membership in force: the newest in the log that takes effect, else the snapshot's.
 * To be called when a membership may have come into the log, left it, or been committed.
 */
export function findMembership(step: Step): void {
  const { state } = step;
  const { persistent } = state;
  state.membershipIndex = newestInForce(step);
  const entry = entryAt(persistent, state.membershipIndex);
  state.membership =
    entry?.type === 'membership' ? entry.membership : persistent.snapshot.membership;
  if (state.role.type === 'leader') adjustPeers(step, state.role);
}

function newestInForce(step: Step): number {
  const { persistent, commitIndex } = step.state;
  let index = lastIndex(persistent);
  for (; index > persistent.snapshot.index; index -= 1) {
    if (entryAt(persistent, index)?.type !== 'membership') continue;
    if (decided(step, 'takesEffect', step.rules.takesEffect(index, commitIndex))) return index;
  }
  return index;
}

/**
 * Who has become a member is a stranger whose log must be probed; who is none any more is
 * forgotten. Leases were confirmed by other quorums than the new ones.
 */
function adjustPeers(step: Step, leader: Leader): void {
  const members = membersIn(step.state.membership);
  const nextIndex = lastIndex(step.state.persistent);
  leader.peers = leader.peers.map((peer, id) => {
    if (!has(members, id)) return null;
    return peer ?? newPeer(nextIndex);
  });
  if (!step.config.leases) return;
  const { lease } = leader;
  lease.even = { round: 0, confirmed: false };
  lease.odd = { round: 0, confirmed: false };
  disarm(step, 'leaseEven');
  disarm(step, 'leaseOdd');
}
