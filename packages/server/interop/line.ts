import { connect, type Socket } from 'node:net';
import {
  ConnectRequest,
  ConnectResponse,
  decode,
  decodeNotification,
  decodeReply,
  FrameSplitter,
  JuteError,
  JuteWriter,
  type OperationName,
  type Reply,
  type WatcherEvent,
  writeFrame,
  writeRequest,
  Xid,
  xidOf,
} from '@menagerie/jute';
import type { Ask, Raw } from './steps.ts';

/** What a connection heard, told apart by `type`. */
export type Heard =
  | { readonly type: 'greeting'; readonly bytes: number; readonly response: ConnectResponse }
  | {
      readonly type: 'reply';
      readonly bytes: number;
      readonly to: OperationName;
      readonly reply: Reply<OperationName>;
    }
  | {
      readonly type: 'event';
      readonly bytes: number;
      readonly zxid: bigint;
      readonly event: WatcherEvent;
    }
  | { readonly type: 'frame'; readonly hex: string }
  | { readonly type: 'closed' }
  | { readonly type: 'silent' };

/** So long a server has to answer. */
const PATIENCE_MS = 10_000;

/** One connection, which writes down all it hears, in order. */
export class Line {
  readonly heard: Heard[] = [];
  closed = false;
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  readonly #writer = new JuteWriter();
  /** What the next replies answer; `null` for what is no operation. */
  readonly #asked: (OperationName | null)[] = [];
  #greeted = false;
  #xid = 0;
  #wake: () => void = () => {};

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk) => this.#receive(chunk));
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.on('close', () => {
      if (!this.closed) this.heard.push({ type: 'closed' });
      this.closed = true;
      this.#wake();
    });
  }

  /** The answer to a handshake; `null` if there is none. */
  async greet(request: ConnectRequest): Promise<ConnectResponse | null> {
    this.#send(writeFrame(this.#writer, ConnectRequest, request));
    await this.#until(() => this.#greeted);
    const [first] = this.heard;
    return first?.type === 'greeting' ? first.response : null;
  }

  /** Sends requests at once, and waits until all are answered or the connection is closed. */
  async ask(asks: readonly Ask[]): Promise<void> {
    const frames = asks.map(({ type, body }) => {
      this.#asked.push(type);
      this.#xid += 1;
      return writeRequest(this.#writer, type, this.#xid, body).slice();
    });
    this.#send(Buffer.concat(frames));
    await this.#until(() => this.#asked.length === 0);
  }

  async raw({ opcode, body }: Raw): Promise<void> {
    this.#asked.push(null);
    this.#xid += 1;
    const frame = Buffer.alloc(12 + body.length);
    frame.writeInt32BE(8 + body.length, 0);
    frame.writeInt32BE(this.#xid, 4);
    frame.writeInt32BE(opcode, 8);
    frame.set(body, 12);
    this.#send(frame);
    await this.#until(() => this.#asked.length === 0);
  }

  /** Waits until the other end has closed, which is sure to come. */
  ended(): Promise<void> {
    return this.#until(() => this.closed);
  }

  /** Is gone without a word. What the other end does then is no matter. */
  vanish(): void {
    this.closed = true;
    this.#socket.destroy();
  }

  #send(bytes: Uint8Array): void {
    if (!this.closed) this.#socket.write(bytes.slice());
  }

  async #until(holds: () => boolean): Promise<void> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    patience.addEventListener('abort', () => this.#wake());
    while (!holds() && !this.closed) {
      if (patience.aborted) {
        this.heard.push({ type: 'silent' });
        this.vanish();
        return;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #receive(chunk: Uint8Array): void {
    if (this.closed) return;
    this.#splitter.push(chunk);
    for (let frame = this.#splitter.next(); frame !== null; frame = this.#splitter.next()) {
      this.#note(frame.slice());
    }
    this.#wake();
  }

  #note(frame: Uint8Array): void {
    const bytes = frame.length;
    if (!this.#greeted) {
      this.#greeted = true;
      this.heard.push({ type: 'greeting', bytes, response: decode(ConnectResponse, frame) });
    } else if (xidOf(frame) === Xid.notification) {
      this.heard.push({ type: 'event', bytes, ...decodeNotification(frame) });
    } else {
      const to = this.#asked.shift() ?? null;
      this.heard.push(replyIn(frame, to));
    }
  }
}

function replyIn(frame: Uint8Array, to: OperationName | null): Heard {
  try {
    // Where nothing was asked by a record, only an error has a meaning.
    const reply = decodeReply(frame, to ?? 'ping');
    return { type: 'reply', bytes: frame.length, to: to ?? 'ping', reply };
  } catch (error) {
    if (!(error instanceof JuteError)) throw error;
    return { type: 'frame', hex: Buffer.from(frame).toString('hex') };
  }
}
