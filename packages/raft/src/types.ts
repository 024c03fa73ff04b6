import type { ClusterConfig, RequestId, ServerId, ServerSet } from '@menagerie/contract';

/** Everything that is agreed on before a cluster starts. Times are in milliseconds. */
export interface RaftConfig extends ClusterConfig {
  /** Voters at the beginning; at least one. Servers in neither set are spares: they wait to be added. */
  readonly voters: ServerSet;
  /** Learners at the beginning; disjoint from `voters`. */
  readonly learners: ServerSet;
  /**
   * T: the shortest time without a word of a leader after which a follower campaigns; it waits
   * between T and 2T, drawn by the driver (§3.4).
   */
  readonly electionMs: number;
  /** Less than `electionMs`, by a factor that covers lost heartbeats. */
  readonly heartbeatMs: number;
  /** Ask whether an election could be won before disturbing anybody with a new term (§9.6). */
  readonly preVote: boolean;
  /**
   * A leader that has not heard a quorum for T steps down (§6.2), and a server that has heard a
   * leader within T disregards candidates (§4.2.3). One flag: each half endangers liveness alone.
   */
  readonly checkQuorum: boolean;
  /** Serve reads of mode `lease` from a lease (§6.4.1). Needs `checkQuorum`. */
  readonly leases: boolean;
  /** The clock bound that leases rest on: every clock runs at 1 ± this many thousandths. */
  readonly driftPerMille: number;
  /** Entries in one AppendEntries, at least 1. */
  readonly maxEntriesPerMessage: number;
  /** AppendEntries with entries under way to one follower, at least 1 (§10.2.2). */
  readonly maxInflight: number;
  /** Uncommitted entries beyond which a leader refuses proposals, at least 1. */
  readonly maxUncommitted: number;
  /** Bytes of a snapshot in one message, at least 1. */
  readonly chunkBytes: number;
  /**
   * Tell the sender of a request from an older term which term it is. Switched off, a server with
   * a higher term can stay outside for ever; explorers switch it off to reach further.
   */
  readonly answerStale: boolean;
}

/**
 * Who belongs to the cluster (chapter 4). While `outgoing` is empty the voters alone decide; else
 * the membership is joint (§4.3), and both halves must agree.
 *
 * A server belongs to `voters`, `learners` or neither. `learnersNext` is a subset of `outgoing`.
 */
export interface Membership {
  /** The voters; in a joint membership its incoming half. */
  readonly voters: ServerSet;
  /** The outgoing half of a joint membership. */
  readonly outgoing: ServerSet;
  /** Receive the log, count for nothing (§4.2.1). */
  readonly learners: ServerSet;
  /** Voters of the outgoing half that become learners once the joint membership is left. */
  readonly learnersNext: ServerSet;
  /** Whether the leader leaves the joint membership by itself as soon as it is committed. */
  readonly autoLeave: boolean;
  /**
   * Which incarnation of each server is meant; 0 for those that are not members. A server whose
   * disk was lost has another incarnation, and is not the member.
   */
  readonly incarnations: readonly number[];
}

/** What a log holds. Never changed once made, so it is shared by messages, logs and disks. */
export type Entry =
  | { readonly type: 'data'; readonly term: number; readonly data: Uint8Array }
  /** Opens a leader's term: once committed it commits all before it (§6.4). */
  | { readonly type: 'noop'; readonly term: number }
  /** In force from the moment that it stands in the log (§4.1). */
  | { readonly type: 'membership'; readonly term: number; readonly membership: Membership };

/** All entries through `index`, replaced by what the application made of them (chapter 5). */
export interface Snapshot {
  /** 0 before the first compaction; nothing is at index 0. */
  readonly index: number;
  /** Term of the entry that was at `index`. */
  readonly term: number;
  /** In force at `index`. Empty on a server that has never been told. */
  readonly membership: Membership;
  readonly data: Uint8Array;
}

/** A snapshot that is still arriving. */
export interface PartialSnapshot {
  /** Term of the leader that sends it; chunks of two senders are never mixed. */
  leaderTerm: number;
  index: number;
  term: number;
  membership: Membership;
  /** Bytes of the whole. */
  size: number;
  /** From the first byte on, without gaps. */
  chunks: Uint8Array[];
  /** Bytes in `chunks`; less than `size`, or 0 of 0. */
  received: number;
}

/**
 * What the disk holds (Figure 3.1, persistent state), and nothing else. It changes only by
 * folding records, in memory and on disk alike.
 */
export interface RaftImage {
  /** Which disk this is: 0 for the first, another number for each that replaced a lost one. */
  incarnation: number;
  /** Latest term seen; never decreases. */
  currentTerm: number;
  /** Who received this server's vote in `currentTerm`; reset when the term grows. */
  votedFor: ServerId | null;
  snapshot: Snapshot;
  /** `entries[i]` has index `snapshot.index + 1 + i`; their terms never decrease. */
  entries: Entry[];
  partial: PartialSnapshot | null;
}

/** How a leader sends to one peer. */
export type Progress =
  /** The peer's log is not known to agree: one message at a time, `paused` while it is under way. */
  | { type: 'probe'; paused: boolean }
  /** The logs agree: entries stream. `inflight` has the last index of each message, ascending. */
  | { type: 'replicate'; inflight: number[] }
  /** The peer needs entries that are compacted. `offset` bytes of snapshot `index` are there. */
  | { type: 'snapshot'; index: number; offset: number; paused: boolean };

/** What a leader knows of a member, itself included. */
export interface Peer {
  /** Highest index known to be durable there and equal to the leader's; less than `nextIndex`. */
  matchIndex: number;
  /** The next entry to send. */
  nextIndex: number;
  progress: Progress;
  /** Heard since the last quorum check. */
  active: boolean;
  /** Highest heartbeat round that it answered. */
  ackedRound: number;
}

/** A command in the log that its client waits for. */
export interface PendingProposal {
  readonly index: number;
  readonly request: RequestId;
}

/** A read that waits for `round` to be answered by a quorum and for `index` to be applied. */
export interface PendingRead {
  readonly index: number;
  readonly round: number;
  readonly request: RequestId;
}

export interface PendingTransfer {
  readonly to: ServerId;
  readonly request: RequestId;
  /** Whether TimeoutNow has left; before, the target's log is brought up to date. */
  sent: boolean;
}

/** One of the two alternating lease timers. */
export interface LeaseSlot {
  /** The heartbeat round with which the timer was armed; 0 while it is not. */
  round: number;
  /** Whether a quorum answered that round, or a later one, with the timer still armed. */
  confirmed: boolean;
}

export interface Lease {
  even: LeaseSlot;
  odd: LeaseSlot;
  /** Once TimeoutNow is under way it may take effect at any time: no leases in this term any more. */
  forfeited: boolean;
}

export interface Leader {
  type: 'leader';
  /** Index of the no-op that opened the term. */
  termStart: number;
  /** `null` for servers that are not members. */
  peers: (Peer | null)[];
  /** Number of the newest heartbeat round. */
  round: number;
  /** Ascending by index; all above `commitIndex`. */
  proposals: PendingProposal[];
  reads: PendingRead[];
  transfer: PendingTransfer | null;
  lease: Lease;
}

/** What a server is at the moment, with what only that role knows (Figure 3.3). */
export type Role =
  | {
      type: 'follower';
      /** Whom clients are sent to; nothing else depends on it. */
      leader: ServerId | null;
      /** With check-quorum: whether the timer `contact` is armed. Without: always false. */
      heard: boolean;
    }
  | { type: 'preCandidate'; granted: ServerSet; refused: ServerSet }
  | {
      type: 'candidate';
      /** Its own vote is among them only once it is durable. */
      granted: ServerSet;
      refused: ServerSet;
    }
  | Leader;

/** Everything that a running server knows (Figure 3.1). */
export interface RaftState {
  self: ServerId;
  /** What the disk will hold once every write so far is durable. */
  persistent: RaftImage;
  /** Highest index known to be committed; at least `snapshot.index`, never decreases. */
  commitIndex: number;
  /** Highest index given to the application; equals `commitIndex` between steps. */
  lastApplied: number;
  /** The membership in force: the newest in the log, committed or not (§4.1). */
  membership: Membership;
  /** The index that put `membership` in force; at most the last index. */
  membershipIndex: number;
  role: Role;
}
