import {
  defineProperty,
  defineStepProperty,
  frozen,
  list,
  type Mark,
  type Property,
  record,
  type Schema,
  u32,
} from '@menagerie/contract';
import { actor, actorIn, messageOf, recordsOf, violated } from '@menagerie/contract/testing';
import { lastIndex, lastZxid, txnAt, zxidAt } from '../../history.ts';
import type { ZabShape } from '../../messages.ts';
import { txnSchema, zxidSchema } from '../../schemas/values.ts';
import type { Txn, ZabState } from '../../types.ts';
import { compareZxids, sameZxid, type Zxid, zxidText } from '../../zxid.ts';
import { sameTxn, shown, type ZabHappening } from '../views.ts';

interface Seen {
  readonly txn: Txn;
  /** Of the transaction before it. */
  readonly previous: Zxid;
}

interface Appended {
  /** `byEpoch[e]`: the different transactions of epoch e that ever stood in a history. */
  byEpoch: Seen[][];
}

const appended: Schema<Appended> = record({
  byEpoch: list(list(frozen(record({ txn: txnSchema, previous: zxidSchema })))),
});

/**
 * Checked where transactions come into a history: one of the same zxid must be the same and follow
 * the same. By induction all before are the same then, so committed prefixes agree.
 */
export const prefixConsistency: Property<ZabShape> = defineProperty<ZabShape, Appended>({
  name: 'Prefix Consistency',
  source: 'PrefixConsistency of the published TLA+ models; DSN 2011, on histories',
  kind: 'always',
  says: 'Two histories with a transaction of one zxid are the same up to it.',
  killedBy: ['Z-10', 'Z-13', 'Z-25'],
  ghost: appended,
  start: () => ({ byEpoch: [] }),
  observe: ({ byEpoch }, happening, world) => {
    const state = actor(happening, world);
    if (state === null || happening.type === 'recover') return null;
    const fresh = countAppended(state, happening);
    const last = lastIndex(state.persistent);
    for (let index = last - fresh + 1; index <= last; index += 1) {
      const txn = txnAt(state.persistent, index);
      const previous = zxidAt(state.persistent, index - 1);
      if (txn === null || previous === null) continue;
      const { epoch } = txn.zxid;
      while (byEpoch.length <= epoch) byEpoch.push([]);
      const others = byEpoch[epoch] ?? [];
      const twin = others.find((each) => sameZxid(each.txn.zxid, txn.zxid));
      if (twin === undefined) others.push({ txn, previous });
      else if (!sameZxid(twin.previous, previous) || !sameTxn(twin.txn, txn)) {
        return violated(
          'Prefix Consistency',
          'same-zxid-differs',
          [state.self],
          { server: state.self, index, txn: shown(txn), previous: zxidText(previous) },
          `Server ${state.self} has ${shown(txn)} after ${zxidText(previous)}; elsewhere ${shown(twin.txn)} follows ${zxidText(twin.previous)}.`,
        );
      }
    }
    return null;
  },
});

/** How many transactions at the end of a history are new with a step. */
function countAppended(state: ZabState, happening: ZabHappening): number {
  let count = 0;
  for (const each of recordsOf(happening)) {
    if (each.type === 'append') count += each.txns.length;
    if (each.type === 'install') count = each.history.txns.length;
  }
  return Math.min(count, state.persistent.txns.length);
}

/** The history of a server that leads. */
interface Leading {
  readonly epoch: number;
  readonly snapshot: { readonly index: number; readonly zxid: Zxid };
  readonly txns: readonly { readonly zxid: Zxid }[];
}

const leading: Mark<ZabShape, Leading> = {
  schema: record({
    epoch: u32,
    snapshot: record({ index: u32, zxid: zxidSchema }),
    txns: frozen(list(record({ zxid: zxidSchema }))),
  }),
  of: ({ state }) => {
    if (state?.role.type !== 'leading') return null;
    const { snapshot, txns } = state.persistent;
    return { epoch: state.role.epoch, snapshot, txns };
  },
};

/** Only looked at where the leader still leads that epoch, so that there is a history to compare with. */
export const monotonicHistory: Property<ZabShape> = defineStepProperty<ZabShape, never, Leading>({
  name: 'Synchronized Is A Prefix',
  source: 'CommittedLogMonotonicity of the published multi-grained TLA+ models',
  says: 'Once a learner has taken over NEWLEADER, its history is the beginning of that of its leader.',
  killedBy: ['Z-04', 'Z-10'],
  others: leading,
  check: (step) => {
    const message = messageOf(step.happening);
    const state = actorIn<ZabShape>(step);
    if (message?.type !== 'newLeader' || state?.role.type !== 'learning') return null;
    const { leader, epoch, stage } = state.role;
    if (stage !== 'synced') return null;
    const other = step.look(leader);
    const last = lastIndex(state.persistent);
    if (other === null || other.epoch !== epoch || other.snapshot.index > last) return null;
    const beyond = last - other.snapshot.index;
    const theirs = beyond === 0 ? other.snapshot.zxid : (other.txns[beyond - 1]?.zxid ?? null);
    if (theirs !== null && sameZxid(theirs, lastZxid(state.persistent))) return null;
    return violated(
      'Synchronized Is A Prefix',
      'differs',
      [state.self, leader],
      { server: state.self, leader, index: last, zxid: zxidText(lastZxid(state.persistent)) },
      `Server ${state.self} acknowledged NEWLEADER of epoch ${epoch} with ${zxidText(lastZxid(state.persistent))} as number ${last}, which is not so at leader ${leader}.`,
    );
  },
});

export const commitConsistency: Property<ZabShape> = defineStepProperty<ZabShape>({
  name: 'Commit Consistency',
  source: 'ShouldNotBeTriggered (commit legality) of the published TLA+ models; ZOOKEEPER-4394',
  says: 'A learner that gets COMMIT or INFORM in its turn has the transaction, and stays with its leader.',
  killedBy: ['Z-06'],
  check: (step) => {
    const { happening } = step;
    const state = actorIn<ZabShape>(step);
    if (state?.role.type !== 'learning' || happening.type !== 'step') return null;
    const { input } = happening;
    // A connection that was opened within the step replaces one that a frame made impossible.
    const dialled = recordsOf(happening).some((each) => each.type === 'dial');
    if (!dialled || input.type !== 'message' || input.from !== state.role.leader) return null;
    const { type } = input.message;
    if (type === 'ping' || type === 'closed' || type === 'notification') return null;
    return violated(
      'Commit Consistency',
      'refused',
      [state.self],
      { server: state.self, leader: state.role.leader, frame: type },
      `Server ${state.self} could not follow what leader ${state.role.leader} sent, and dialled anew on ${type}.`,
    );
  },
});

/** What never goes back while a server runs. */
interface Progress {
  readonly accepted: number;
  readonly current: number;
  readonly delivered: number;
}

const progress: Mark<ZabShape, Progress> = {
  schema: record({ accepted: u32, current: u32, delivered: u32 }),
  of: ({ state }) => (state === null ? null : progressOf(state)),
};

function progressOf({ persistent, delivered }: ZabState): Progress {
  return { accepted: persistent.acceptedEpoch, current: persistent.currentEpoch, delivered };
}

export const stateOrdering: Property<ZabShape> = defineStepProperty<ZabShape, Progress>({
  name: 'State Ordering',
  source: 'DSN 2011: f.p and f.a of every follower',
  says: 'On each server the current epoch is at most the accepted one, the snapshot ends before what is delivered, that before the end of the history; none of them goes back.',
  killedBy: ['Z-23', 'Z-34'],
  before: progress,
  check: (step) => {
    const state = actorIn<ZabShape>(step);
    if (state === null) return null;
    const { self, persistent } = state;
    const { snapshot } = persistent;
    const { accepted, current, delivered } = progressOf(state);
    const last = lastIndex(persistent);
    const values = { server: self, accepted, current, snapshot: snapshot.index, delivered, last };
    const ordered = current <= accepted && snapshot.index <= delivered && delivered <= last;
    const { before } = step;
    const back =
      before !== null &&
      (accepted < before.accepted || current < before.current || delivered < before.delivered);
    if (ordered && !back) return null;
    return violated(
      'State Ordering',
      back ? 'goes-back' : 'order',
      [self],
      values,
      `Server ${self} has accepted epoch ${accepted}, current epoch ${current}, snapshot ${snapshot.index}, delivered ${delivered} of ${last}: ${back ? 'one of them went back' : 'not in order'}.`,
    );
  },
});

export const oneReconfiguration: Property<ZabShape> = defineStepProperty<ZabShape>({
  name: 'One Reconfiguration At A Time',
  source: 'Shraer et al., USENIX ATC 2012',
  says: "In a leader's history at most one reconfiguration is not committed.",
  killedBy: ['Z-36'],
  check: (step) => {
    const state = actorIn<ZabShape>(step);
    if (state?.role.type !== 'leading') return null;
    const fresh = recordsOf(step.happening).some(
      (each) => each.type === 'append' && each.txns.some(({ type }) => type === 'reconfig'),
    );
    if (!fresh) return null;
    const { persistent, self } = state;
    const pending = persistent.txns.filter(
      ({ type, zxid }) => type === 'reconfig' && compareZxids(zxid, persistent.activated) > 0,
    ).length;
    if (pending <= 1) return null;
    return violated(
      'One Reconfiguration At A Time',
      'several',
      [self],
      { server: self, pending },
      `Leader ${self} has ${pending} reconfigurations that are not committed.`,
    );
  },
});
