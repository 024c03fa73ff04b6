import type { Move, Place } from '../clients/program.ts';
import type { Meaning } from '../step.ts';
import type { Watch } from '../tree/watch.ts';
import type { RecipeRules } from './recipe-rules.ts';

/** One process at the lock of the recipe. */
export interface RecipeSeat {
  readonly name: string;
  /** The lock that it wants. Each lock is a znode of its own below `/locks`. */
  readonly lock: string;
  /** How many times it takes the lock, one after the other. @default 1 */
  readonly rounds?: number;
  /** Whether it writes to a resource while it believes to hold the lock. @default false */
  readonly writes?: boolean;
}

/** Where a process stands in the recipe. `own` is the path of its claim. */
export type RecipeLocal =
  | { readonly at: 'outside'; readonly left: number }
  /** The lock's znode is missing; it makes all that is above a claim. */
  | { readonly at: 'preparing'; readonly left: number; readonly made: number }
  /** Its claim may or may not have been made: the answer was lost. */
  | { readonly at: 'searching'; readonly left: number }
  | { readonly at: 'listing'; readonly left: number; readonly own: string }
  | {
      readonly at: 'watching';
      readonly left: number;
      readonly own: string;
      /** The claim whose turn comes before its own. */
      readonly ahead: string;
    }
  | {
      readonly at: 'waiting';
      readonly left: number;
      readonly own: string;
      readonly watch: Watch | null;
    }
  | {
      readonly at: 'inside';
      readonly left: number;
      readonly own: string;
      readonly grant: number;
      readonly hasWritten: boolean;
    }
  | {
      readonly at: 'ended';
      readonly how: 'released' | 'cancelled' | 'expired' | 'robbed' | 'thief';
    };

/** A process that stands at one of these. */
export type At<Name extends RecipeLocal['at']> = RecipeLocal & { readonly at: Name };
/** The place of a process in the recipe. */
export type Here = Place<RecipeLocal>;
/** What a step of the recipe offers. */
export type Moves = readonly Move<RecipeLocal>[];

/** What each step needs besides the place: the rules and the seat. */
export interface Taking {
  readonly rules: RecipeRules;
  readonly contest: Contest;
  /** The znode below which it makes its claim. */
  readonly home: string;
  readonly writes: boolean;
}

/** What a program of claims is about. */
export interface Contest {
  readonly name: string;
  /** The znode below which each contest has one of its own. */
  readonly parent: string;
  /** What it means to be first. */
  readonly first: Meaning;
  /** Whether the first stays so until it dies. */
  readonly keeps: boolean;
}
