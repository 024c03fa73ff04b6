import type { RuleInfo } from '@menagerie/contract';
import type { Zxid } from '../zxid.ts';

/** Decisions of broadcast: DSN 2011, phase 3. */
export interface BroadcastRules {
  /** Whether a leader may propose, given that a quorum has acknowledged NEWLEADER. */
  mayPropose(established: boolean): boolean;
  /** The zxid of the next proposal; `null` where the epoch has none left. */
  nextZxid(epoch: number, last: Zxid, limit: number): Zxid | null;
  /** Whether a frame belongs to the connection that is open. */
  isOpen(frameDial: number, openDial: number): boolean;
  /** Whether a read may be answered, given that a quorum answered a ping sent after it came. */
  isConfirmed(answeredByQuorum: boolean): boolean;
  /** Whether the application may replace the transactions through a number by its state. */
  mayCompact(through: number, delivered: number, last: number): boolean;
}

export const broadcastRules: BroadcastRules = {
  // zoo Z-21: before, an earlier leader may still deliver what this one has not.
  mayPropose: (established) => established,
  nextZxid: (epoch, last, limit) => {
    const counter = last.epoch === epoch ? last.counter + 1 : 1;
    // zoo Z-25: a counter that begins again gives old names to new transactions.
    return counter > limit ? null : { epoch, counter };
  },
  // zoo Z-13: what an earlier connection still holds is of an earlier leader, or an earlier sync.
  isOpen: (frameDial, openDial) => frameDial === openDial,
  // zoo Z-26: another leader may have been established, and have committed.
  isConfirmed: (answeredByQuorum) => answeredByQuorum,
  // zoo Z-34: what is not delivered is in nobody's state, and may never be committed.
  mayCompact: (through, delivered) => through <= delivered,
};

export const broadcastRuleInfos: readonly RuleInfo<keyof BroadcastRules>[] = [
  {
    id: 'mayPropose',
    source: 'DSN 2011, phase 3',
    says: 'A leader proposes once a quorum has taken over its history.',
  },
  {
    id: 'nextZxid',
    source: 'DSN 2011, on zxids; ZOOKEEPER-1277',
    says: 'Counters of an epoch increase by one; where they end, a new epoch begins.',
  },
  {
    id: 'isOpen',
    source: 'DSN 2011, on channels; ZOOKEEPER-4712',
    says: 'Frames of connections that are closed are not looked at.',
  },
  {
    id: 'isConfirmed',
    source: 'here; ZOOKEEPER-1675 is the lack of it',
    says: 'A sync waits until a quorum has answered a ping that was sent after it came.',
  },
  {
    id: 'mayCompact',
    source: 'ZooKeeper snapshots; here they are never fuzzy',
    says: 'Only delivered transactions are replaced by a snapshot.',
  },
];
