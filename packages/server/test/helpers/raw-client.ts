import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
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
import { NEW_SESSION } from './new-session.ts';

/** A client that does what it is told, and nothing by itself: no pings, no second connection. */
export class RawClient {
  readonly events: WatcherEvent[] = [];
  /** The xids of all that came behind the greeting, in order. */
  readonly frames: number[] = [];
  session = 0n;
  password: Uint8Array = new Uint8Array(16);
  timeoutMs = 0;
  closed = false;
  readonly #socket: Duplex;
  readonly #splitter = new FrameSplitter();
  readonly #waiting: ((frame: Uint8Array | null) => void)[] = [];
  #wake: () => void = () => {};
  #xid = 0;

  private constructor(socket: Duplex) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.closed = true;
      for (const waiter of this.#waiting.splice(0)) waiter(null);
      this.#wake();
    });
  }

  static dial(port: number): RawClient {
    return new RawClient(connect(port, '127.0.0.1'));
  }

  /** Over a connection of whatever kind. */
  static over(socket: Duplex): RawClient {
    return new RawClient(socket);
  }

  /** With a session; asks again as long as the server closes without an answer. */
  static async open(port: number, request: Partial<ConnectRequest> = {}): Promise<RawClient> {
    for (;;) {
      const client = RawClient.dial(port);
      const greeted = await client.greet(request);
      if (greeted !== null) return client;
      await client.ended();
    }
  }

  /** `null` if the server closes instead of answering. */
  async greet(request: Partial<ConnectRequest> = {}): Promise<ConnectResponse | null> {
    const whole = { ...NEW_SESSION, ...request };
    const answer = this.#answer();
    this.send(writeFrame(new JuteWriter(), ConnectRequest, whole));
    const frame = await answer;
    if (frame === null) return null;
    const response = decode(ConnectResponse, frame);
    this.session = response.sessionId;
    this.timeoutMs = response.timeOut;
    this.password = response.passwd?.slice() ?? this.password;
    return response;
  }

  /** @throws Error if the connection ends before the answer */
  async ask<K extends OperationName>(type: K, body: RequestBodies[K]): Promise<Reply<K>> {
    const reply = await this.tryAsk(type, body);
    if (reply === null) throw new Error(`the connection ended before ${type} was answered`);
    return reply;
  }

  /** `null` if the connection ends before the answer. */
  async tryAsk<K extends OperationName>(type: K, body: RequestBodies[K]): Promise<Reply<K> | null> {
    this.#xid += 1;
    const xid = this.#xid;
    const answer = this.#answer();
    this.send(writeRequest(new JuteWriter(), type, xid, body));
    const frame = await answer;
    return frame === null ? null : decodeReply(frame, type);
  }

  get localPort(): number {
    return 'localPort' in this.#socket ? Number(this.#socket.localPort) : 0;
  }

  send(bytes: Uint8Array): void {
    if (!this.closed) this.#socket.write(bytes.slice());
  }

  /** Waits until there are so many events. */
  async heard(count: number): Promise<readonly WatcherEvent[]> {
    while (this.events.length < count && !this.closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.events;
  }

  /** Waits until the connection is closed, by whichever end. */
  async ended(): Promise<void> {
    while (!this.closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Is gone without a word, as a client that crashed. */
  vanish(): void {
    this.#socket.destroy();
  }

  #answer(): Promise<Uint8Array | null> {
    if (this.closed) return Promise.resolve(null);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #receive(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
    for (let frame = this.#splitter.next(); frame !== null; frame = this.#splitter.next()) {
      if (this.session !== 0n) this.frames.push(xidOf(frame));
      if (this.session !== 0n && xidOf(frame) === Xid.notification) {
        this.events.push(decodeNotification(frame).event);
      } else this.#waiting.shift()?.(frame.slice());
    }
    this.#wake();
  }
}
