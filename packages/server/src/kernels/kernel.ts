import type { Protocol, ServerId, Shape } from '@menagerie/contract';
import type { Lens } from '../trace/lens.ts';

/** Which protocol runs below the tree. */
export type CoreName = 'zab' | 'raft' | 'paxos';

/** Who belongs to an ensemble at its first start, and how patient its members are. */
export interface EnsembleOptions {
  /** Members, voters and observers together: 1 to 31. */
  readonly servers: number;
  /** Those that do not vote. */
  readonly observers: readonly ServerId[];
  /** After so long without a word of a leader its followers look for another. In milliseconds. */
  readonly silenceMs: number;
}

/** What came out of a core for its application. */
export type Delivered =
  /** Committed, at a place that counts from 1 without gaps. `data` is `null` where the core speaks to itself. */
  | { readonly type: 'entry'; readonly index: number; readonly data: Uint8Array | null }
  /** Replaces all that was delivered so far. */
  | { readonly type: 'snapshot'; readonly index: number; readonly data: Uint8Array };

/** What a disk knows of the application's commands. */
export interface Contents {
  /** The state of the application that stands for the first ones; `null` before there is any. */
  readonly snapshot: Uint8Array | null;
  /** Those behind it, in order, committed or not. */
  readonly entries: readonly Uint8Array[];
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

/** A protocol core as a server uses it: whatever differs between protocols stands here. */
export interface Kernel<S extends Shape> {
  readonly name: CoreName;
  readonly protocol: Protocol<S>;
  config(options: EnsembleOptions): S['config'];
  /** The command that has bytes delivered on all servers in one order. */
  propose(data: Uint8Array): S['command'];
  /** The command that is `done` once this server has delivered all that was answered anywhere before. */
  barrier(): S['command'];
  /** The command that lets the log go through an index; `data` is the state just after it. */
  compact(through: number, data: Uint8Array): S['command'];
  /** The command that has a leader give the lead to another; `null` where the protocol has none. */
  handOver(to: ServerId): S['command'] | null;
  /** What the disk holds, or will once it has all batches. Changes with the next step. */
  image(state: S['state']): S['image'];
  /** What of an image concerns the application. */
  contents(image: S['image']): Contents;
  /** A blank image as it would be had everything so far come to this state of the application. */
  planted(blank: S['image'], data: Uint8Array): S['image'];
  delivered(output: S['output']): Delivered;
  outcome(answer: S['answer']): Outcome;
  role(state: S['state']): Role;
  /** Term, epoch or ballot, for people. */
  epoch(state: S['state']): number;
  /** How a viewer is told of it. */
  readonly lens: Lens<S>;
}
