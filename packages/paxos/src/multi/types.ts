import type { ClusterConfig, RequestId, ServerId, ServerSet } from '@menagerie/contract';
import type { Ballot } from '../ballot.ts';
import type { Quorums } from '../quorums.ts';

/**
 * How the acceptors are exchanged for others.
 *
 * - `stop-sign`: a chosen stop-sign closes the configuration. Nothing after it is ever chosen by
 *   its acceptors; those of the next configuration go on in the next slot.
 * - `alpha-window`: a slot is decided by the configuration that the slots up to `window` before it
 *   have chosen (Paxos Made Simple §3), so nothing ever stops.
 */
export type Reconfiguration = 'stop-sign' | 'alpha-window';

/** Everything that is agreed on before a cluster starts. Times are in milliseconds. */
export interface PaxosConfig extends ClusterConfig {
  /** The acceptors of the first configuration, and who of them must agree. */
  readonly quorums: Quorums;
  readonly reconfiguration: Reconfiguration;
  /**
   * Who is told of leaders, and of what is chosen, wherever a configuration does not name it: it
   * follows without a vote.
   */
  readonly learners: ServerSet;
  /** Slots that a leader may have in flight, at least 1; the α of `alpha-window`. */
  readonly window: number;
  /** Values in one accept message, at least 1. */
  readonly maxBatch: number;
  /** Commands that may wait for a slot before a leader refuses more, at least 1. */
  readonly maxWaiting: number;
  /** T: a server that hears no leader campaigns after a time between T and 2T. */
  readonly electionMs: number;
  /** Less than `electionMs`, by a factor that covers lost heartbeats. */
  readonly heartbeatMs: number;
}

/** The acceptors of a configuration. Never changed once made. */
export interface Membership {
  readonly quorums: Quorums;
  /**
   * Which incarnation of each server is meant; 0 for those that are not members. A server whose
   * disk was lost has another incarnation, and is not the member.
   */
  readonly incarnations: readonly number[];
}

/** A configuration and the slots that it decides: from `from` to the next era's `from` - 1. */
export interface Era {
  /** 0 for the first configuration of all. */
  readonly number: number;
  readonly from: number;
  readonly membership: Membership;
}

/** What can be chosen in a slot. Never changed once made. */
export type Value =
  | { readonly type: 'data'; readonly data: Uint8Array }
  /** Fills a gap that a leader found (Paxos Made Simple §3). */
  | { readonly type: 'noop' }
  /** The next configuration: a stop-sign, or a change that takes effect a window later. */
  | { readonly type: 'reconfigure'; readonly membership: Membership };

/** What an acceptor accepted in a slot: ballot and value together, always. */
export interface Vote {
  /** `NO_BALLOT` where the server learned the value as chosen without voting for it. */
  readonly ballot: Ballot;
  readonly value: Value;
}

/** A vote and its slot, as a promise tells of it. */
export interface SlotVote extends Vote {
  readonly slot: number;
}

/** All slots up to `through`, replaced by what the application made of them. */
export interface Snapshot {
  /** 0 before the first; slots count from 1. */
  readonly through: number;
  /** The eras of the slots after `through`, as far as the slots up to it decide them; never empty. */
  readonly eras: readonly Era[];
  readonly data: Uint8Array;
}

/** What the disk holds, and nothing else. It changes only by folding records. */
export interface PaxosImage {
  /** Which disk this is: 0 for the first, another number for each that replaced a lost one. */
  incarnation: number;
  /** In no slot is anything below this accepted any more; never decreases. */
  promised: Ballot;
  snapshot: Snapshot;
  /** `votes[i]` is for slot `snapshot.through + 1 + i`; `null` where there is none. The last is one. */
  votes: (Vote | null)[];
  /** All slots up to this one hold what is chosen there; at least `snapshot.through`. */
  learned: number;
}

/** A slot that is proposed and not known to be chosen. Its value is in the leader's own votes. */
export interface Flight {
  acceptedBy: ServerSet;
  /** The client that waits for it, if it waits at this leader. */
  request: RequestId | null;
}

/** A command that waits for a slot. */
export interface Waiting {
  readonly value: Value;
  readonly request: RequestId;
}

/** A read that waits for `round` to be answered by a quorum. */
export interface PendingRead {
  readonly round: number;
  readonly request: RequestId;
}

/** What a proposer has been promised for its ballot. */
export interface Phase1 {
  /** For each server its incarnation + 1, or 0 while it has not promised. */
  promises: number[];
  /** For each slot that is not proposed yet the vote of the highest ballot; ascending by slot. */
  reported: SlotVote[];
}

export interface Candidate extends Phase1 {
  type: 'candidate';
}

export interface Leader extends Phase1 {
  type: 'leader';
  /** The last slot in which an earlier ballot may have chosen something. */
  recovered: number;
  /** `flights[i]` is slot `chosen + 1 + i`. */
  flights: Flight[];
  waiting: Waiting[];
  /** Number of the newest round of heartbeats that a read began. */
  round: number;
  /** The newest round that each server answered. */
  acked: number[];
  reads: PendingRead[];
  /** Who has answered since the last check, learners among them. */
  heard: ServerSet;
  /** The learners that are there, as far as is known: they are told of each slot as it is chosen. */
  listening: ServerSet;
}

/** What a server is at the moment, besides an acceptor and a learner. */
export type Role =
  /** `leader`: whom clients are sent to; nothing else depends on it. */
  | { type: 'follower'; leader: ServerId | null }
  /** In phase 1, with the ballot that it promised to itself. */
  | Candidate
  /** In phase 2, with the ballot that it promised to itself. */
  | Leader;

/** Everything that a running server knows. */
export interface PaxosState {
  self: ServerId;
  /** What the disk will hold once every write so far is durable. */
  persistent: PaxosImage;
  /** The last slot of those known to be chosen without a gap; all of them are delivered. */
  chosen: number;
  /** The configurations known so far, ascending; the first is that of slot `snapshot.through + 1`. */
  eras: Era[];
  role: Role;
}
