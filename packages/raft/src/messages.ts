import type { ServerId } from '@menagerie/contract';
import type { RaftRules } from './rules/index.ts';
import type { Entry, Membership, RaftConfig, RaftImage, RaftState, Snapshot } from './types.ts';

/**
 * What servers say to each other. `term` is the sender's term; every answer names the incarnation
 * of the server that gives it.
 */
export type RaftMessage =
  /** Would you vote for me in `term`, which is one above mine? (§9.6) */
  | {
      readonly type: 'requestPreVote';
      readonly term: number;
      readonly lastIndex: number;
      readonly lastTerm: number;
    }
  /** `proposed` echoes the term that was asked for. */
  | {
      readonly type: 'preVoteAnswer';
      readonly term: number;
      readonly proposed: number;
      readonly granted: boolean;
      readonly incarnation: number;
    }
  /** RequestVote (§3.4). `transfer`: the leader itself asked for this election (§3.10). */
  | {
      readonly type: 'requestVote';
      readonly term: number;
      readonly lastIndex: number;
      readonly lastTerm: number;
      readonly transfer: boolean;
    }
  | {
      readonly type: 'voteAnswer';
      readonly term: number;
      readonly granted: boolean;
      readonly incarnation: number;
    }
  /** AppendEntries (§3.5). Without entries it carries the news of a commit, or probes. */
  | {
      readonly type: 'appendEntries';
      readonly term: number;
      readonly prevIndex: number;
      readonly prevTerm: number;
      readonly entries: readonly Entry[];
      readonly commitIndex: number;
    }
  /** The sender holds, durably, what the leader holds through `matchIndex`. */
  | {
      readonly type: 'appendAccepted';
      readonly term: number;
      readonly matchIndex: number;
      readonly incarnation: number;
    }
  /**
   * There is no entry `prevIndex` of that term here. The logs can agree at most through
   * `hintIndex`, where the entry has `hintTerm` (§3.5, the optimization). All three are 0 where a
   * request of an older term is refused: nothing is said but the newer one.
   */
  | {
      readonly type: 'appendRejected';
      readonly term: number;
      readonly prevIndex: number;
      readonly hintIndex: number;
      readonly hintTerm: number;
      readonly incarnation: number;
    }
  /**
   * The empty AppendEntries of §3.4, at an index where the peer is known to agree, so that it is
   * never rejected. `round` confirms leadership (§6.4).
   */
  | {
      readonly type: 'heartbeat';
      readonly term: number;
      readonly prevIndex: number;
      readonly prevTerm: number;
      readonly commitIndex: number;
      readonly round: number;
    }
  | {
      readonly type: 'heartbeatAnswer';
      readonly term: number;
      readonly round: number;
      readonly incarnation: number;
    }
  /** InstallSnapshot (Figure 5.3): `data` are the bytes from `offset` on, of `size`. */
  | {
      readonly type: 'installSnapshot';
      readonly term: number;
      readonly snapshotIndex: number;
      readonly snapshotTerm: number;
      readonly membership: Membership;
      readonly size: number;
      readonly offset: number;
      readonly data: Uint8Array;
    }
  /**
   * Answers the chunk at `offset`: the sender holds `received` bytes of that snapshot, durably,
   * and waits for the next. The last chunk is answered by `appendAccepted`.
   */
  | {
      readonly type: 'chunkReceived';
      readonly term: number;
      readonly snapshotIndex: number;
      readonly offset: number;
      readonly received: number;
      readonly incarnation: number;
    }
  /** Campaign at once: you are to lead (§3.10). */
  | { readonly type: 'timeoutNow'; readonly term: number }
  /** A leader to itself, behind its own write: my log is durable through `index`. */
  | { readonly type: 'ownAppendDurable'; readonly term: number; readonly index: number };

/** A message of one type. */
export type MessageOf<T extends RaftMessage['type']> = Extract<RaftMessage, { readonly type: T }>;

/** What a server writes to its disk. */
export type RaftRecord =
  /** A new term, or a vote in the current one. */
  | { readonly type: 'vote'; readonly term: number; readonly votedFor: ServerId | null }
  /** Entries at the end of the log. */
  | { readonly type: 'append'; readonly entries: readonly Entry[] }
  /** The entries from `from` on are gone. */
  | { readonly type: 'truncate'; readonly from: number }
  /** The application's snapshot replaces the entries that it covers. */
  | { readonly type: 'compact'; readonly snapshot: Snapshot }
  /** A chunk of a leader's snapshot. With `offset` 0 it begins a new partial snapshot. */
  | {
      readonly type: 'chunk';
      readonly leaderTerm: number;
      readonly index: number;
      readonly term: number;
      readonly membership: Membership;
      readonly size: number;
      readonly offset: number;
      readonly data: Uint8Array;
    }
  /** The partial snapshot is complete and replaces the log, but for a suffix that agrees with it. */
  | { readonly type: 'install' };

/** One wish in a change of membership. Later wishes see the effect of earlier ones. */
export type MembershipChange =
  /** A new voter, or a learner that becomes one. The incarnation is the server's own. */
  | { readonly type: 'addVoter'; readonly server: ServerId; readonly incarnation: number }
  /** A new learner, or a voter that becomes one. */
  | { readonly type: 'addLearner'; readonly server: ServerId; readonly incarnation: number }
  | { readonly type: 'remove'; readonly server: ServerId };

/**
 * - `simple`: at most one voter changes (§4.1).
 * - `joint`: any change, through a joint membership that the leader leaves by itself (§4.3).
 * - `jointManual`: the same, left only by a command `leave`.
 * - `leave`: leaves a joint membership; takes no changes.
 */
export type Transition = 'simple' | 'joint' | 'jointManual' | 'leave';

/**
 * - `quorum`: linearizable without any assumption on clocks (§6.4).
 * - `lease`: linearizable as long as clocks keep the configured bound; without a valid lease it
 *   falls back to `quorum` (§6.4.1).
 * - `local`: whatever this server has applied, possibly long outdated. Any server answers.
 */
export type ReadMode = 'quorum' | 'lease' | 'local';

/** What a client or an operator asks of a server. */
export type RaftCommand =
  | { readonly type: 'propose'; readonly data: Uint8Array }
  | { readonly type: 'read'; readonly mode: ReadMode }
  | {
      readonly type: 'changeMembership';
      readonly transition: Transition;
      readonly changes: readonly MembershipChange[];
    }
  | { readonly type: 'transferLeadership'; readonly to: ServerId }
  /** The application's state just after entry `through`; its log may be dropped. Any server answers. */
  | { readonly type: 'compact'; readonly through: number; readonly data: Uint8Array };

/** Why a change of membership is impossible, whoever asks. */
export type ChangeError =
  /** No change but `leave` while the membership is joint. */
  | 'already-joint'
  /** `leave` while the membership is not joint. */
  | 'not-joint'
  /** There would be no voter, or there is none to begin with. */
  | 'no-voters'
  /** More than one voter would change at once. */
  | 'needs-joint'
  /** The server belongs to the cluster under another incarnation: remove that first. */
  | 'other-incarnation'
  /** There is no such server in the configuration. */
  | 'unknown-server';

/** Why nothing was done. Every refusal is safe to retry: the command has no effect and never will. */
export type RefusalReason =
  | ChangeError
  | 'not-leader'
  /** The leader is handing over. */
  | 'transferring'
  /** Too many entries wait to be committed. */
  | 'overloaded'
  /** An earlier change of membership is not committed. */
  | 'change-uncommitted'
  /** The leader has committed nothing in its term yet; ask again in a moment. */
  | 'term-uncommitted'
  /** Leadership was lost before the read could be confirmed. */
  | 'leadership-lost'
  /** Only a voter other than the leader can take over. */
  | 'not-a-voter'
  /** The target did not take over in time. */
  | 'transfer-timeout'
  /** Only applied entries can be compacted. */
  | 'not-applied'
  /** A snapshot covers these entries already. */
  | 'already-compacted'
  /** This server does not know the membership at that index yet. */
  | 'membership-unknown';

/** What a client is told, once for each command that is answered. */
export type RaftAnswer =
  /** The command is at `index`, for good. */
  | { readonly type: 'committed'; readonly index: number; readonly term: number }
  /** The read may be served from the state at `index`, which this server has delivered. */
  | { readonly type: 'read'; readonly index: number; readonly by: ReadMode }
  | { readonly type: 'compacted'; readonly index: number }
  /** The leader stepped down while it handed over; who won is for the new leader to say. */
  | { readonly type: 'transferred' }
  | {
      readonly type: 'refused';
      readonly reason: RefusalReason;
      /** Whom to ask instead, as far as this server knows. */
      readonly leader: ServerId | null;
    }
  /** Leadership was lost while the command was in the log: it may yet take effect, or never. */
  | { readonly type: 'unknown' };

/** What the application on this server is given, in order. */
export type RaftOutput =
  /** Committed entries, each index once per run, without gaps. */
  | { readonly type: 'entry'; readonly index: number; readonly entry: Entry }
  /** Replaces the application's state; after a start, and when a leader sent one. */
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot };

/**
 * - `election`: campaign when it fires (§3.4).
 * - `contact`: with check-quorum, armed for exactly T by each word of a leader. While it runs, the
 *   server disregards candidates; when it fires, `election` is armed.
 * - `heartbeat`, `quorum`: a leader's heartbeats, and its check that a quorum answers.
 * - `transfer`: how long a leader waits for its successor.
 * - `leaseEven`, `leaseOdd`: how long a lease lasts if its round is answered.
 */
export type RaftTimer =
  | 'election'
  | 'contact'
  | 'heartbeat'
  | 'quorum'
  | 'transfer'
  | 'leaseEven'
  | 'leaseOdd';

/** The name of a rule; see `ruleInfos`. */
export type RaftRule = keyof RaftRules;

/** The types of Raft, for every tool that drives a core. */
export interface RaftShape {
  readonly config: RaftConfig;
  readonly state: RaftState;
  readonly image: RaftImage;
  readonly message: RaftMessage;
  readonly record: RaftRecord;
  readonly command: RaftCommand;
  readonly answer: RaftAnswer;
  readonly output: RaftOutput;
  readonly timer: RaftTimer;
  readonly rule: RaftRule;
}
