import type { RuleInfo } from '@menagerie/contract';
import { compareZxids, sameZxid, type Zxid } from '../zxid.ts';

/** What a leader knows when it plans how to bring a learner up to date. */
export interface SyncFacts {
  /** p: the last transaction of the learner. */
  readonly peer: Zxid;
  /** Before the first of `history`: what the leader's snapshot covers last. */
  readonly base: Zxid;
  /** The leader's transactions after its snapshot, as far as they are sent; ascending. */
  readonly history: readonly Zxid[];
  /** How many at the end of `history` are in the window. */
  readonly window: number;
}

/**
 * - `diff`: send what comes after `after`, which the learner has.
 * - `trunc`: the same, after the learner has dropped what it has beyond `after`.
 * - `snap`: send everything.
 */
export type SyncPlan =
  | { readonly type: 'diff'; readonly after: Zxid }
  | { readonly type: 'trunc'; readonly after: Zxid }
  | { readonly type: 'snap' };

/** Steps of synchronization at a learner, for the question when the epoch is written. */
export type SyncMoment = 'beginning' | 'newLeader';

/** Decisions of synchronization: DSN 2011, phase 2; ZooKeeper LearnerHandler and Learner. */
export interface SynchronizationRules {
  /**
   * How many transactions of the leader's history are sent as such, and not as proposals after it:
   * `settled` are not under way, `common` the learner has already.
   */
  syncsThrough(settled: number, common: number): number;
  /** DIFF, TRUNC or SNAP. */
  syncPlan(facts: SyncFacts): SyncPlan;
  /** To which transaction a learner cuts its history; `before` is the one before it. */
  truncatesTo(target: Zxid, before: Zxid): Zxid;
  /** Whether this is the moment to write the current epoch. */
  writesEpochAt(moment: SyncMoment): boolean;
  /** Whether a learner knows the transaction that a COMMIT names; `initial` is what NEWLEADER closed. */
  matchesCommit(index: number | null, initial: number, serving: boolean): boolean;
  /** Whether proposals under way go to a learner at this stage. */
  forwardsTo(stage: 'connected' | 'informed' | 'acknowledged' | 'syncing' | 'synced'): boolean;
}

export const synchronizationRules: SynchronizationRules = {
  // zoo Z-37: it would drop what it has, which others may commit before it has it again.
  syncsThrough: (settled, common) => Math.max(settled, common),
  syncPlan,
  // zoo Z-11: what comes before the target is in the leader's history, and may be committed.
  truncatesTo: (target) => target,
  // zoo Z-28: the history first: an epoch without it would win elections that it must not win.
  writesEpochAt: (moment) => moment === 'newLeader',
  // zoo Z-06: the proposal may have come before NEWLEADER as well as after.
  matchesCommit: (index) => index !== null,
  // zoo Z-14: from the moment that NEWLEADER is sent, or there is a hole before UPTODATE.
  forwardsTo: (stage) => stage === 'syncing' || stage === 'synced',
};

/** The table of `LearnerHandler.syncFollower`, one row after the other. */
function syncPlan({ peer, base, history, window }: SyncFacts): SyncPlan {
  const max = history.at(-1) ?? base;
  if (sameZxid(peer, max)) return { type: 'diff', after: peer };
  if (peer.counter === 0) return planForMarker(peer, base, max);
  if (compareZxids(peer, max) > 0) return { type: 'trunc', after: max };
  const recent = history.slice(Math.max(history.length - window, 0));
  const [min] = recent;
  if (min !== undefined && compareZxids(peer, min) >= 0) return planWithin(peer, recent);
  const onDisk = sameZxid(peer, base) || history.some((zxid) => sameZxid(zxid, peer));
  return onDisk ? { type: 'diff', after: peer } : { type: 'snap' };
}

/** The learner has nothing of an epoch but its beginning: there is nothing to drop. */
function planForMarker(peer: Zxid, base: Zxid, max: Zxid): SyncPlan {
  const within = compareZxids(peer, base) >= 0 && compareZxids(peer, max) <= 0;
  return within ? { type: 'diff', after: peer } : { type: 'snap' };
}

/** The last transaction of the learner falls into the window; there it is, or it is nobody else's. */
function planWithin(peer: Zxid, recent: readonly Zxid[]): SyncPlan {
  const at = recent.findIndex((zxid) => compareZxids(zxid, peer) >= 0);
  const next = recent[at];
  const common = recent[at - 1];
  if (next !== undefined && sameZxid(next, peer)) return { type: 'diff', after: peer };
  // zoo Z-10: a transaction that the leader does not have has to go before others come.
  if (next === undefined || common === undefined || next.epoch !== peer.epoch) {
    return { type: 'snap' };
  }
  return { type: 'trunc', after: common };
}

export const synchronizationRuleInfos: readonly RuleInfo<keyof SynchronizationRules>[] = [
  {
    id: 'syncsThrough',
    source: 'DSN 2011, phase 3, step l.3.4; ZooKeeper sends what is committed',
    says: 'The history ends before the proposals under way, but never before what the learner has of them.',
  },
  {
    id: 'syncPlan',
    source: 'ZooKeeper LearnerHandler.syncFollower; the paper sends the history',
    says: 'DIFF where the learner is a prefix, TRUNC where it has too much, SNAP where neither will do.',
  },
  {
    id: 'truncatesTo',
    source: 'ZooKeeper Learner; ZOOKEEPER-1154',
    says: 'A learner drops what comes after the transaction that TRUNC names, and no more.',
  },
  {
    id: 'writesEpochAt',
    source: 'DSN 2011, phase 2, step f.2.1; ZOOKEEPER-4643',
    says: 'The current epoch is written once the history of its leader is, or together with it.',
  },
  {
    id: 'matchesCommit',
    source: 'ZooKeeper Learner; ZOOKEEPER-4394',
    says: 'A COMMIT is of a proposal that the learner holds, from before NEWLEADER or after.',
  },
  {
    id: 'forwardsTo',
    source: 'ZooKeeper Leader.startForwarding',
    says: 'From NEWLEADER on a learner gets every proposal.',
  },
];
