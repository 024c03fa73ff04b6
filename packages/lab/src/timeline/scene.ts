import type { History } from '../model/history.ts';
import type { MessageKind } from '../model/run.ts';
import type { Colours } from '../ui/colours.ts';
import type { TimeScale } from './scale.ts';

/** All that one picture of the space-time diagram is made of. */
export interface Scene {
  readonly history: History;
  readonly servers: number;
  readonly kinds: readonly MessageKind[];
  readonly scale: TimeScale;
  readonly height: number;
  readonly now: number;
  readonly event: number | null;
  readonly colours: Colours;
}

/** Height of the time axis, in pixels. */
export const AXIS = 20;

export function laneY(server: number, servers: number, height: number): number {
  const gap = (height - AXIS - 6) / servers;
  return AXIS + gap * (server + 0.5);
}
