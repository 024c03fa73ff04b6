import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap of a process small: for one that runs a server and nothing else. To be called once it
 * has loaded what it needs, for code that was compiled under other options is compiled anew; and before
 * there is much on the heap. `MENAGERIE_HEAP=roomy` leaves V8 as it is.
 *
 * Under load V8 lets the space of young objects grow to 48 MB, and the space of old ones to several
 * times of what is alive, where a server has a few megabytes alive. Both only save work of the
 * collector, of which there is little as long as next to nothing of a write lives until it comes round
 * again: see `Fifo`.
 */
export function keepHeapSmall(): void {
  if (process.env['MENAGERIE_HEAP'] === 'roomy') return;
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
}

/** Acts under the options that V8 begins with, in a process whose heap is kept small. */
export function withUsualHeap<T>(act: () => T): T {
  setFlagsFromString('--semi-space-growth-factor=2');
  setFlagsFromString('--heap-growing-percent=0');
  try {
    return act();
  } finally {
    keepHeapSmall();
  }
}
