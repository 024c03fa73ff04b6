import { durableAt, isSound, kindAt, lengthAt, numberAt, RECORD_BYTES } from '../format/record.ts';
import { Window } from '../window.ts';
import type { ScanRange } from './scan.ts';

/** What stands after the last record that could be read. */
export type Tail =
  /** Nothing, or the zeros of space that was taken beforehand. */
  | { readonly type: 'clean' }
  /** The rest of a write that never was durable. */
  | { readonly type: 'torn'; readonly bytes: number }
  /** A later record proves that what could not be read was durable. */
  | { readonly type: 'damaged'; readonly witness: Witness };

export interface Witness {
  readonly offset: number;
  readonly number: number;
}

/**
 * Judges what stands from `offset` on, where the record of batch `next` should begin and does not.
 *
 * Looks for a whole record at every byte, since the length of a broken one is not to be trusted. A
 * record that was written after batch `next` was durable makes this damage; any other may belong
 * to the same write as the broken one, of which a disk keeps whatever parts it likes.
 */
export async function judgeTail({ file, size, offset, next, seed }: ScanRange): Promise<Tail> {
  const window = new Window(file, size);
  let lastByte = -1;
  for (let at = offset; at < size; at += 1) {
    const header = Math.min(RECORD_BYTES, size - at);
    if (!window.has(at, header)) await window.load(at, header);
    if (window.bytes[window.at(at)] !== 0) lastByte = at;
    if (header < RECORD_BYTES || !isWitness(window, at, next)) continue;
    if (await isWhole(window, at, seed)) {
      const number = numberAt(window.view, window.at(at));
      return { type: 'damaged', witness: { offset: at, number } };
    }
  }
  return lastByte < 0 ? { type: 'clean' } : { type: 'torn', bytes: lastByte + 1 - offset };
}

/** Whether what stands here says that batch `next` was durable. Cheap: asked at every byte. */
function isWitness(window: Window, position: number, next: number): boolean {
  const { view, size } = window;
  const here = window.at(position);
  if (kindAt(view, here) === null || durableAt(view, here) < next) return false;
  return (
    numberAt(view, here) <= next + size && lengthAt(view, here) <= size - position - RECORD_BYTES
  );
}

/** Whether it says so truly. */
async function isWhole(window: Window, position: number, seed: number): Promise<boolean> {
  const length = RECORD_BYTES + lengthAt(window.view, window.at(position));
  if (!window.has(position, length)) await window.load(position, length);
  return isSound(window.bytes, window.view, window.at(position), seed);
}
