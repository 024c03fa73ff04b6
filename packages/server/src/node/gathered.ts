import type { Clock } from '@menagerie/server';
import type { ByteStream } from './world.ts';

/** Of a buffer to gather in; more than fits leaves by itself. */
const BYTES = 16 * 1024;
/** Bytes that may wait for a reader before nothing more is taken from it. */
const MUCH = 1 << 20;
/** For the last bytes to leave, and for the other end to close as well. */
const PATIENCE_MS = 5000;
/** Buffers that are kept for whoever writes next. */
const MOST_SPARE = 64;

const spare: Buffer[] = [];
let waiting: Gathered[] = [];

/**
 * A socket's writing end that gathers what is written in one turn of the event loop: one call of
 * the kernel a reply costs more than all the rest of answering.
 */
export class Gathered {
  readonly #socket: ByteStream;
  readonly #clock: Clock;
  #buffer: Buffer | null = null;
  #length = 0;

  constructor(socket: ByteStream, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
  }

  /** The bytes are copied. */
  write(bytes: Uint8Array): void {
    if (this.#length + bytes.length > BYTES) this.#flush();
    if (bytes.length > BYTES) {
      this.#hand(bytes.slice());
      return;
    }
    if (this.#buffer === null) {
      this.#buffer = spare.pop() ?? Buffer.allocUnsafeSlow(BYTES);
      if (waiting.length === 0) process.nextTick(flushAll);
      waiting.push(this);
    }
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Bytes that have not left yet. */
  get length(): number {
    return this.#length + this.#socket.writableLength;
  }

  /** Closes when all is written, or when the other end has not read it, or not closed, for a while. */
  end(): void {
    const socket = this.#socket;
    this.#flush();
    socket.end();
    const patience = this.#clock.after(PATIENCE_MS, () => socket.destroy());
    socket.once('close', patience);
  }

  /** @internal */
  turn(): void {
    this.#flush();
    const buffer = this.#buffer;
    this.#buffer = null;
    if (buffer !== null && spare.length < MOST_SPARE) spare.push(buffer);
  }

  #flush(): void {
    if (this.#buffer === null || this.#length === 0) return;
    const bytes = this.#buffer.subarray(0, this.#length);
    this.#length = 0;
    // What the kernel did not take at once is still to be read from the buffer.
    if (!this.#hand(bytes)) this.#buffer = Buffer.allocUnsafeSlow(BYTES);
  }

  /** @returns whether the kernel has taken all of it */
  #hand(bytes: Uint8Array): boolean {
    const socket = this.#socket;
    socket.write(bytes);
    const left = socket.writableLength;
    if (left > MUCH && !socket.isPaused()) {
      socket.pause();
      socket.once('drain', () => socket.resume());
    }
    return left === 0;
  }
}

function flushAll(): void {
  const all = waiting;
  waiting = [];
  for (const each of all) each.turn();
}
