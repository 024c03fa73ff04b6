import { connect, type Socket } from 'node:net';
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
  type WatcherEvent,
  writeFrame,
  writeRequest,
  Xid,
  xidOf,
} from '@menagerie/jute';

/** Who hears what comes over a line, at once and in its order. */
export interface LineListener {
  event(event: WatcherEvent, zxid: bigint): void;
  /** A reply came that is not to the oldest request that waits. */
  overtook(): void;
}

/** Takes a reply; `null` if none will come. */
type Take = (frame: Uint8Array | null) => void;

/** A connection that tells at once what comes, so that a list of it has the order in which it came. */
export class Line {
  listener: LineListener | null = null;
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  readonly #writer = new JuteWriter();
  /** By their xids, in the order in which they were sent. */
  readonly #waiting = new Map<number, Take>();
  #greeted = false;
  #closed = false;
  #xid = 0;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk) => this.#receive(chunk));
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.on('close', () => this.close());
  }

  get isOpen(): boolean {
    return !this.#closed;
  }

  /** How many requests wait for an answer. */
  get waits(): number {
    return this.#waiting.size;
  }

  /** `null` if the server closes instead of answering. */
  greet(request: ConnectRequest): Promise<ConnectResponse | null> {
    return new Promise((resolve) => {
      this.#send(0, writeFrame(this.#writer, ConnectRequest, request), (frame) =>
        resolve(frame === null ? null : decode(ConnectResponse, frame)),
      );
    });
  }

  /** @param take gets the reply; `null` if the line is closed before it comes */
  ask<K extends OperationName>(
    type: K,
    body: RequestBodies[K],
    take: (reply: Reply<K> | null) => void,
  ): void {
    this.#xid += 1;
    this.#send(this.#xid, writeRequest(this.#writer, type, this.#xid, body), (frame) =>
      take(frame === null ? null : decodeReply(frame, type)),
    );
  }

  /** Several requests from here to {@link uncork} leave in one piece. */
  cork(): void {
    this.#socket.cork();
  }

  uncork(): void {
    this.#socket.uncork();
  }

  /** Is gone without a word; nothing is heard of it any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.destroy();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const take of waiting) take(null);
  }

  #send(xid: number, bytes: Uint8Array, take: Take): void {
    if (this.#closed) {
      take(null);
      return;
    }
    this.#waiting.set(xid, take);
    this.#socket.write(bytes.slice());
  }

  #receive(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
    for (let frame = this.#splitter.next(); frame !== null; frame = this.#splitter.next()) {
      if (this.#closed) return;
      const xid = this.#greeted ? xidOf(frame) : 0;
      this.#greeted = true;
      if (xid === Xid.notification) {
        const { event, zxid } = decodeNotification(frame);
        this.listener?.event(event, zxid);
      } else this.#reply(xid, frame.slice());
    }
  }

  #reply(xid: number, frame: Uint8Array): void {
    const [oldest] = this.#waiting.keys();
    if (oldest !== xid) this.listener?.overtook();
    const take = this.#waiting.get(xid);
    this.#waiting.delete(xid);
    take?.(frame);
  }
}
