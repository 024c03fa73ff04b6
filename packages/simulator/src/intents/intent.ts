import type { ServerId } from '@menagerie/contract';

/** A server by its part in the run, not by its number: protocols elect whom they elect. */
export type Part =
  | { readonly type: 'leader' }
  /** The n-th server that is up and does not lead, counted from 0 by id. */
  | { readonly type: 'other'; readonly nth: number }
  /** The server that the n-th `crash` or `pause` of the schedule struck, counted from 0. */
  | { readonly type: 'struck'; readonly nth: number }
  /** The n-th server that none of them has struck yet, counted from 0 by id. */
  | { readonly type: 'spared'; readonly nth: number }
  | { readonly type: 'server'; readonly server: ServerId };

/** What is meant to happen to a cluster, in words that fit any protocol. */
export type Intent =
  /** A client writes, and turns to whom it is told to turn to. */
  | { readonly type: 'write'; readonly to: Part }
  /** A client reads, linearizably. */
  | { readonly type: 'read'; readonly to: Part }
  /** Loses what was not durable. */
  | { readonly type: 'crash'; readonly who: Part }
  | { readonly type: 'recover'; readonly who: Part }
  | { readonly type: 'pause'; readonly who: Part }
  | { readonly type: 'resume'; readonly who: Part }
  /** Nothing passes any more between these servers and the others. */
  | { readonly type: 'isolate'; readonly who: readonly Part[] }
  /** Nothing passes any more from the one to the other; the way back stays as it is. */
  | { readonly type: 'cut'; readonly from: Part; readonly to: Part }
  /** It passes again. */
  | { readonly type: 'mend'; readonly from: Part; readonly to: Part }
  /** Every link passes again. */
  | { readonly type: 'heal' };

/** An intent and when it is carried out. */
export interface ScheduledIntent {
  /** Virtual milliseconds after the intent before it was carried out. */
  readonly afterMs: number;
  readonly intent: Intent;
}

/**
 * One story for every protocol: who is struck follows from the run, and an intent whose part
 * nobody plays yet (no leader is elected) waits until somebody does.
 */
export interface Schedule {
  readonly title: string;
  readonly servers: number;
  /** Each direction of each link takes a time of its own, the same for every protocol. */
  readonly delayMin: number;
  readonly delayMax: number;
  readonly seed: number;
  readonly intents: readonly ScheduledIntent[];
  /** Virtual milliseconds that the run goes on after the last intent. */
  readonly restMs: number;
}
