import type { Files } from '../files.ts';
import { isNoSpace } from '../trouble.ts';
import { RecordBuffer } from './record-buffer.ts';
import { createSegment, type Segment } from './segment.ts';

/** What a log writer needs, and whom it tells. */
export interface LogWriterOptions {
  readonly files: Files;
  readonly identity: Uint8Array;
  readonly seed: number;
  readonly segment: Segment;
  /** Of the batches that the log has; all of them are durable. */
  readonly last: number;
  readonly segmentBytes: number;
  readonly preallocateBytes: number;
  /** All through `number` is durable; `bytes` went to the disk for that. */
  onDurable(number: number, bytes: number): void;
  /** A write, a sync or a new segment failed. Nothing more is written until `resume`. */
  onTrouble(error: unknown): void;
}

/**
 * Group commit: while one write and its sync are under way, batches gather in a second buffer and
 * share the next. So the disk is never idle and never asked twice at once, and a batch waits for at
 * most two syncs, however many come.
 */
export class LogWriter {
  readonly #options: LogWriterOptions;
  #segment: Segment;
  #filling: RecordBuffer;
  #writing: RecordBuffer;
  #last: number;
  #durable: number;
  #running = false;
  #halted = false;
  #isRollWanted = false;
  #waiters: (() => void)[] = [];

  constructor(options: LogWriterOptions) {
    this.#options = options;
    this.#segment = options.segment;
    this.#last = options.last;
    this.#durable = options.last;
    this.#filling = new RecordBuffer(options.seed, options.last);
    this.#writing = new RecordBuffer(options.seed, options.last);
  }

  get last(): number {
    return this.#last;
  }

  get durable(): number {
    return this.#durable;
  }

  get waitingBytes(): number {
    return this.#filling.length + this.#writing.length;
  }

  append(batch: Uint8Array): number {
    this.#last += 1;
    this.#filling.add('batch', this.#last, batch);
    this.#start();
    return this.#last;
  }

  /** Resolves once all through `number` is durable, or nothing more will be without `resume`. */
  async settled(number: number): Promise<void> {
    while (this.#durable < number && !this.#halted) await this.#change();
  }

  /** Begins a new segment behind what is durable; resolves once it did, or had trouble. */
  async roll(): Promise<void> {
    this.#isRollWanted = true;
    this.#start();
    while (this.#isRollWanted && !this.#halted) await this.#change();
  }

  /** Tries again after trouble. */
  resume(): void {
    this.#halted = false;
    this.#start();
  }

  halt(): void {
    this.#halted = true;
    this.#tell();
  }

  /** Waits for what was appended, ends the log with a mark, and lets go of the file. */
  async close(): Promise<void> {
    while (this.#running) await this.#change();
    try {
      if (!this.#halted && this.#durable === this.#last) await this.#mark();
    } finally {
      this.#halted = true;
      await this.#segment.close();
    }
  }

  async #mark(): Promise<void> {
    this.#filling.add('mark', this.#last, new Uint8Array(0));
    try {
      await this.#segment.finish(this.#filling.bytes);
    } catch (error) {
      // Nothing is lost: a log without a mark is one that was not closed.
      if (!isNoSpace(error)) throw error;
    }
  }

  #start(): void {
    if (this.#running || this.#halted) return;
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    // What is appended in the same turn shares the first write.
    await Promise.resolve();
    while (!this.#halted && this.#hasWork()) {
      const done = await this.#work().then(
        (bytes) => ({ type: 'done' as const, bytes }),
        (error: unknown) => ({ type: 'trouble' as const, error }),
      );
      if (done.type === 'trouble') {
        this.#halted = true;
        this.#options.onTrouble(done.error);
      } else if (done.bytes > 0) {
        this.#options.onDurable(this.#durable, done.bytes);
      }
      this.#tell();
    }
    this.#running = false;
    this.#tell();
  }

  #hasWork(): boolean {
    return this.waitingBytes > 0 || this.#isRollWanted;
  }

  /** One step to the disk; says how many bytes of batches became durable by it. */
  async #work(): Promise<number> {
    if (this.#isRollWanted || this.#segment.end >= this.#options.segmentBytes) {
      await this.#beginSegment();
      return 0;
    }
    return this.#commit();
  }

  async #commit(): Promise<number> {
    // Not empty if a full disk refused it: then it is tried again, byte by byte the same.
    if (this.#writing.length === 0) this.#swap();
    await this.#segment.add(this.#writing.bytes);
    const { length, last } = this.#writing;
    this.#writing.restart(last);
    this.#durable = last;
    return length;
  }

  #swap(): void {
    [this.#writing, this.#filling] = [this.#filling, this.#writing];
    this.#filling.restart(this.#writing.last);
  }

  /** Only between two writes: all that stands in the old segment is durable by then. */
  async #beginSegment(): Promise<void> {
    const { files, identity, preallocateBytes } = this.#options;
    const first = this.#durable + 1;
    if (first > this.#segment.first) {
      const fresh = await createSegment(files, first, identity, preallocateBytes);
      const old = this.#segment;
      this.#segment = fresh;
      await old.trim();
      await old.close();
    }
    this.#isRollWanted = false;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  #tell(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }
}
