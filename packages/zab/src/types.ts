import type { ClusterConfig, RequestId, ServerId, ServerSet } from '@menagerie/contract';
import type { ZabFrame } from './messages.ts';
import type { Zxid } from './zxid.ts';

/** Everything that is agreed on before an ensemble starts. Times are in milliseconds. */
export interface ZabConfig extends ClusterConfig {
  /** Which of the two rule sets is at work; see `rules/paper.ts` for all that differs. */
  readonly variant: 'zookeeper' | 'paper';
  /** Voters at the beginning; at least one. All others observe. */
  readonly voters: ServerSet;
  /** One weight for each server; a voter of weight 0 is counted nowhere and never leads. */
  readonly weights: readonly number[];
  /**
   * Empty: a quorum has more than half of the weight. Else a partition of the voters: a quorum has
   * more than half of the weight in each of more than half of the groups.
   */
  readonly groups: readonly ServerSet[];
  /** How long a server that sees a quorum behind its vote waits for a better one. */
  readonly finalizeMs: number;
  /** A server that looks for a leader repeats its vote after this time, up to twice as long. */
  readonly notifyMs: number;
  /** Between two pings of a leader, and between two attempts of a learner to connect. */
  readonly pingMs: number;
  /** The longest time that discovery and synchronization together may take. */
  readonly initMs: number;
  /** The longest silence, of a leader towards a learner or of a quorum towards its leader. */
  readonly syncMs: number;
  /** Transactions at the end of the committed history with which learners are synchronized first, at least 1. */
  readonly windowTxns: number;
  /** Proposals under way beyond which a leader refuses more, at least 1. */
  readonly maxOutstanding: number;
  /** The highest counter of an epoch, at least 1; then a new epoch has to begin. */
  readonly counterLimit: number;
}

/** Who votes, and with which weight. A server that does not vote observes. */
export interface Membership {
  readonly voters: ServerSet;
  readonly weights: readonly number[];
  readonly groups: readonly ServerSet[];
  /**
   * Which incarnation of each voter is meant; 0 for all others. A server whose disk was lost has
   * another incarnation, and is not the voter.
   */
  readonly incarnations: readonly number[];
}

/** A transaction. Never changed once made, so it is shared by messages, histories and disks. */
export type Txn =
  | { readonly type: 'data'; readonly zxid: Zxid; readonly data: Uint8Array }
  /** Pending from the moment that it stands in the history, in force once it is committed. */
  | { readonly type: 'reconfig'; readonly zxid: Zxid; readonly membership: Membership };

/** The first transactions of a history, replaced by what the application made of them. */
export interface Snapshot {
  /** How many transactions it covers; 0 before the first compaction. */
  readonly index: number;
  /** Of the last transaction that it covers. */
  readonly zxid: Zxid;
  /** Of the transaction that made `membership`; zero for the initial one. */
  readonly version: Zxid;
  /** In force after the last transaction that it covers. */
  readonly membership: Membership;
  readonly data: Uint8Array;
}

/** A whole history: what DSN 2011 calls h, with its beginning folded into a snapshot. */
export interface History {
  readonly snapshot: Snapshot;
  readonly txns: readonly Txn[];
}

/** What the disk holds, and nothing else. It changes only by folding records. */
export interface ZabImage {
  /** Which disk this is: 0 for the first, another number for each that replaced a lost one. */
  incarnation: number;
  /**
   * The name of the newest connection that this server has dialled. Grows by one for each, from
   * 2²⁰ times the incarnation on.
   */
  dials: number;
  /** e, the last epoch that this server promised to take part in; never decreases. */
  acceptedEpoch: number;
  /** The leader to whom `acceptedEpoch` was promised. */
  promisedTo: ServerId | null;
  /** a, the epoch of the last leader whose history was taken over; at most `acceptedEpoch`. */
  currentEpoch: number;
  /** Of the newest reconfiguration known to be committed; zero for the initial membership. */
  activated: Zxid;
  snapshot: Snapshot;
  /** `txns[i]` is transaction number `snapshot.index + 1 + i`; their zxids increase. */
  txns: Txn[];
}

/** What a server votes for: a leader, and how recent its history is. */
export interface Vote {
  readonly leader: ServerId;
  /** The current epoch of that leader. */
  readonly epoch: number;
  /** The last transaction of that leader. */
  readonly zxid: Zxid;
}

export type PeerState = 'looking' | 'following' | 'leading' | 'observing';

/** The newest notification of a voter. */
export interface Heard {
  readonly vote: Vote;
  readonly round: number;
  readonly state: PeerState;
}

/** One end of a connection: what makes an unordered network a FIFO channel. */
export interface Channel {
  /** Names the connection among all that its learner ever dialled. */
  readonly dial: number;
  /** Frames sent. */
  sent: number;
  /** Frames received in order. */
  received: number;
  /** How many frames the other end has sent, as far as it has told. */
  told: number;
  /** What it had told at the last look for frames that are lost. */
  expected: number;
  /** Frames that overtook others, ascending by number. */
  early: ZabFrame[];
}

/** Looks for a leader (fast leader election). */
export interface Looking {
  type: 'looking';
  /** `null` while a server that may not lead has heard of nobody. */
  vote: Vote | null;
  heard: (Heard | null)[];
  /** Whether a quorum agrees with `vote`, so that the timer `finalize` runs. */
  finalizing: boolean;
}

/**
 * - `dialling`: FOLLOWERINFO is sent.
 * - `promised`: the epoch is accepted, ACKEPOCH is sent.
 * - `syncing`: DIFF, TRUNC or SNAP has come.
 * - `synced`: NEWLEADER is acknowledged.
 * - `serving`: UPTODATE has come.
 */
export type LearningStage = 'dialling' | 'promised' | 'syncing' | 'synced' | 'serving';

/** Follows a leader, or observes it. */
export interface Learning {
  type: 'learning';
  leader: ServerId;
  /** What late lookers are told. */
  vote: Vote;
  channel: Channel;
  stage: LearningStage;
  /** The epoch of the leader; 0 until it is known. */
  epoch: number;
  /** Transactions known to be committed, before UPTODATE lets them be delivered. */
  learned: number;
  /** How much of the history was there when NEWLEADER came. */
  initial: number;
  /** Reads that were sent to the leader to be confirmed, in order. */
  syncs: RequestId[];
}

/** How far a leader is with a learner. */
export type LearnerStage =
  /** FOLLOWERINFO or OBSERVERINFO has come. */
  | { readonly type: 'connected'; readonly acceptedEpoch: number }
  /** LEADERINFO is sent. */
  | { readonly type: 'informed' }
  /** ACKEPOCH has come. */
  | {
      readonly type: 'acknowledged';
      /** Whether the epoch was promised to this leader. */
      readonly counts: boolean;
      readonly currentEpoch: number;
      readonly zxid: Zxid;
      /** Only the paper's variant sends it. */
      readonly history: History | null;
    }
  /** NEWLEADER is sent, behind the first `through` transactions. */
  | { readonly type: 'syncing'; readonly through: number }
  /** NEWLEADER is acknowledged. */
  | { readonly type: 'synced' };

/** What a leader knows of a learner; of itself too. */
export interface Learner {
  channel: Channel;
  incarnation: number;
  stage: LearnerStage;
  /** Transactions sent, as proposals or within INFORM. */
  proposed: number;
  /** Transactions known to be durable there. */
  acked: number;
  /** Heard since the last check of the quorum. */
  heard: boolean;
  /** The newest round of pings that it answered. */
  round: number;
}

/** A transaction that its client waits for. */
export interface PendingProposal {
  readonly index: number;
  readonly request: RequestId;
}

/** A read that waits until a quorum has answered `round`. */
export interface PendingRead {
  readonly round: number;
  readonly request: RequestId;
  /** The learner that asked, and over which connection; `null` for a client of the leader. */
  readonly from: { readonly server: ServerId; readonly dial: number } | null;
}

/** Leads, or tries to. */
export interface Leading {
  type: 'leading';
  stage: 'discovery' | 'synchronization' | 'broadcast';
  /** 0 until a quorum has told which epochs it accepted. */
  epoch: number;
  /** How many transactions the initial history has; 0 until it is chosen. */
  initial: number;
  /** What late lookers are told. */
  vote: Vote;
  /** `null` for servers that are not connected. */
  learners: (Learner | null)[];
  /** Ascending by index. */
  proposals: PendingProposal[];
  /** Number of the newest round of pings that a read asked for. */
  round: number;
  reads: PendingRead[];
}

export type Role = Looking | Learning | Leading;

/** A reconfiguration that stands in the history and is not known to be committed. */
export interface PendingMembership {
  readonly index: number;
  readonly membership: Membership;
}

/** Everything that a running server knows. */
export interface ZabState {
  self: ServerId;
  /** What the disk will hold once every write so far is durable. */
  persistent: ZabImage;
  /** Transactions delivered to the application, and known to be committed. */
  delivered: number;
  /** In force. */
  active: Membership;
  pending: PendingMembership | null;
  /** The logical clock of elections. */
  round: number;
  role: Role;
}
