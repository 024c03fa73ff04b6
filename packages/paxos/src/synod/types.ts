import type { ClusterConfig, RequestId, ServerId, ServerSet } from '@menagerie/contract';
import type { Ballot } from '../ballot.ts';
import type { Quorums } from '../quorums.ts';

/** Everything that is agreed on before a cluster starts. Times are in milliseconds. */
export interface SynodConfig extends ClusterConfig {
  /** The acceptors and their quorums. Every server learns, and keeps what an acceptor keeps. */
  readonly quorums: Quorums;
  /** Who may propose. One of them is the paper's distinguished proposer (§2.4). */
  readonly proposers: ServerSet;
  /** After a ballot that came to nothing a proposer waits between this and twice as long. */
  readonly retryMs: number;
}

/** A value under the number of a ballot (§2.2). */
export interface Proposal {
  readonly ballot: Ballot;
  readonly value: Uint8Array;
}

/** What the disk holds (§2.5), and nothing else. It changes only by folding records. */
export interface SynodImage {
  /** Which disk this is: 0 for the first, another number for each that replaced a lost one. */
  incarnation: number;
  /** The proposer's: the highest round that it has tried. */
  round: number;
  /** The acceptor's: nothing below this is accepted any more. */
  promised: Ballot;
  /** The acceptor's: the accepted proposal with the highest ballot, at most `promised`. */
  accepted: Proposal | null;
}

/** A proposer at its work (§2.2), for what the first waiting client wished. */
export type Proposer =
  | { type: 'idle' }
  | {
      type: 'preparing';
      ballot: Ballot;
      wish: Uint8Array;
      promisedBy: ServerSet;
      /** Of the accepted proposals that the promises told of, the one with the highest ballot. */
      highest: Proposal | null;
    }
  /** Its value is with the acceptors; the learner sees what becomes of it. */
  | { type: 'accepting'; ballot: Ballot; wish: Uint8Array }
  /** Refused: it waits for `retry`, and then tries a round above `above`. */
  | { type: 'resting'; wish: Uint8Array; above: number };

/** Who accepted a proposal, as far as this learner was told. */
export interface Tally {
  ballot: Ballot;
  value: Uint8Array;
  acceptors: ServerSet;
}

/** Everything that a running server knows. */
export interface SynodState {
  self: ServerId;
  /** What the disk will hold once every write so far is durable. */
  persistent: SynodImage;
  proposer: Proposer;
  /** The learner's: ascending by ballot, and empty once it has learned. */
  tallies: Tally[];
  /** The learner's: the chosen value, or `null` as long as it knows of none. */
  learned: Uint8Array | null;
  /** Clients who wait for a value to be chosen, in the order in which they came. */
  waiting: RequestId[];
}
