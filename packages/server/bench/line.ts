import { connect, type Socket } from 'node:net';
import {
  ConnectRequest,
  ConnectResponse,
  decode,
  FrameSplitter,
  JuteWriter,
  type OperationName,
  type RequestBodies,
  writeFrame,
  writeRequest,
} from '@menagerie/jute';

/** Where the error code stands in a reply, behind its xid and its zxid. */
const ERROR_AT = 12;
const XID_AT = 4;
/** Apache's server may leave a connection hanging that comes before it serves. */
const PATIENCE_MS = 300;

/** The bytes of a request, of which each sending changes only the number. */
export function requestOf<K extends OperationName>(type: K, body: RequestBodies[K]): Buffer {
  return Buffer.from(writeRequest(new JuteWriter(), type, 0, body).slice());
}

/**
 * A session that sends the same few requests again and again, and reads no more of a reply than
 * its error code: what is measured is the server.
 */
export class Line {
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  readonly #waiting: ((error: number | null) => void)[] = [];
  #greeting: ((frame: Uint8Array | null) => void) | null = null;
  #taken = 0;
  #xid = 0;
  isClosed = false;

  private constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk) => this.#receive(chunk));
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.on('close', () => this.#closed());
  }

  /** A session, or `null` if the server does not serve: it closes, or says nothing for a while. */
  static async open(port: number): Promise<Line | null> {
    const line = new Line(port);
    const patience = setTimeout(() => line.destroy(), PATIENCE_MS);
    const frame = await new Promise<Uint8Array | null>((resolve) => {
      line.#greeting = resolve;
      const passwd = new Uint8Array(16);
      const request = { protocolVersion: 0, lastZxidSeen: 0n, timeOut: 30_000, sessionId: 0n };
      const bytes = writeFrame(new JuteWriter(), ConnectRequest, {
        ...request,
        passwd,
        readOnly: false,
      });
      line.#socket.write(bytes.slice());
    });
    clearTimeout(patience);
    if (frame !== null && decode(ConnectResponse, frame).timeOut > 0) return line;
    line.destroy();
    return null;
  }

  /** @param done is told the error code, or `null` if the connection ended first */
  send(request: Buffer, done: (error: number | null) => void): void {
    if (this.isClosed) {
      done(null);
      return;
    }
    const bytes = Buffer.from(request);
    this.#xid += 1;
    bytes.writeInt32BE(this.#xid, XID_AT);
    this.#waiting.push(done);
    this.#socket.write(bytes);
  }

  ask(request: Buffer): Promise<number | null> {
    return new Promise((resolve) => this.send(request, resolve));
  }

  /** Several requests leave together. */
  together(act: () => void): void {
    this.#socket.cork();
    act();
    this.#socket.uncork();
  }

  destroy(): void {
    this.#socket.destroy();
    this.#closed();
  }

  #receive(chunk: Buffer): void {
    this.#splitter.push(chunk);
    this.#socket.cork();
    for (let frame = this.#splitter.next(); frame !== null; frame = this.#splitter.next()) {
      if (this.#greeting !== null) {
        this.#greeting(frame.slice());
        this.#greeting = null;
      } else this.#answer(frame);
    }
    this.#socket.uncork();
  }

  #answer(frame: Uint8Array): void {
    const at = ERROR_AT;
    const error =
      ((frame[at] ?? 0) << 24) |
      ((frame[at + 1] ?? 0) << 16) |
      ((frame[at + 2] ?? 0) << 8) |
      (frame[at + 3] ?? 0);
    const done = this.#waiting[this.#taken];
    this.#taken += 1;
    if (this.#taken >= 1024) {
      this.#waiting.splice(0, this.#taken);
      this.#taken = 0;
    }
    done?.(error);
  }

  #closed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#greeting?.(null);
    for (const done of this.#waiting.splice(0).slice(this.#taken)) done(null);
  }
}
