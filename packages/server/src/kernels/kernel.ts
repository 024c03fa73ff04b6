import type { Protocol, QuorumSystem, ServerId, Shape } from '@menagerie/contract';
import type { Lens } from '../trace/lens.ts';
import { quorumsAmong, type VotingPower } from './quorums.ts';
import type { There } from './replaced.ts';

/** Which protocol runs below the tree. */
export type CoreName = 'zab' | 'raft' | 'paxos';

/** Who belongs to an ensemble at its first start, and how patient its members are. */
export interface EnsembleOptions {
  /** Members, voters and observers together: 1 to 31. */
  readonly servers: number;
  /** Those that do not vote. */
  readonly observers: readonly ServerId[];
  /** Places that nobody has yet. @default none */
  readonly spares?: readonly ServerId[];
  /** What its voters count. @default null, for all count alike */
  readonly power?: VotingPower | null;
  /** After so long without a word of a leader its followers look for another. In milliseconds. */
  readonly silenceMs: number;
}

/** What came out of a core for its application. */
export type Delivered =
  /** Committed, at a place that counts from 1 without gaps. `data` is `null` where the core speaks to itself. */
  | { readonly type: 'entry'; readonly index: number; readonly data: Uint8Array | null }
  /** All through an index was delivered before, or comes from elsewhere. */
  | { readonly type: 'snapshot'; readonly index: number };

/** Of the snapshots of a core: what they stand for is kept as a tree. */
export const NO_DATA: Uint8Array = new Uint8Array(0);

/** What a disk knows of the application's commands. */
export interface Contents {
  /** A tree stands for all through it; 0 for none. */
  readonly through: number;
  /** Those behind it, in order, committed or not. */
  readonly entries: readonly { readonly index: number; readonly data: Uint8Array }[];
}

/** Whether no command was ever proposed, as far as a disk knows. */
export function holdsNothing({ through, entries }: Contents): boolean {
  return through === 0 && entries.length === 0;
}

/** What became of a command. */
export type Outcome =
  | { readonly type: 'done' }
  /** It has no effect and never will. */
  | { readonly type: 'refused'; readonly reason: string; readonly leader: ServerId | null }
  /** It may take effect, or may have, or never will. */
  | { readonly type: 'unknown' };

/**
 * What a server says of itself.
 *
 * - `looking`: it knows of no leader.
 * - `leading`: it takes commands. A leader that is still taking over is looking.
 */
export type Role =
  | { readonly type: 'looking' }
  | { readonly type: 'following'; readonly leader: ServerId }
  | { readonly type: 'leading' };

/** Who is to belong to an ensemble, by their places. */
export interface Membership {
  readonly voters: readonly ServerId[];
  readonly observers: readonly ServerId[];
  /** `null` where all voters count alike. */
  readonly power: VotingPower | null;
}

/** What a leader is to do so that a membership comes into force. */
export type Move<S extends Shape> =
  /** It is in force. */
  | { readonly type: 'done' }
  /** Something is under way, or somebody is not far enough. */
  | { readonly type: 'wait' }
  | { readonly type: 'command'; readonly command: S['command'] };

/** A timer that may come due early. */
export interface Hasty<S extends Shape> {
  readonly timer: S['timer'];
  /**
   * Only where a quorum of the voters is reached, for before it would be for nothing; and so many
   * milliseconds later, in which a leader that is there after all may speak. `null` for at once.
   */
  readonly quorumMs: number | null;
}

/** A timer that comes due early, after so many milliseconds at most. */
export interface Missing<S extends Shape> {
  readonly timer: S['timer'];
  readonly ms: number;
}

/**
 * Milliseconds between the first attempts of two servers to lead: of several at once none might come
 * through, and so the first comes to its end undisturbed.
 */
export const APART_MS = 75;

/** An image in pieces. */
export interface Pieces<S extends Shape> {
  readonly base: S['image'];
  readonly records: readonly S['record'][];
}

/** A command as a move. */
export function move<S extends Shape>(command: S['command']): Move<S> {
  return { type: 'command', command };
}

/** Who votes at the first start. */
export function firstVoters({ servers, observers, spares = [] }: EnsembleOptions): ServerId[] {
  return placesBut(servers, observers, spares);
}

/** Which of them decide. */
export function firstQuorums(ensemble: EnsembleOptions): QuorumSystem {
  return quorumsAmong(firstVoters(ensemble), ensemble.power ?? null);
}

/** Places that are not taken. */
export function placesBut(servers: number, ...taken: (readonly ServerId[])[]): ServerId[] {
  const all = Array.from({ length: servers }, (_, at) => at);
  return all.filter((at) => !taken.some((some) => some.includes(at)));
}

/** Things in one record of an image. */
const IN_RECORD = 16;

/** A list cut into short ones. */
export function cut<T>(list: readonly T[]): T[][] {
  const count = Math.ceil(list.length / IN_RECORD);
  return Array.from({ length: count }, (_, at) => list.slice(at * IN_RECORD, (at + 1) * IN_RECORD));
}

/** A protocol core as a server uses it: whatever differs between protocols stands here. */
export interface Kernel<S extends Shape> {
  readonly name: CoreName;
  readonly protocol: Protocol<S>;
  config(options: EnsembleOptions): S['config'];
  /** Timers whose end says nothing but that somebody else was not heard. */
  readonly suspicions: readonly S['timer'][];
  /** The command that has bytes delivered on all servers in one order. */
  propose(data: Uint8Array): S['command'];
  /** The command that is `done` once this server has delivered all that was answered anywhere before. */
  barrier(): S['command'];
  /**
   * The command that lets the log go through an index. What was delivered through it is kept
   * elsewhere: the snapshots of a core have no data.
   */
  compact(through: number): S['command'];
  /** The command that has a leader give the lead to another; `null` where the protocol has none. */
  handOver(to: ServerId): S['command'] | null;
  /**
   * The timers of a follower that need not run their time where its leader is known to have ended.
   * In the order in which one arms the next. All timers may end at any time, so this is for progress
   * alone.
   *
   * @param turn which server it is of those that may lead instead, from 0
   */
  missing(turn: number): readonly Missing<S>[];
  /**
   * The next move towards a membership, at a leader. A member that is there as another incarnation
   * than the membership names is exchanged.
   */
  moveTo(state: S['state'], target: Membership, there: There): Move<S>;
  /** Whether the membership in force, as far as this server knows, names the disk that it has as a voter. */
  votes(state: S['state']): boolean;
  /** What the disk holds, or will once it has all batches. Changes with the next step. */
  image(state: S['state']): S['image'];
  /**
   * The same image in pieces: one that is small, and records that make the whole of it once they are
   * folded in. What they name does not change any more.
   */
  pieces(image: S['image']): Pieces<S>;
  /** What of an image concerns the application. */
  contents(image: S['image']): Contents;
  /** A blank image as it would be had something been delivered at an index, and forgotten. */
  planted(blank: S['image'], index: number): S['image'];
  delivered(output: S['output']): Delivered;
  /** Through which index a message would have its receiver take over a snapshot; 0 for none. */
  snapshotIn(message: S['message']): number;
  outcome(answer: S['answer']): Outcome;
  role(state: S['state']): Role;
  /**
   * Timers that need not run their time once more servers are there: they are patience with such as
   * may be, and whoever knows who is can do without. In the order in which one arms the next.
   */
  hasty(state: S['state']): readonly Hasty<S>[];
  /** Term, epoch or ballot, for people. */
  epoch(state: S['state']): number;
  /** How a viewer is told of it. */
  readonly lens: Lens<S>;
}
