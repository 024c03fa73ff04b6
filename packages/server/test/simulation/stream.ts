import { EventEmitter } from 'node:events';
import type { ByteStream } from '../../src/node/world.ts';
import type { Network } from './network.ts';
import type { Place } from './place.ts';

/** What a kernel takes of a connection before its process has to wait. */
const KERNEL_BYTES = 64 << 10;

/** What goes over a connection, and when it arrives at the earliest. */
interface Sent {
  readonly at: number;
  /** `null` for the end. */
  readonly bytes: Buffer | null;
}

/** One direction of a connection. */
export class Pipe {
  readonly from: SimulatedStream;
  readonly to: SimulatedStream;
  readonly #network: Network;
  #sent: Sent[] = [];
  #last: number;
  #isWaiting = false;
  /** Bytes that were sent and not taken yet. */
  bytes = 0;

  /** @param notBefore when the first bytes arrive at the earliest */
  constructor(network: Network, from: SimulatedStream, to: SimulatedStream, notBefore: number) {
    this.#network = network;
    this.#last = notBefore;
    this.from = from;
    this.to = to;
  }

  send(bytes: Buffer): void {
    this.bytes += bytes.length;
    this.#add(bytes);
  }

  end(): void {
    this.#add(null);
  }

  /** The sender is gone: of what is under way something may be lost, but never out of the middle. */
  reset(): void {
    const { timeline } = this.#network;
    if (timeline.random() < 0.5) this.#sent.splice(timeline.below(this.#sent.length + 1));
    this.end();
  }

  /** The connection is over at both ends, and what is under way is lost. */
  giveUp(): void {
    this.#network.drop(this);
    this.#sent = [];
    this.from.cease();
    this.to.cease();
  }

  /** The sender's machine has lost its power: nothing comes of what was under way. */
  lose(): void {
    this.#network.drop(this);
    this.#sent = [];
  }

  /** What is under way was not answered, and is said again after a while; nothing else before it. */
  sayAgain(ms: number): void {
    if (this.#sent.length === 0) return;
    this.#isWaiting = true;
    this.#network.timeline.after(ms, () => {
      this.#isWaiting = false;
      this.pump();
    });
  }

  get isHeldUp(): boolean {
    return this.#sent.length > 0 && !this.#passes;
  }

  /** Lets arrive what can, when its time has come. */
  pump(): void {
    const [first] = this.#sent;
    if (first === undefined || this.#isWaiting || !this.#passes) return;
    this.#isWaiting = true;
    const { timeline } = this.#network;
    timeline.after(Math.max(0, first.at - timeline.now()), () => {
      this.#isWaiting = false;
      this.#arrive();
      this.pump();
    });
  }

  /** The receiver has taken so much. */
  took(bytes: number): void {
    const was = this.bytes;
    this.bytes -= bytes;
    if (was > KERNEL_BYTES && this.bytes <= KERNEL_BYTES) this.from.drained();
  }

  #latency(): number {
    return this.#network.latency(this.from.place.name, this.to.place.name);
  }

  get #passes(): boolean {
    return this.#network.passes(this.from.place.name, this.to.place.name);
  }

  #add(bytes: Buffer | null): void {
    const { timeline } = this.#network;
    this.#last = Math.max(this.#last, timeline.now() + this.#latency());
    this.#sent.push({ at: this.#last, bytes });
    this.pump();
  }

  #arrive(): void {
    const now = this.#network.timeline.now();
    while (this.#passes) {
      const [first] = this.#sent;
      if (first === undefined || first.at > now) return;
      this.#sent.shift();
      if (first.bytes === null) this.#network.drop(this);
      const { place } = this.to;
      if (place.isDead) {
        // Whoever is there now knows nothing of this connection, and says so.
        this.#network.drop(this);
        this.from.cease();
        return;
      }
      place.run('arrival', () => this.to.receive(first.bytes));
    }
  }
}

/** One end of a simulated connection. */
export class SimulatedStream extends EventEmitter implements ByteStream {
  readonly place: Place;
  readonly remoteAddress: string;
  readonly remotePort: number;
  writableEnded = false;
  /** What it sends goes into. */
  #out: Pipe | null = null;
  /** What comes to it comes out of. */
  #in: Pipe | null = null;
  /** What was written before the connection was open. */
  readonly #early: Buffer[] = [];
  readonly #unread: Buffer[] = [];
  #isPaused = false;
  #hasEnded = false;
  #isOver = false;

  constructor(place: Place, remoteAddress: string, remotePort: number) {
    super();
    this.place = place;
    this.remoteAddress = remoteAddress;
    this.remotePort = remotePort;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get writableLength(): number {
    const early = this.#early.reduce((sum, { length }) => sum + length, 0);
    return early + Math.max(0, (this.#out?.bytes ?? 0) - KERNEL_BYTES);
  }

  write(bytes: Uint8Array): void {
    if (this.#isOver || this.writableEnded || this.place.isDead) return;
    const copy = Buffer.from(bytes);
    if (this.#out === null) this.#early.push(copy);
    else this.#out.send(copy);
  }

  end(): void {
    if (this.#isOver || this.writableEnded) return;
    this.writableEnded = true;
    if (!this.place.isDead) this.#out?.end();
  }

  destroy(): void {
    if (this.#isOver) return;
    this.end();
    this.#finish();
  }

  pause(): void {
    this.#isPaused = true;
  }

  isPaused(): boolean {
    return this.#isPaused;
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.place.after(0, 'arrival', () => this.#read());
  }

  setNoDelay(): void {}

  /** @internal The other end is there, and may speak. */
  joined(incoming: Pipe): void {
    this.#in = incoming;
  }

  /** @internal It may speak as well. */
  open(out: Pipe): void {
    this.#out = out;
    for (const bytes of this.#early.splice(0)) out.send(bytes);
    if (this.writableEnded) out.end();
    this.place.run('arrival', () => {
      if (!this.#isOver) this.emit('connect');
    });
  }

  /** @internal Nobody is there. */
  fail(code: string): void {
    this.place.run('arrival', () => {
      if (this.#isOver) return;
      this.emit('error', Object.assign(new Error(`connect ${code}`), { code }));
      this.#finish();
    });
  }

  /** @internal The network has given the connection up. */
  cease(): void {
    this.place.run('arrival', () => {
      if (this.#isOver) return;
      this.emit('error', new Error('read ECONNRESET'));
      this.#finish();
    });
  }

  /** @internal @param bytes `null` for the end */
  receive(bytes: Buffer | null): void {
    if (this.#isOver) return;
    if (bytes === null) this.#hasEnded = true;
    else this.#unread.push(bytes);
    this.#read();
  }

  /** @internal */
  drained(): void {
    this.place.run('arrival', () => {
      if (!this.#isOver) this.emit('drain');
    });
  }

  #read(): void {
    while (!this.#isPaused && !this.#isOver) {
      const next = this.#unread.shift();
      if (next === undefined) break;
      this.#in?.took(next.length);
      this.emit('data', next);
    }
    if (!this.#hasEnded || this.#isOver || this.#unread.length > 0) return;
    // As Node's: who hears the end ends as well.
    this.end();
    this.#finish();
  }

  #finish(): void {
    this.#isOver = true;
    this.writableEnded = true;
    this.#unread.length = 0;
    this.place.after(0, 'arrival', () => this.emit('close'));
  }
}
