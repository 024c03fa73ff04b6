import type { ServerId, Shape } from '@menagerie/contract';
import type { Decision } from '../decision.ts';

/** The kinds of faults that a plan repeats. The position is a key of the draws: append only. */
export const FAULT_KINDS = ['crash', 'pause', 'partition', 'wipe'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What a scheduler does that is not itself a decision. */
export type Task<S extends Shape> =
  /** Look whether the timer is due by now; it may have been armed anew since. */
  | { readonly type: 'timer'; readonly server: ServerId; readonly timer: S['timer'] }
  /** The disk is done with every batch up to this number. */
  | { readonly type: 'disk'; readonly server: ServerId; readonly upTo: number }
  /** Begin the n-th fault of its kind, and plan the next. */
  | { readonly type: 'fault'; readonly kind: FaultKind; readonly nth: number }
  /** The end of a planned fault; void once the run heals. */
  | { readonly type: 'restore'; readonly decision: Decision<S> }
  /** The n-th command of the clients, and plan the next. */
  | { readonly type: 'client'; readonly nth: number }
  | { readonly type: 'heal' }
  /** The n-th try of the write that shows progress. */
  | { readonly type: 'probe'; readonly nth: number }
  /** Look whether what must hold in the end holds by now. */
  | { readonly type: 'judge' }
  | { readonly type: 'finish' };

export type Work<S extends Shape> = Decision<S> | Task<S>;

/** Virtual time has a grain of a microsecond, so that times are short in files and links. */
export function instant(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
