import type { RuleInfo } from '@menagerie/contract';
import { compareZxids, type Zxid } from '../zxid.ts';

/** How recent a history is: the epoch whose history was taken over last, and the last transaction. */
export interface Recency {
  readonly currentEpoch: number;
  readonly zxid: Zxid;
}

/** Whether the first history is more recent than the second (DSN 2011, step l.1.2). */
export function isMoreRecent(a: Recency, b: Recency): boolean {
  return a.currentEpoch !== b.currentEpoch
    ? a.currentEpoch > b.currentEpoch
    : compareZxids(a.zxid, b.zxid) > 0;
}

/** Decisions of discovery: DSN 2011, phase 1. */
export interface DiscoveryRules {
  /** The epoch that a leader proposes; `accepted` of a quorum and of all others that are connected. */
  newEpoch(accepted: readonly number[]): number;
  /** Whether a learner takes part in an epoch. */
  acceptsEpoch(proposed: number, accepted: number): boolean;
  /** Whether the promise of an epoch is this leader's: each server promises an epoch once. */
  countsPromise(proposed: number, accepted: number, toSameLeader: boolean): boolean;
  /** Whether ACKEPOCH carries the whole history. */
  sendsHistory(): boolean;
  /** Whether a leader gives up for a learner whose history is more recent. */
  abortsFor(learner: Recency, own: Recency): boolean;
  /** Whether a leader takes over the history of a learner. */
  adoptsHistory(learner: Recency, best: Recency): boolean;
  /** Whether a leader gives up for a voter that has promised a later epoch to another. */
  yieldsTo(accepted: number, epoch: number): boolean;
}

export const discoveryRules: DiscoveryRules = {
  newEpoch: (accepted) => Math.max(...accepted) + 1,
  // zoo Z-23: a later leader may have been told already that this history is all there is.
  acceptsEpoch: (proposed, accepted) => proposed >= accepted,
  countsPromise: (proposed, accepted, toSameLeader) => proposed > accepted || toSameLeader,
  sendsHistory: () => false,
  // zoo Z-33: an election may end before the best vote is heard.
  abortsFor: isMoreRecent,
  adoptsHistory: () => false,
  yieldsTo: (accepted, epoch) => accepted > epoch,
};

export const discoveryRuleInfos: readonly RuleInfo<keyof DiscoveryRules>[] = [
  {
    id: 'newEpoch',
    source: 'DSN 2011, phase 1, step l.1.1',
    says: 'A new epoch is later than all that a quorum has accepted.',
  },
  {
    id: 'acceptsEpoch',
    source: 'DSN 2011, phase 1, step f.1.2',
    says: 'A learner takes part in no epoch below the one that it accepted.',
  },
  {
    id: 'countsPromise',
    source: 'DSN 2011, phase 1; ZooKeeper Learner answers -1 instead',
    says: 'An epoch is promised to one leader: a promise to another one does not count.',
  },
  {
    id: 'sendsHistory',
    source: 'paper: DSN 2011, phase 1, step f.1.2; ZooKeeper: Learner',
    says: 'In the paper a follower sends its whole history, in ZooKeeper the last zxid.',
  },
  {
    id: 'abortsFor',
    source: 'ZooKeeper Leader.waitForEpochAck',
    says: 'In ZooKeeper a leader gives up where a follower has a more recent history.',
  },
  {
    id: 'adoptsHistory',
    source: 'paper: DSN 2011, phase 1, step l.1.2',
    says: 'In the paper a leader takes over the most recent history of a quorum.',
  },
  {
    id: 'yieldsTo',
    source: 'here; ZooKeeper leaves such a server outside until the next election',
    says: 'A leader begins anew where a voter has promised a later epoch to somebody else.',
  },
];
