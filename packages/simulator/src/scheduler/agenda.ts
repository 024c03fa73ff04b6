import type { Shape } from '@menagerie/contract';
import { Queue } from './queue.ts';
import { instant, type Work } from './work.ts';

/** The virtual time, and what is due at which. */
export class Agenda<S extends Shape> {
  /** Virtual milliseconds. */
  now: number;
  readonly queue: Queue<S>;

  constructor(now = 0, queue: Queue<S> = new Queue()) {
    this.now = now;
    this.queue = queue;
  }

  clone(): Agenda<S> {
    return new Agenda(this.now, this.queue.clone());
  }

  /** What is due as soon as what is due now is done. */
  soon(work: Work<S>): void {
    this.queue.push(this.now, 1, work);
  }

  /** @returns when it is due */
  after(ms: number, work: Work<S>): number {
    const at = instant(this.now + ms);
    this.queue.push(at, 1, work);
    return at;
  }
}
