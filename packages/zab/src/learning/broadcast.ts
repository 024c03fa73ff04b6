import { deliverThrough } from '../delivery.ts';
import { indexOf, lastIndex, lastZxid, zxidAt } from '../history.ts';
import type { ZabFrame } from '../messages.ts';
import { answer, decided, promiseFrame, type Step, write } from '../step.ts';
import type { Learning, Txn } from '../types.ts';
import { compareZxids, ZERO, type Zxid } from '../zxid.ts';
import { redial } from './connection.ts';
import { appendSynced } from './synchronization.ts';

// Broadcast at a learner: DSN 2011, phase 3, steps f.3.1 and f.3.2. Frames come in the order in
// which they were sent, so a proposal is appended without asking what comes before it.

export function onProposal(step: Step, learning: Learning, txn: Txn): void {
  if (compareZxids(txn.zxid, lastZxid(step.state.persistent)) <= 0) return;
  if (learning.stage === 'syncing') {
    appendSynced(step, txn);
    return;
  }
  write(step, { type: 'append', txns: [txn] });
  const waits = decided(step, 'proposalAckWaits', step.rules.proposalAckWaits());
  const { leader, channel } = learning;
  promiseFrame(step, waits, leader, channel, { type: 'ack', zxid: txn.zxid });
}

/** A commit before UPTODATE is kept until then: the application is not served before. */
export function onCommit(step: Step, learning: Learning, zxid: Zxid): void {
  const { state, rules } = step;
  const index = indexOf(state.persistent, zxid);
  const serving = learning.stage === 'serving';
  const initial = learning.stage === 'syncing' ? lastIndex(state.persistent) : learning.initial;
  const known = decided(step, 'matchesCommit', rules.matchesCommit(index, initial, serving));
  if (index === null || !known) redial(step, learning);
  else if (serving) deliverThrough(step, index);
  else learning.learned = Math.max(learning.learned, index);
}

/** INFORM: a proposal that needs no acknowledgement, since it is committed. */
export function onInform(step: Step, learning: Learning, txn: Txn): void {
  if (compareZxids(txn.zxid, lastZxid(step.state.persistent)) > 0) {
    write(step, { type: 'append', txns: [txn] });
  }
  onCommit(step, learning, txn.zxid);
}

/** SYNC has come back behind all commits that it had to wait for: what is delivered here will do. */
export function onSynced(
  step: Step,
  learning: Learning,
  frame: Extract<ZabFrame, { readonly type: 'sync' }>,
): void {
  const at = learning.syncs.indexOf(frame.request);
  if (at < 0) return;
  learning.syncs.splice(at, 1);
  const { persistent, delivered } = step.state;
  const zxid = zxidAt(persistent, delivered) ?? ZERO;
  answer(step, frame.request, { type: 'read', zxid, by: 'sync' });
}
