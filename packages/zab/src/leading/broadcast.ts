import type { RequestId, ServerId } from '@menagerie/contract';
import { deliverThrough } from '../delivery.ts';
import { lastIndex, lastZxid, txnAt, txnsBetween } from '../history.ts';
import { lookForLeader } from '../roles.ts';
import { isActiveVoter, sufficesFor, votersWhere, votes } from '../standing.ts';
import { decided, noteToSelf, refuse, type Step, sendFrame, write } from '../step.ts';
import type { Leading, Learner, Txn } from '../types.ts';
import type { Zxid } from '../zxid.ts';
import { others } from './learners.ts';

// Broadcast at a leader: DSN 2011, phase 3, steps l.3.1 to l.3.3.

/** Proposes a transaction, if the epoch is established and there is room. */
export function propose(
  step: Step,
  leading: Leading,
  request: RequestId,
  make: (zxid: Zxid) => Txn,
): void {
  const { state, config, rules } = step;
  const { persistent, delivered } = state;
  const established = leading.stage === 'broadcast';
  const may = decided(step, 'mayPropose', rules.mayPropose(established));
  if (!may || leading.stage === 'discovery') {
    refuse(step, request, 'not-established');
    return;
  }
  if (lastIndex(persistent) - delivered >= config.maxOutstanding) {
    refuse(step, request, 'overloaded');
    return;
  }
  const zxid = rules.nextZxid(leading.epoch, lastZxid(persistent), config.counterLimit);
  decided(step, 'nextZxid', zxid !== null);
  if (zxid === null) {
    lookForLeader(step);
    refuse(step, request, 'epoch-exhausted');
    return;
  }
  write(step, { type: 'append', txns: [make(zxid)] });
  leading.proposals.push({ index: lastIndex(persistent), request });
  for (const [id, learner] of others(step, leading)) forward(step, id, learner);
  const waits = decided(step, 'ownAckWaits', rules.ownAckWaits());
  noteToSelf(step, waits, { type: 'ack', zxid });
}

/** Sends a voter all proposals that it was not sent yet. */
export function forward(step: Step, id: ServerId, learner: Learner): void {
  const { persistent } = step.state;
  if (!receives(step, learner) || !votes(step, id, learner.incarnation)) return;
  for (const txn of txnsBetween(persistent, learner.proposed + 1, lastIndex(persistent))) {
    sendFrame(step, id, learner.channel, { type: 'proposal', txn });
  }
  learner.proposed = lastIndex(persistent);
}

/** Commits what a quorum holds, one transaction after the other and none before those before it. */
export function advance(step: Step, leading: Leading): void {
  const { state } = step;
  while (leading.stage === 'broadcast' && state.delivered < lastIndex(state.persistent)) {
    const index = state.delivered + 1;
    const holders = votersWhere(
      step,
      leading,
      ({ stage, acked }) => stage.type === 'synced' && acked >= index,
    );
    if (!sufficesFor(step, index, holders)) return;
    commit(step, leading, index);
    if (!afterActivation(step)) return;
  }
}

function commit(step: Step, leading: Leading, index: number): void {
  const { state } = step;
  const txn = txnAt(state.persistent, index);
  if (txn === null) return;
  deliverThrough(step, index);
  for (const [id, learner] of others(step, leading)) {
    if (receives(step, learner)) sendCommit(step, id, learner, index, txn);
  }
  const [first] = leading.proposals;
  if (first === undefined || first.index > index) return;
  leading.proposals.shift();
  step.effects.push({
    type: 'answer',
    request: first.request,
    answer: { type: 'committed', zxid: txn.zxid },
    // The operator may switch servers off as soon as the new membership is in force on a disk.
    gated: txn.type === 'reconfig',
  });
}

/** COMMIT to whom has the proposal, INFORM to whom has not. */
function sendCommit(step: Step, id: ServerId, learner: Learner, index: number, txn: Txn): void {
  const activates = txn.type === 'reconfig';
  if (learner.proposed >= index) {
    const type = activates ? 'commitAndActivate' : 'commit';
    sendFrame(step, id, learner.channel, { type, zxid: txn.zxid });
    return;
  }
  sendFrame(step, id, learner.channel, { type: activates ? 'informAndActivate' : 'inform', txn });
  learner.proposed = index;
}

/** A membership may have come into force that this leader has no vote in. @returns whether it leads on */
export function afterActivation(step: Step): boolean {
  if (decided(step, 'leadsOn', step.rules.leadsOn(isActiveVoter(step)))) return true;
  lookForLeader(step);
  return false;
}

function receives(step: Step, { stage }: Learner): boolean {
  return decided(step, 'forwardsTo', step.rules.forwardsTo(stage.type));
}
