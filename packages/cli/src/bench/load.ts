import { isKeeperError, type ZooKeeper } from '@menagerie/client';
import { Latencies } from './latencies.ts';

/** What load is put on. */
export interface LoadOptions {
  readonly pipelined: number;
  readonly valueBytes: number;
  /** Of a hundred requests so many read. */
  readonly readPercent: number;
}

/** What came of it. */
export class Load {
  readonly reads: Latencies = new Latencies();
  readonly writes: Latencies = new Latencies();
  errors = 0;
  /** What the first error said. */
  error: string | null = null;
  readonly #options: LoadOptions;
  readonly #value: Uint8Array;
  #counts = false;
  #stopped = false;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#value = new Uint8Array(options.valueBytes).fill(0x6d);
  }

  /** From here on it is measured. */
  measure(): void {
    this.#counts = true;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Puts the load of one session on, each of its requests on a znode of its own, until stopped. */
  async run(zk: ZooKeeper, parent: string): Promise<void> {
    const { pipelined } = this.#options;
    const lanes = Array.from({ length: pipelined }, async (_, lane) => {
      const path = `${parent}/${lane}`;
      await zk.create(path, this.#value);
      // Lanes begin at other places of the mix, or all of them would read at once.
      for (let i = lane; !this.#stopped; i += 1) await this.#request(zk, path, i);
    });
    await Promise.all(lanes);
  }

  async #request(zk: ZooKeeper, path: string, i: number): Promise<void> {
    const { readPercent } = this.#options;
    const readsSoFar = Math.floor((i * readPercent) / 100);
    const isRead = Math.floor(((i + 1) * readPercent) / 100) > readsSoFar;
    const began = performance.now();
    try {
      if (isRead) await zk.get(path);
      else await zk.set(path, this.#value);
    } catch (error) {
      if (!isKeeperError(error)) throw error;
      this.errors += 1;
      this.error ??= error.message;
      // The session will not come back.
      if (isKeeperError(error, 'session-expired', 'closed')) this.stop();
      return;
    }
    if (this.#counts) (isRead ? this.reads : this.writes).add(performance.now() - began);
  }
}
