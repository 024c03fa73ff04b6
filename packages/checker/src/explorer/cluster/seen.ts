import type { ServerId, Shape } from '@menagerie/contract';
import type { Cells } from './glass.ts';

/** A world under some names, such as those that the representative of a transition has. */
export interface Seen<S extends Shape> {
  /** Makes the world that is looked at of it. */
  readonly naming: number;
  /** Whose turn it is. */
  readonly server: ServerId;
  /** Numbers of the cells of all servers. */
  readonly numbers: Int32Array;
  readonly cells: Cells<S>;
}
