import type { Shape } from '@menagerie/contract';
import type { CorePicture } from './events.ts';

/** Entries of a log that a picture has. */
export const NEWEST = 40;

/** How a viewer is told of a core. */
export interface Lens<S extends Shape> {
  /** The name of a message, in the spelling of the protocol. */
  kindOf(message: S['message']): string;
  /** The term, ballot or epoch that a message names. */
  epochOf(message: S['message']): number | null;
  /** The place of the newest entry of the log. Cheap: asked after each step. */
  last(state: S['state']): number;
  part(state: S['state']): string;
  epoch(state: S['state']): number;
  leader(state: S['state']): number | null;
  picture(state: S['state']): CorePicture;
}
