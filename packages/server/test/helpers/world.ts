import type { Shape } from '@menagerie/contract';
import {
  Driver,
  decodeImage,
  encodeImage,
  foldBatch,
  type Kernel,
  type Outcome,
} from '../../src/index.ts';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

/** Time that passes only when something is due, and numbers from a seed. */
export class Time {
  #now = 0;
  #order = 0;
  #seed: number;
  readonly #due = new Set<Due>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  after(ms: number, act: () => void): () => void {
    const due = { at: this.#now + ms, order: this.#order, act };
    this.#order += 1;
    this.#due.add(due);
    return () => this.#due.delete(due);
  }

  /** Lets happen what is due until something holds. @returns whether it does */
  runUntil(holds: () => boolean, ms: number): boolean {
    const end = this.#now + ms;
    while (!holds()) {
      const next = [...this.#due].toSorted((a, b) => a.at - b.at || a.order - b.order)[0];
      if (next === undefined || next.at > end) return false;
      this.#due.delete(next);
      this.#now = next.at;
      next.act();
    }
    return true;
  }
}

/** A server with a disk that takes its time, and loses at a crash what was on the way there. */
export class Server<S extends Shape> {
  readonly delivered: string[] = [];
  readonly outcomes = new Map<number, Outcome>();
  halted = false;
  readonly #cluster: Cluster<S>;
  readonly #self: number;
  /** Batches on the disk. */
  readonly #batches: Uint8Array[] = [];
  readonly #waiting: Uint8Array[] = [];
  #driver: Driver<S> | null = null;
  #boots = 0;
  disk: 'open' | 'full' | 'failed' = 'open';

  constructor(cluster: Cluster<S>, self: number) {
    this.#cluster = cluster;
    this.#self = self;
  }

  get driver(): Driver<S> | null {
    return this.#driver;
  }

  get leads(): boolean {
    const state = this.#driver?.state ?? null;
    return state !== null && this.#cluster.kernel.role(state).type === 'leading';
  }

  start(): void {
    const { kernel, config, time } = this.#cluster;
    const { protocol } = kernel;
    const blank = protocol.blank(config, this.#self, 0);
    const image = decodeImage(protocol, encodeImage(protocol, blank));
    for (const batch of this.#batches) foldBatch(protocol, image, batch);
    this.delivered.length = 0;
    this.#boots += 1;
    const boot = this.#boots;
    this.#driver = new Driver<S>({
      protocol,
      config,
      self: this.#self,
      image,
      clock: time,
      suspicions: kernel.suspicions,
      random: () => time.random(),
      disk: { append: (batch) => this.#append(batch, boot) },
      send: (to, message) => this.#cluster.carry(this.#self, to, message),
      deliver: (output) => {
        const found = kernel.delivered(output);
        if (found.type === 'entry' && found.data !== null) {
          this.delivered.push(new TextDecoder().decode(found.data));
        }
      },
      answer: (request, answer) => this.outcomes.set(request, kernel.outcome(answer)),
      stepped: () => {},
      halted: () => {
        this.halted = true;
      },
    });
    this.#driver.start(this.#batches.length);
  }

  crash(): void {
    this.#driver?.stop();
    this.#driver = null;
    this.#waiting.length = 0;
  }

  #append(batch: Uint8Array, boot: number): number | 'full' | 'failed' {
    if (this.disk !== 'open') return this.disk;
    this.#waiting.push(batch);
    const number = this.#batches.length + this.#waiting.length;
    this.#cluster.time.after(1 + this.#cluster.time.random() * 5, () => {
      if (boot !== this.#boots || this.#driver === null) return;
      while (this.#batches.length < number) {
        const next = this.#waiting.shift();
        if (next === undefined) break;
        this.#batches.push(next);
      }
      this.#driver.durable(this.#batches.length);
    });
    return number;
  }
}

/** Servers of one kernel, and a network that loses one message in so many. */
export class Cluster<S extends Shape> {
  readonly kernel: Kernel<S>;
  readonly config: S['config'];
  readonly time: Time;
  readonly servers: readonly Server<S>[];
  readonly #loss: number;

  constructor(kernel: Kernel<S>, servers: number, seed: number, loss: number) {
    this.kernel = kernel;
    this.config = kernel.config({ servers, observers: [], silenceMs: 200 });
    this.time = new Time(seed);
    this.#loss = loss;
    this.servers = Array.from({ length: servers }, (_, self) => new Server(this, self));
    for (const server of this.servers) server.start();
  }

  carry(from: number, to: number, message: S['message']): void {
    if (this.time.random() < this.#loss) return;
    this.time.after(1 + this.time.random() * 4, () => {
      this.servers[to]?.driver?.take({ type: 'message', from, message });
    });
  }

  leader(): Server<S> | null {
    return this.servers.find(({ leads }) => leads) ?? null;
  }
}
