import type { ServerId } from '@menagerie/contract';

/**
 * What the servers have written down, in the form of their protocol: Raft's log, the Synod's
 * ballots, the slots of Multi-Paxos, Zab's history.
 */
export type LedgerFrame =
  | { readonly type: 'log'; readonly servers: readonly LogFrame[] }
  | BallotsFrame
  | {
      readonly type: 'slots';
      readonly servers: readonly SlotsFrame[];
      /** Votes that a quorum holds durably in slots that nobody knows to be chosen: they are. */
      readonly held: readonly SlotVote[];
    }
  | {
      readonly type: 'history';
      readonly servers: readonly ZxidsFrame[];
      /** Transactions that a quorum holds durably, and that nobody has delivered yet. */
      readonly held: readonly ZxidName[];
    };

/** A server's log, as boundaries and terms: what each cell shows follows from them. */
export interface LogFrame {
  /** Whether it is a voter of the newest configuration that it knows. */
  readonly voter: boolean;
  /** Index of the newest entry inside the snapshot; 0 without one. */
  readonly snapshotIndex: number;
  readonly snapshotTerm: number;
  /** Term of entry `snapshotIndex + 1 + i`, as the server (or, while crashed, its disk) has it. */
  readonly terms: Int32Array;
  /** Newest index that is on the disk for certain. */
  readonly durable: number;
  readonly commit: number;
  readonly applied: number;
}

/** The Synod: who promised and accepted what, ballot by ballot, from the beginning of the run. */
export interface BallotsFrame {
  readonly type: 'ballots';
  /** Ascending. */
  readonly ballots: readonly BallotColumn[];
  readonly servers: readonly AcceptorFrame[];
  /** Values that a quorum has accepted in one ballot, durably: one at most, if all is well. */
  readonly chosen: readonly string[];
}

export interface BallotColumn {
  /** As `ballotNumber` has it. */
  readonly ballot: number;
  readonly owner: ServerId;
  /** What is proposed in it; `null` until a quorum has promised. */
  readonly value: string | null;
  /** Whether a quorum has accepted it, durably. */
  readonly chosen: boolean;
}

export interface AcceptorFrame {
  /** Whether the quorums count it. */
  readonly acceptor: boolean;
  readonly promised: number;
  readonly promiseDurable: boolean;
  readonly votes: readonly VoteFrame[];
  readonly learned: string | null;
}

export interface VoteFrame {
  readonly ballot: number;
  readonly value: string;
  /** `forgotten`: it voted, but no longer has it, since its disk was replaced or wrote nothing. */
  readonly state: 'written' | 'durable' | 'forgotten';
}

/** The slots of Multi-Paxos as one server has them. */
export interface SlotsFrame {
  /** All slots through this one are in the snapshot. */
  readonly snapshot: number;
  /** Ballot of the vote in slot `snapshot + 1 + i`; 0 without a vote, -1 learned without one. */
  readonly ballots: Int32Array;
  /** What was voted for there, to tell values apart; `NOOP` and `RECONFIGURE` by name. */
  readonly contents: Int32Array;
  /** 1 where the vote is on the disk for certain. */
  readonly durable: Uint8Array;
  /** All slots through this one are chosen, and known here to be. */
  readonly chosen: number;
  readonly promised: number;
  /** Last slot that the leader may propose in now; 0 where it does not lead. */
  readonly windowEnd: number;
}

export interface SlotVote {
  readonly slot: number;
  readonly ballot: number;
}

export const NOOP = 0;
export const RECONFIGURE = 1;

export interface ZxidName {
  readonly epoch: number;
  readonly counter: number;
}

/** Zab's history on one server. */
export interface ZxidsFrame {
  /** Whether it votes in the membership that it knows. */
  readonly voter: boolean;
  readonly snapshotIndex: number;
  readonly snapshotEpoch: number;
  readonly snapshotCounter: number;
  /** Zxids of transaction `snapshotIndex + 1 + i`, in two columns. */
  readonly epochs: Int32Array;
  readonly counters: Int32Array;
  /** Number of the newest transaction that is on the disk for certain. */
  readonly durable: number;
  /** Number of the newest transaction that is delivered, and so known here to be committed. */
  readonly delivered: number;
  readonly acceptedEpoch: number;
  readonly currentEpoch: number;
}

/** The buffers of a ledger, to be handed over to the page instead of copied. */
export function buffersOf(ledger: LedgerFrame): ArrayBufferLike[] {
  switch (ledger.type) {
    case 'log':
      return ledger.servers.map(({ terms }) => terms.buffer);
    case 'ballots':
      return [];
    case 'slots':
      return ledger.servers.flatMap(({ ballots, contents, durable }) => [
        ballots.buffer,
        contents.buffer,
        durable.buffer,
      ]);
    case 'history':
      return ledger.servers.flatMap(({ epochs, counters }) => [epochs.buffer, counters.buffer]);
  }
}
