import type { Violation } from '@menagerie/contract';

/** Whoever looks at the states of a space as they come up. */
export interface Visitor {
  /**
   * A state with this fingerprint is offered soon. Nothing is to be done, but whatever takes time
   * to come may be sent for.
   */
  foresee(high: number, low: number): void;
  /**
   * A state that may be new.
   *
   * @param parent index of the state that it follows, or -1 for a start
   * @param action which of the actions of its parent led here, or which start it is
   * @returns the index of the state if it is new and to be kept, or -1
   */
  offer(high: number, low: number, parent: number, action: number): number;
  /**
   * The step breaks a property; what follows it is not looked at.
   *
   * @param action -1 where it is the parent itself, and no step from it
   */
  violated(violation: Violation, parent: number, action: number): void;
}

/**
 * All that something can do, one step at a time. The space holds the states that are still to be
 * looked at; who has seen them is the visitor's affair.
 *
 * Equal states always offer equal successors in the same order, so that a path is a list of
 * numbers and can be walked again.
 */
export interface Space<Step> {
  /** Offers every start. */
  begin(visitor: Visitor): void;
  /** Takes a kept state, offers what can follow it, and tells its index; -1 if none is left. */
  expand(visitor: Visitor): number;
  /** Takes a kept state and forgets it: nobody looks at it, or somebody else. */
  skip(): void;
  /** What happens along a path: the number of a start, then one of an action for each step. */
  walk(path: readonly number[]): readonly Step[];
  /** States that are kept and not looked at yet. */
  readonly waiting: number;
  /** Names of the `sometimes` properties that some step has reached. */
  reached(): readonly string[];
}

/** A space whose states can be shared out: each of them can be looked at by the way to it. */
export interface SharedSpace<Step> extends Space<Step> {
  /** Walks a path to a state, and offers what can follow it, under an index. */
  expandAt(path: readonly number[], index: number, visitor: Visitor): void;
}

/** In which order kept states are taken: the oldest first, or the newest first. */
export type SearchOrder = 'breadth' | 'depth';
