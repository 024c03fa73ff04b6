import type { Deed, Meaning } from '../step.ts';
import type { Tree } from '../tree/tree.ts';
import type { Resource } from './resource.ts';

/** How often each thing may still happen in a world. */
export interface Budget {
  /** Processes that crash. Their sessions expire at some later time, without a budget. */
  readonly crashes: number;
  /** Crashed processes that are started again on the same host, with the same process id. */
  readonly restarts: number;
  /** Sessions that expire although their processes live, and only pause. */
  readonly expiries: number;
  /** Creations whose answer is lost, while the session lives on. */
  readonly lostReplies: number;
  /** Waiters that stop wanting what they wait for. */
  readonly cancels: number;
  /** Times that somebody removes an empty parent and makes it again. */
  readonly remakes: number;
}

/** What a process has before it when it takes a step. */
export interface Place<Local> {
  /** Which seat of the scope it sits on. A restarted process sits where the crashed one sat. */
  readonly seat: number;
  readonly session: number;
  /** Whether the service still keeps its session. The process itself learns it by a call only. */
  readonly connected: boolean;
  readonly local: Local;
  readonly tree: Tree;
  readonly resource: Resource;
  readonly left: Budget;
}

/** One thing that a process may do next, and all that it changes. What is absent stays. */
export interface Move<Local> {
  readonly deed: Deed;
  readonly meaning: Meaning | null;
  readonly local: Local;
  readonly tree?: Tree;
  readonly resource?: Resource;
  readonly spends?: keyof Budget;
}

/** What every process of a model runs: one remote call a move. */
export interface Program<Local> {
  readonly name: string;
  begin(seat: number): Local;
  /**
   * What the process may do next. A call that would change nothing at all is left out, so that a
   * world without successors is one in which nothing will ever happen again.
   */
  moves(place: Place<Local>): readonly Move<Local>[];
  /** Whether the process has taken its first step. */
  hasBegun(local: Local): boolean;
  /** Whether the process has nothing more to do. */
  hasEnded(local: Local): boolean;
}
