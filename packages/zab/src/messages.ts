import type { RequestId, ServerId } from '@menagerie/contract';
import type { ZabRules } from './rules/index.ts';
import type {
  History,
  Membership,
  PeerState,
  Snapshot,
  Txn,
  Vote,
  ZabConfig,
  ZabImage,
  ZabState,
} from './types.ts';
import type { Zxid } from './zxid.ts';

/** What a learner and a leader say to each other over a connection, in order. */
export type ZabFrameBody =
  /** FOLLOWERINFO, the paper's CEPOCH: the epoch that the sender accepted last. */
  | { readonly type: 'followerInfo'; readonly acceptedEpoch: number; readonly incarnation: number }
  /** OBSERVERINFO: the same, of a server that does not take itself for a voter. */
  | { readonly type: 'observerInfo'; readonly acceptedEpoch: number; readonly incarnation: number }
  /** LEADERINFO, the paper's NEWEPOCH. */
  | { readonly type: 'leaderInfo'; readonly epoch: number }
  /**
   * ACKEPOCH, the paper's ACK-E: the history of the sender, in the paper's variant as a whole.
   * `counts`: the epoch was promised to this leader, and to no other.
   */
  | {
      readonly type: 'ackEpoch';
      readonly epoch: number;
      readonly counts: boolean;
      readonly currentEpoch: number;
      readonly zxid: Zxid;
      readonly history: History | null;
    }
  /** DIFF: proposals follow that continue what the learner has. */
  | { readonly type: 'diff'; readonly zxid: Zxid }
  /** TRUNC: what comes after `zxid` is to be dropped; then as DIFF. */
  | { readonly type: 'trunc'; readonly zxid: Zxid }
  /** SNAP: a whole history in place of the learner's. */
  | { readonly type: 'snap'; readonly history: History }
  | { readonly type: 'newLeader'; readonly epoch: number }
  /** ACK: of NEWLEADER with counter 0, else of all proposals through `zxid`. Durable. */
  | { readonly type: 'ack'; readonly zxid: Zxid }
  /** UPTODATE, the paper's COMMIT-LD: the history before this epoch is committed; serve. */
  | { readonly type: 'upToDate' }
  | { readonly type: 'proposal'; readonly txn: Txn }
  | { readonly type: 'commit'; readonly zxid: Zxid }
  /** COMMITANDACTIVATE: the commit of a reconfiguration. */
  | { readonly type: 'commitAndActivate'; readonly zxid: Zxid }
  /** INFORM: a proposal and its commit at once, to whom does not vote. */
  | { readonly type: 'inform'; readonly txn: Txn }
  | { readonly type: 'informAndActivate'; readonly txn: Txn }
  /** REQUEST: to the leader, that it confirm a read. */
  | { readonly type: 'request'; readonly request: RequestId }
  /** SYNC: the answer, behind all commits that the read has to see. */
  | { readonly type: 'sync'; readonly request: RequestId };

type Numbered<Body> = Body extends ZabFrameBody
  ? Body & {
      readonly dial: number;
      /** Place in its direction of the connection, from 0. */
      readonly nth: number;
    }
  : never;

/** A frame: the body, the connection, and the place in it. */
export type ZabFrame = Numbered<ZabFrameBody>;

export type FrameOf<T extends ZabFrameBody['type']> = Extract<ZabFrame, { readonly type: T }>;

/** What servers say to each other. */
export type ZabMessage =
  /** A notification of fast leader election, outside of any connection. */
  | {
      readonly type: 'notification';
      readonly vote: Vote | null;
      /** The logical clock of the sender. */
      readonly round: number;
      readonly state: PeerState;
      readonly incarnation: number;
      /** Of the membership that is in force at the sender. */
      readonly version: Zxid;
    }
  /**
   * PING of a leader. `sent` is how many frames the sender has sent: a receiver with fewer knows
   * that some are missing.
   */
  | { readonly type: 'ping'; readonly dial: number; readonly sent: number; readonly round: number }
  /** The answer. ZooKeeper calls it PING too. */
  | { readonly type: 'pong'; readonly dial: number; readonly sent: number; readonly round: number }
  /** The connection does not exist any more. `leads`: the sender goes on leading, dial again. */
  | { readonly type: 'closed'; readonly dial: number; readonly leads: boolean }
  | ZabFrame;

export type MessageOf<T extends ZabMessage['type']> = Extract<ZabMessage, { readonly type: T }>;

/** What a server writes to its disk. */
export type ZabRecord =
  /** A connection gets its name. */
  | { readonly type: 'dial'; readonly dial: number }
  /** An epoch is promised to a leader. */
  | { readonly type: 'accept'; readonly epoch: number; readonly leader: ServerId }
  /** The history of the leader of an epoch is taken over. */
  | { readonly type: 'epoch'; readonly epoch: number }
  /** Transactions at the end of the history. */
  | { readonly type: 'append'; readonly txns: readonly Txn[] }
  /** The transactions after `zxid` are gone. */
  | { readonly type: 'truncate'; readonly zxid: Zxid }
  /** Another history in place of this one, snapshot and transactions at once. */
  | { readonly type: 'install'; readonly history: History }
  /** The application's snapshot replaces the transactions that it covers. */
  | { readonly type: 'compact'; readonly snapshot: Snapshot }
  /** A reconfiguration is committed. */
  | { readonly type: 'activate'; readonly zxid: Zxid };

/**
 * - `sync`: linearizable. Any server answers, once the leader has made sure by a round of pings
 *   that it still leads and this server has delivered all that was committed by then.
 * - `local`: whatever this server has delivered, possibly long outdated.
 */
export type ReadMode = 'sync' | 'local';

/** What a client or an operator asks of a server. */
export type ZabCommand =
  | { readonly type: 'propose'; readonly data: Uint8Array }
  | { readonly type: 'read'; readonly mode: ReadMode }
  | { readonly type: 'reconfig'; readonly membership: Membership }
  /** The application's state just after transaction number `through`. Any server answers. */
  | { readonly type: 'compact'; readonly through: number; readonly data: Uint8Array };

/** Why nothing was done. Every refusal is safe to retry: the command has no effect and never will. */
export type RefusalReason =
  /** Only an established leader proposes, and only it and those who follow it read. */
  | 'not-leader'
  /** The leader waits for a quorum to take over its history; ask again in a moment. */
  | 'not-established'
  /** Too many proposals are under way. */
  | 'overloaded'
  /** The epoch has no zxid left; a new one begins at once. */
  | 'epoch-exhausted'
  /** An earlier reconfiguration is not committed. */
  | 'reconfig-pending'
  /** No quorum of the new membership is connected and synchronized. */
  | 'no-quorum'
  /** The membership is no membership; see `membershipProblem`. */
  | 'invalid-membership'
  /** The leader was lost before the read could be confirmed. */
  | 'leader-lost'
  /** Only delivered transactions can be compacted. */
  | 'not-delivered'
  /** A snapshot covers these transactions already. */
  | 'already-compacted';

/** What a client is told, once for each command that is answered. */
export type ZabAnswer =
  /** The transaction has this zxid, for good. */
  | { readonly type: 'committed'; readonly zxid: Zxid }
  /** The read may be served from the state after transaction `zxid`, which was delivered here. */
  | { readonly type: 'read'; readonly zxid: Zxid; readonly by: ReadMode }
  | { readonly type: 'compacted'; readonly through: number }
  | {
      readonly type: 'refused';
      readonly reason: RefusalReason;
      /** Whom to ask instead, as far as this server knows. */
      readonly leader: ServerId | null;
    }
  /** Leadership was lost with the proposal under way: it may yet take effect, or never. */
  | { readonly type: 'unknown' };

/** What the application on this server is given, in order. */
export type ZabOutput =
  /** Committed transactions, each number once per run, without gaps. */
  | { readonly type: 'txn'; readonly index: number; readonly txn: Txn }
  /** Replaces the application's state; after a start, and when a leader sent one. */
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot };

/**
 * - `notify`: a server that looks for a leader repeats its vote.
 * - `finalize`: a quorum agrees; is there a better vote still?
 * - `dial`: a learner repeats FOLLOWERINFO until the leader answers.
 * - `leader`: a learner waits no longer for its leader.
 * - `ping`: a leader pings.
 * - `quorum`: a leader checks that a quorum is there; before it is established, its last moment.
 */
export type ZabTimer = 'notify' | 'finalize' | 'dial' | 'leader' | 'ping' | 'quorum';

/** The name of a rule; see `ruleInfos`. */
export type ZabRule = keyof ZabRules;

/** The types of Zab, for every tool that drives a core. */
export interface ZabShape {
  readonly config: ZabConfig;
  readonly state: ZabState;
  readonly image: ZabImage;
  readonly message: ZabMessage;
  readonly record: ZabRecord;
  readonly command: ZabCommand;
  readonly answer: ZabAnswer;
  readonly output: ZabOutput;
  readonly timer: ZabTimer;
  readonly rule: ZabRule;
}
