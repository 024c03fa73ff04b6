import type { ByteStream } from '../world.ts';
import type { Connections } from './connections.ts';
import { type FrameReader, framed } from './frames.ts';
import { type Blame, wordsOf } from './greet.ts';
import { type Answering, type Greeted, refused } from './greeting.ts';
import { encodeSaid } from './hello.ts';
import type { PeersParts } from './peers-parts.ts';

/** What taking in another server takes. */
export interface ArrivalParts {
  readonly of: Pick<PeersParts, 'acquaint' | 'receive'>;
  readonly socket: ByteStream;
  readonly answering: Answering;
  readonly connections: Connections;
  readonly blame: Blame;
  /** It is who it says, and may speak. */
  entered(from: number): void;
  /** It had entered, and has left. */
  closed(from: number): void;
}

/**
 * Another server that has dialled this one. What its core says waits until its disk is remembered: else
 * something could count here that was promised by a disk of which nobody knows.
 */
export class Arrival {
  readonly blame: Blame;
  readonly #parts: ArrivalParts;
  #from: number | null = null;
  #hasEntered = false;
  #isMute = false;
  #isClosed = false;
  /** What it said meanwhile. */
  readonly #early: Uint8Array[] = [];
  #reader: FrameReader | null = null;

  constructor(parts: ArrivalParts) {
    this.#parts = parts;
    this.blame = parts.blame;
  }

  listen(reader: FrameReader): void {
    const { socket, connections } = this.#parts;
    this.#reader = reader;
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#isClosed = true;
      const from = this.#from;
      if (from !== null && connections.closed(from, socket)) this.#parts.closed(from);
    });
  }

  /** @throws Error for what no server says */
  take(bytes: Uint8Array): Greeted | null {
    const { of, socket, answering } = this.#parts;
    if (this.#from !== null) {
      if (this.#isMute) return null;
      if (this.#hasEntered) of.receive(this.#from, bytes);
      else this.#early.push(bytes);
      return null;
    }
    const greeted = answering.next(bytes);
    if (greeted.type === 'met') return this.#meet(greeted);
    if (greeted.type === 'parted') this.blame(greeted.reason);
    if (greeted.type === 'say') socket.write(framed(greeted.bytes));
    return greeted;
  }

  #meet(met: Extract<Greeted, { readonly type: 'met' }>): Greeted {
    const { of, socket } = this.#parts;
    const found = of.acquaint(met.peer, met.disk);
    if (found.type === 'refused') {
      this.blame(found.reason);
      return refused(found.reason);
    }
    this.#from = met.peer;
    this.#isMute = found.isMute;
    this.#reader?.trust();
    const enter = (): void => {
      if (this.#isClosed) return;
      if (met.recalls) socket.write(framed(encodeSaid(found.recall)));
      this.#enter(met.peer, met.boot);
    };
    if (found.written === null) {
      enter();
      return met;
    }
    socket.pause();
    found.written.then(
      () => {
        enter();
        socket.resume();
      },
      (error: unknown) => {
        this.blame(`its disk could not be remembered: ${wordsOf(error)}`);
        socket.destroy();
      },
    );
    return met;
  }

  #enter(from: number, boot: string | null): void {
    const { of, socket, connections } = this.#parts;
    connections.came(from, { socket, boot });
    this.#hasEntered = true;
    this.#parts.entered(from);
    try {
      for (const bytes of this.#early.splice(0)) of.receive(from, bytes);
    } catch (error) {
      this.blame(wordsOf(error));
      socket.destroy();
    }
  }
}
