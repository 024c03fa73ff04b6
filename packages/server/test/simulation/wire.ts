import {
  ConnectRequest,
  ConnectResponse,
  decode,
  decodeNotification,
  decodeReply,
  FrameSplitter,
  JuteWriter,
  type OperationName,
  type Reply,
  type RequestBodies,
  writeFrame,
  writeRequest,
  Xid,
  xidOf,
} from '@menagerie/jute';
import type { SimulatedStream } from './stream.ts';

/** Who hears of what comes over a wire. */
export interface WireEvents {
  greeted(response: ConnectResponse): void;
  told(path: string, type: number, zxid: bigint): void;
  /** It is over; nothing comes any more. */
  closed(): void;
}

interface Waiting {
  readonly xid: number;
  take(frame: Uint8Array): void;
}

/** A client's connection: frames of ZooKeeper's protocol, in order. */
export class Wire {
  readonly #stream: SimulatedStream;
  readonly #events: WireEvents;
  readonly #splitter = new FrameSplitter();
  readonly #waiting: Waiting[] = [];
  #isGreeted = false;
  #xid = 0;

  constructor(stream: SimulatedStream, request: ConnectRequest, events: WireEvents) {
    this.#stream = stream;
    this.#events = events;
    stream.write(writeFrame(new JuteWriter(), ConnectRequest, request));
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('error', () => {});
    stream.on('close', () => events.closed());
  }

  /** @param done called with the reply, if one comes */
  ask<K extends OperationName>(
    type: K,
    body: RequestBodies[K],
    done: (reply: Reply<K>) => void,
    xid: number = this.#nextXid(),
  ): void {
    this.#waiting.push({ xid, take: (frame) => done(decodeReply(frame, type)) });
    this.#stream.write(writeRequest(new JuteWriter(), type, xid, body));
  }

  destroy(): void {
    this.#stream.destroy();
  }

  /** Reads nothing any more, for a while. */
  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  #nextXid(): number {
    this.#xid += 1;
    return this.#xid;
  }

  #receive(chunk: Buffer): void {
    this.#splitter.push(chunk);
    for (let frame = this.#splitter.next(); frame !== null; frame = this.#splitter.next()) {
      this.#take(frame.slice());
    }
  }

  #take(frame: Uint8Array): void {
    if (!this.#isGreeted) {
      this.#isGreeted = true;
      this.#events.greeted(decode(ConnectResponse, frame));
      return;
    }
    const xid = xidOf(frame);
    if (xid === Xid.notification) {
      const { event, zxid } = decodeNotification(frame);
      this.#events.told(event.path ?? '', event.type, zxid);
      return;
    }
    const next = this.#waiting.shift();
    if (next?.xid !== xid)
      throw new Error(`a reply to ${xid} came where one to ${next?.xid} is due`);
    next.take(frame);
  }
}
