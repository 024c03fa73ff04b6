import type { ServerId } from '@menagerie/contract';

/** A core threw: that is a broken invariant of its own, never an answer. */
export interface CoreFailure {
  readonly server: ServerId;
  /** The kind of input, or `recover`. */
  readonly input: string;
  readonly error: unknown;
}
