import { deliverThrough, replaceHistory } from '../delivery.ts';
import { indexOf, lastIndex, lastIndexUpTo, lastZxid, zxidAt } from '../history.ts';
import type { FrameOf, ZabRecord } from '../messages.ts';
import { decided, promiseFrame, remember, type Step, write } from '../step.ts';
import type { Learning, Txn } from '../types.ts';
import { ZERO } from '../zxid.ts';
import { redial, waitForLeader } from './connection.ts';

// Synchronization at a learner: DSN 2011, phase 2; ZooKeeper's Learner.syncWithLeader. The order
// on the disk is the order of the records: history, then epoch; the acknowledgement waits for both.

/** DIFF: what this server has is the beginning of what the leader has. */
export function onDiff(step: Step, learning: Learning): void {
  beginSync(step, learning);
}

/** TRUNC: what this server has beyond a transaction is nobody else's. */
export function onTrunc(step: Step, learning: Learning, { zxid }: FrameOf<'trunc'>): void {
  const { persistent } = step.state;
  const at = indexOf(persistent, zxid);
  if (at === null) {
    redial(step, learning);
    return;
  }
  const before = zxidAt(persistent, at - 1) ?? zxid;
  const target = step.rules.truncatesTo(zxid, before);
  decided(step, 'truncatesTo', lastIndexUpTo(persistent, target));
  write(step, { type: 'truncate', zxid: target });
  beginSync(step, learning);
}

/** SNAP: the leader's history in place of this one, in one step. */
export function onSnap(step: Step, learning: Learning, { history }: FrameOf<'snap'>): void {
  replaceHistory(step, history);
  beginSync(step, learning);
}

function beginSync(step: Step, learning: Learning): void {
  learning.stage = 'syncing';
  learning.learned = 0;
  if (decided(step, 'writesEpochAt', step.rules.writesEpochAt('beginning'))) {
    write(step, { type: 'epoch', epoch: learning.epoch });
  }
}

/** A transaction that belongs to the synchronization: NEWLEADER acknowledges it, with all others. */
export function appendSynced(step: Step, txn: Txn): void {
  const record: ZabRecord = { type: 'append', txns: [txn] };
  if (decided(step, 'writesSynced', step.rules.writesSynced())) write(step, record);
  else remember(step, record);
}

/** The history is complete. From here on this server counts for the leader. */
export function onNewLeader(step: Step, learning: Learning, { epoch }: FrameOf<'newLeader'>): void {
  const { state, rules } = step;
  if (decided(step, 'writesEpochAt', rules.writesEpochAt('newLeader'))) {
    write(step, { type: 'epoch', epoch });
  }
  learning.stage = 'synced';
  learning.initial = lastIndex(state.persistent);
  learning.vote = { leader: learning.leader, epoch, zxid: lastZxid(state.persistent) };
  const waits = decided(step, 'newLeaderAckWaits', rules.newLeaderAckWaits());
  const zxid = { epoch, counter: 0 };
  promiseFrame(step, waits, learning.leader, learning.channel, { type: 'ack', zxid });
}

/** The epoch is established: the history before it is committed, and whatever COMMIT named since. */
export function onUpToDate(step: Step, learning: Learning): void {
  const { persistent } = step.state;
  learning.stage = 'serving';
  const before = lastIndexUpTo(persistent, { ...ZERO, epoch: learning.epoch });
  deliverThrough(step, Math.max(before, learning.learned));
  waitForLeader(step, learning);
}
