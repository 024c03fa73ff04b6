import type { Log } from '@menagerie/server';
import type { Doors } from './doors.ts';

/** Between two lines on how much of the disk is read. */
const PROGRESS_MS = 1000;

/** Tells the log, and whoever asks at the doors, how much of the disk is read: once a second at most. */
export function progressInto(
  log: Log,
  doors: Doors,
): (what: string, done: number, total: number) => void {
  let told = performance.now();
  return (what, doneBytes, totalBytes) => {
    const now = performance.now();
    if (now - told < PROGRESS_MS) return;
    told = now;
    const percent = Math.floor((100 * doneBytes) / Math.max(1, totalBytes));
    doors.starting = `reading the ${what}: ${percent} of 100`;
    log.info({ doneBytes, totalBytes }, doors.starting);
  };
}
