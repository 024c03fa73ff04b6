import type { ServerId } from '@menagerie/contract';
import { deliverThrough } from '../delivery.ts';
import {
  historyThrough,
  indexOf,
  lastIndex,
  lastIndexUpTo,
  lastZxid,
  txnsBetween,
  zxidAt,
} from '../history.ts';
import type { FrameOf } from '../messages.ts';
import type { SyncFacts, SyncPlan } from '../rules/synchronization.ts';
import { suffices, votersWhere } from '../standing.ts';
import { arm, decided, noteToSelf, type Step, sendFrame, write } from '../step.ts';
import type { Leading, Learner } from '../types.ts';
import { sameZxid, ZERO, type Zxid } from '../zxid.ts';
import { advance, afterActivation, forward } from './broadcast.ts';
import { inform, others } from './learners.ts';

// Synchronization at a leader: DSN 2011, phase 2; ZooKeeper's LearnerHandler.syncFollower.

/** The initial history is chosen, and this server is the first to take it over. */
export function startSynchronization(step: Step, leading: Leading): void {
  const { state, rules } = step;
  const { epoch } = leading;
  leading.stage = 'synchronization';
  leading.initial = lastIndex(state.persistent);
  leading.vote = { leader: state.self, epoch, zxid: lastZxid(state.persistent) };
  write(step, { type: 'epoch', epoch });
  const own = leading.learners[state.self] ?? null;
  if (own !== null) own.stage = { type: 'syncing', through: leading.initial };
  const waits = decided(step, 'newLeaderAckWaits', rules.newLeaderAckWaits());
  noteToSelf(step, waits, { type: 'ack', zxid: { epoch, counter: 0 } });
  for (const [id, learner] of others(step, leading)) synchronize(step, leading, id, learner);
}

/** Sends a learner what it lacks, then NEWLEADER; from here on it gets every proposal. */
export function synchronize(step: Step, leading: Leading, id: ServerId, learner: Learner): void {
  if (learner.stage.type !== 'acknowledged') return;
  const { persistent } = step.state;
  const peer = learner.stage.zxid;
  const settled = settledIndex(step, leading);
  const through = step.rules.syncsThrough(settled, indexOf(persistent, peer) ?? 0);
  decided(step, 'syncsThrough', through);
  const plan = step.rules.syncPlan(factsFor(step, peer, through));
  decided(step, 'syncPlan', PLAN_NUMBERS[plan.type]);
  sendHistory(step, id, learner, plan, through);
  learner.proposed = through;
  const zxid = zxidAt(persistent, settled) ?? ZERO;
  if (zxid.epoch === leading.epoch) sendFrame(step, id, learner.channel, { type: 'commit', zxid });
  learner.stage = { type: 'syncing', through };
  forward(step, id, learner);
  learner.stage = { type: 'syncing', through: learner.proposed };
  sendFrame(step, id, learner.channel, { type: 'newLeader', epoch: leading.epoch });
}

const PLAN_NUMBERS = { diff: 0, trunc: 1, snap: 2 } as const;

/** Transactions that are not proposals under way. */
function settledIndex({ state }: Step, leading: Leading): number {
  return leading.stage === 'broadcast' ? state.delivered : leading.initial;
}

function factsFor({ state, config }: Step, peer: Zxid, through: number): SyncFacts {
  const { persistent } = state;
  const txns = txnsBetween(persistent, persistent.snapshot.index + 1, through);
  const history = txns.map(({ zxid }) => zxid);
  return { peer, base: persistent.snapshot.zxid, history, window: config.windowTxns };
}

function sendHistory(
  step: Step,
  id: ServerId,
  learner: Learner,
  plan: SyncPlan,
  through: number,
): void {
  const { persistent } = step.state;
  if (plan.type === 'snap') {
    const history = historyThrough(persistent, through);
    sendFrame(step, id, learner.channel, { type: 'snap', history });
    return;
  }
  sendFrame(step, id, learner.channel, { type: plan.type, zxid: plan.after });
  const from = lastIndexUpTo(persistent, plan.after) + 1;
  for (const txn of txnsBetween(persistent, from, through)) {
    sendFrame(step, id, learner.channel, { type: 'proposal', txn });
  }
}

/** An acknowledgement: of NEWLEADER, or of a proposal. */
export function onAck(
  step: Step,
  leading: Leading,
  from: ServerId,
  { zxid }: FrameOf<'ack'>,
): void {
  const learner = leading.learners[from] ?? null;
  if (learner === null || zxid.epoch !== leading.epoch) return;
  if (zxid.counter === 0) onNewLeaderAck(step, leading, from, learner);
  else {
    const { persistent } = step.state;
    const index = lastIndexUpTo(persistent, zxid);
    if (!sameZxid(zxidAt(persistent, index) ?? ZERO, zxid)) return;
    learner.acked = Math.max(learner.acked, index);
    advance(step, leading);
  }
}

function onNewLeaderAck(step: Step, leading: Leading, from: ServerId, learner: Learner): void {
  if (learner.stage.type !== 'syncing') return;
  learner.acked = Math.max(learner.acked, learner.stage.through);
  learner.stage = { type: 'synced' };
  if (leading.stage === 'broadcast') {
    if (from !== step.state.self) sendFrame(step, from, learner.channel, { type: 'upToDate' });
    advance(step, leading);
  } else if (
    suffices(
      step,
      votersWhere(step, leading, ({ stage }) => stage.type === 'synced'),
    )
  ) {
    establish(step, leading);
  }
}

/** A quorum has taken over the history: it is committed, and the epoch is this leader's for good. */
function establish(step: Step, leading: Leading): void {
  const { config } = step;
  leading.stage = 'broadcast';
  arm(step, 'quorum', config.syncMs, config.syncMs);
  deliverThrough(step, leading.initial);
  for (const [id, learner] of others(step, leading)) {
    if (learner.stage.type === 'synced') sendFrame(step, id, learner.channel, { type: 'upToDate' });
  }
  for (const [id, learner] of others(step, leading)) inform(step, leading, id, learner);
  if (afterActivation(step)) advance(step, leading);
}
