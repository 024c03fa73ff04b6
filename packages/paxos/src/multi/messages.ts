import type { ServerId } from '@menagerie/contract';
import type { Ballot } from '../ballot.ts';
import type { PaxosRules } from './rules/index.ts';
import type {
  Membership,
  PaxosConfig,
  PaxosImage,
  PaxosState,
  SlotVote,
  Snapshot,
  Value,
} from './types.ts';

/**
 * What servers say to each other. `era` is how many stop-signs the sender knows to be chosen: of
 * two servers that differ in it, the one behind learns before they go on.
 */
export type PaxosMessage =
  /** Phase 1a for all slots from `from` on at once. */
  | {
      readonly type: 'prepare';
      readonly era: number;
      readonly ballot: Ballot;
      readonly from: number;
    }
  /**
   * Phase 1b: nothing below `ballot` any more; and this is all that I have from your `from` on.
   * First what is chosen (a snapshot where the log is trimmed, values after it), then the votes.
   */
  | {
      readonly type: 'promise';
      readonly era: number;
      readonly ballot: Ballot;
      readonly snapshot: Snapshot | null;
      /** The slot of the first of `values`. */
      readonly from: number;
      readonly values: readonly Value[];
      readonly votes: readonly SlotVote[];
      readonly incarnation: number;
    }
  /** Phase 2a for some slots, from `from` on; and all slots through `chosen` are chosen. */
  | {
      readonly type: 'accept';
      readonly era: number;
      readonly ballot: Ballot;
      readonly from: number;
      readonly values: readonly Value[];
      readonly chosen: number;
    }
  /** Phase 2b for the `count` slots from `from` on. */
  | {
      readonly type: 'accepted';
      readonly era: number;
      readonly ballot: Ballot;
      readonly from: number;
      readonly count: number;
      readonly incarnation: number;
    }
  /** I have promised `promised`, which is above your `ballot`; or your era is over. */
  | {
      readonly type: 'refused';
      readonly era: number;
      readonly ballot: Ballot;
      readonly promised: Ballot;
    }
  /** I lead, and all slots through `chosen` are chosen. */
  | {
      readonly type: 'heartbeat';
      readonly era: number;
      readonly ballot: Ballot;
      readonly chosen: number;
      readonly round: number;
    }
  /** At this moment I have promised nothing above `ballot`. */
  | {
      readonly type: 'heartbeatAnswer';
      readonly era: number;
      readonly ballot: Ballot;
      readonly round: number;
      readonly incarnation: number;
    }
  /** Tell me what is chosen, from this slot on. */
  | { readonly type: 'learn'; readonly from: number }
  /** Chosen, for good: whoever says so, and in whatever era. */
  | {
      readonly type: 'chosen';
      readonly snapshot: Snapshot | null;
      /** The slot of the first of `values`. */
      readonly from: number;
      readonly values: readonly Value[];
      /** Whether there is more. */
      readonly more: boolean;
    }
  /** Of a server outside the configuration: this far I know. Who knows less asks, who knows more tells. */
  | { readonly type: 'announce'; readonly chosen: number };

/** A message of one type. */
export type PaxosMessageOf<T extends PaxosMessage['type']> = Extract<
  PaxosMessage,
  { readonly type: T }
>;

/** What a server writes to its disk. */
export type PaxosRecord =
  | { readonly type: 'promise'; readonly ballot: Ballot }
  /** Votes in the slots from `from` on, and with them the promise of their ballot. */
  | {
      readonly type: 'accept';
      readonly ballot: Ballot;
      readonly from: number;
      readonly values: readonly Value[];
    }
  /** The values from `from` on are chosen, and so are all slots before. */
  | { readonly type: 'learn'; readonly from: number; readonly values: readonly Value[] }
  /** The stop-sign in slot `through` is chosen: votes after it were of a closed configuration. */
  | { readonly type: 'close'; readonly through: number }
  /** The application's snapshot replaces the slots that it covers. */
  | { readonly type: 'compact'; readonly snapshot: Snapshot }
  /** Another server's snapshot does; `votesStay` where later votes are of the same era. */
  | { readonly type: 'install'; readonly snapshot: Snapshot; readonly votesStay: boolean };

/**
 * - `quorum`: linearizable without any assumption on clocks.
 * - `local`: whatever this server has delivered, possibly long outdated. Any server answers.
 */
export type PaxosReadMode = 'quorum' | 'local';

/** What a client or an operator asks of a server. */
export type PaxosCommand =
  | { readonly type: 'propose'; readonly data: Uint8Array }
  | { readonly type: 'read'; readonly mode: PaxosReadMode }
  /** Other acceptors, or other quorums of them. */
  | { readonly type: 'reconfigure'; readonly membership: Membership }
  /** The application's state just after slot `through`; its log may be dropped. Any server answers. */
  | { readonly type: 'compact'; readonly through: number; readonly data: Uint8Array };

/** Why nothing was done. Every refusal is safe to retry: the command has no effect and never will. */
export type PaxosRefusal =
  | 'not-leader'
  /** Too many commands wait for a slot. */
  | 'overloaded'
  /** Leadership was lost before the command had a slot, or before the read was confirmed. */
  | 'leadership-lost'
  /** Another change of the configuration is under way. */
  | 'change-pending'
  /** The quorums do not meet, or name servers that do not exist. */
  | 'invalid-quorums'
  /** Only what is chosen and delivered can be compacted. */
  | 'not-delivered'
  /** A snapshot covers these slots already. */
  | 'already-compacted';

/** What a client is told, once for each command that is answered. */
export type PaxosAnswer =
  /** The command is chosen in `slot`, for good. */
  | { readonly type: 'committed'; readonly slot: number }
  /** The read may be served from the state at `slot`, which this server has delivered. */
  | { readonly type: 'read'; readonly slot: number; readonly by: PaxosReadMode }
  | { readonly type: 'compacted'; readonly slot: number }
  | {
      readonly type: 'refused';
      readonly reason: PaxosRefusal;
      /** Whom to ask instead, as far as this server knows. */
      readonly leader: ServerId | null;
    }
  /** Leadership was lost while the command was proposed: it may yet take effect, or never. */
  | { readonly type: 'unknown' };

/** What the application on this server is given, in order. */
export type PaxosOutput =
  /** What is chosen, each slot once per run, without gaps. */
  | { readonly type: 'entry'; readonly slot: number; readonly value: Value }
  /** Replaces the application's state; after a start, and when another server sent one. */
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot };

/**
 * - `election`: no leader was heard; campaign, or, outside the configuration, announce.
 * - `heartbeat`, `quorum`: a leader's heartbeats, and its check that a quorum answers.
 */
export type PaxosTimer = 'election' | 'heartbeat' | 'quorum';

/** The name of a rule; see `paxosRuleInfos`. */
export type PaxosRule = keyof PaxosRules;

/** The types of Multi-Paxos, for every tool that drives a core. */
export interface PaxosShape {
  readonly config: PaxosConfig;
  readonly state: PaxosState;
  readonly image: PaxosImage;
  readonly message: PaxosMessage;
  readonly record: PaxosRecord;
  readonly command: PaxosCommand;
  readonly answer: PaxosAnswer;
  readonly output: PaxosOutput;
  readonly timer: PaxosTimer;
  readonly rule: PaxosRule;
}
