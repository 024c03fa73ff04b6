import {
  ConnectRequest,
  ConnectResponse,
  decode,
  decodeRequest,
  ErrorCode,
  FrameSplitter,
  type JuteReader,
  type JuteWriter,
  type KnownRequest,
  type OperationName,
  type Request,
  type ResponseBodies,
  writeFailure,
  writeFrame,
  writeNotification,
  writeReply,
} from '@menagerie/jute';
import { type Identity, ipIdentity, type Notification } from '@menagerie/znode';
import { Fifo } from '../fifo.ts';
import { isWrite } from '../member/ledger.ts';
import type { SpareWriter } from '../spare-writer.ts';
import type { Meter } from '../stats/meter.ts';
import { operationName } from '../stats/operation-names.ts';
import { type Copies, isWriteFrame } from './copies.ts';
import type { Refusal } from './events.ts';
import type { Gate } from './limits.ts';
import type { SaslExchange } from './sasl.ts';
import type { ClientSocket } from './socket.ts';
import { type Unreadable, unreadableBy } from './unreadable.ts';

/** What a connection asks of its server. */
export interface Desk {
  readonly serves: boolean;
  readonly zxid: bigint;
  /** Opens a session, or takes one up again. `null` if the connection is to be closed. */
  connect(
    connection: Connection,
    request: ConnectRequest,
    done: (opened: Opened | null) => void,
  ): void;
  /**
   * Answers a request, now or later, through {@link Connection.reply} and {@link Connection.fail}. The
   * frame of a write may be kept; that of any other request is good until this returns.
   */
  handle(connection: Connection, request: KnownRequest, frame: Uint8Array): void;
  /** @param rest what came behind it */
  word(word: string, rest: Uint8Array): string;
  /** Counts what waits for the log. */
  readonly gate: Gate;
  /** Reads requests, with the limits of the server. */
  readonly reader: JuteReader;
  /** What is sent is written with it, and copied from there. */
  readonly writer: SpareWriter;
  /** Of frames that are kept. */
  readonly copies: Copies;
  /** Of a frame. */
  readonly maxBytes: number;
  touch(session: bigint): void;
  closed(connection: Connection): void;
  /** It gets no session. @param session that it wanted to take up again; 0 for a new one */
  refused(connection: Connection, reason: Refusal, session: bigint): void;
  /** What came over it cannot be answered. */
  unreadable(connection: Connection, why: Unreadable): void;
}

/** A session on a connection; a `timeoutMs` of 0 says that it has expired. */
export interface Opened {
  readonly session: bigint;
  readonly timeoutMs: number;
  readonly password: Uint8Array;
  /** Its server only reads, and no other knows of it. */
  readonly readOnly: boolean;
}

/** Of what follows `stmk`. */
const MASK_BYTES = 8;

/** Replies that may wait for a client that does not read them, before nothing more is read of it. */
const MOST_UNSENT = 4 << 20;

/** Something that waits for the writes before it. */
interface Queued {
  /** So many writes of the connection must have been answered. */
  readonly after: number;
  readonly act: () => void;
}

/**
 * A client's connection, from its first bytes to its end. Replies leave in the order of requests:
 * writes are handed on as they come, and a read waits until the writes before it are answered.
 */
export class Connection {
  readonly number: number;
  readonly socket: ClientSocket;
  readonly meter: Meter;
  /** 0 until the handshake is done. */
  session = 0n;
  /** Its session is for reads only, and ends with it. */
  readOnly = false;
  /** It has asked for another configuration of the ensemble, and waits for it. */
  isReconfiguring = false;
  identities: readonly Identity[];
  /** What it has come to by SASL; `null` as long as nothing was said. */
  sasl: SaslExchange | null = null;
  readonly #desk: Desk;
  readonly #splitter: FrameSplitter;
  readonly #queue = new Fifo<Queued>();
  #stage: 'greeting' | 'opening' | 'open' | 'closed' = 'greeting';
  /** Writes that came, and those of them that were answered. */
  #begun = 0;
  #answered = 0;
  #heldUp = false;

  constructor(number: number, socket: ClientSocket, desk: Desk, meter: Meter) {
    this.meter = meter;
    this.number = number;
    this.socket = socket;
    this.identities = [ipIdentity(socket.address), ...(socket.identities ?? [])];
    this.#desk = desk;
    this.#splitter = new FrameSplitter({ words: true, maxBytes: desk.maxBytes });
  }

  get isOpen(): boolean {
    return this.#stage === 'open';
  }

  /** Nothing is read of it for now. */
  get isHeldUp(): boolean {
    return this.#heldUp;
  }

  /** Bytes have come. */
  receive(chunk: Uint8Array): void {
    if (this.#stage === 'closed') return;
    this.meter.bytes(chunk.length);
    this.#splitter.push(chunk);
    if (!this.#heldUp) this.#read();
  }

  /** The other end is gone. */
  gone(): void {
    if (this.#stage === 'closed') return;
    this.#stage = 'closed';
    this.#queue.drain();
    this.#desk.gate.count(this.#answered - this.#begun);
    this.meter.closed();
    this.#desk.closed(this);
  }

  close(): void {
    if (this.#stage === 'closed') return;
    this.gone();
    this.socket.end();
  }

  reply<K extends OperationName>(
    type: K,
    xid: number,
    zxid: bigint,
    body: ResponseBodies[K],
  ): void {
    this.#reply(zxid, (writer) => writeReply(writer, type, { xid, zxid }, body));
  }

  fail(xid: number, zxid: bigint, err: number): void {
    this.#reply(zxid, (writer) => writeFailure(writer, { xid, zxid, err }));
  }

  tell({ type, path }: Notification, zxid: bigint): void {
    const event = { type, state: 3, path };
    this.meter.told(this.#send((writer) => writeNotification(writer, zxid, event)));
  }

  /** A write is under way: what comes behind it and only reads waits. Ends with {@link answered}. */
  begin(): void {
    this.#begun += 1;
    this.#desk.gate.count(1);
  }

  /** The oldest write that was under way is answered. */
  answered(): void {
    if (this.#stage === 'closed') return;
    this.#answered += 1;
    while (this.#stage === 'open') {
      const next = this.#queue.first();
      if (next === undefined || next.after > this.#answered) break;
      this.#queue.shift();
      next.act();
    }
    if (this.#stage === 'open') this.#desk.gate.count(-1);
  }

  /** There may be reason no more to read nothing of it. */
  goOn(): void {
    if (!this.#heldUp) return;
    this.#heldUp = false;
    this.socket.resume?.();
    this.#read();
  }

  /** Does something once all writes that came before are answered. */
  inOrder(act: () => void): void {
    if (this.#answered === this.#begun) act();
    else this.#queue.push({ after: this.#begun, act });
  }

  #read(): void {
    try {
      while (this.#stage === 'greeting' || this.#stage === 'open') {
        if (this.#isTooMuch()) break;
        const frame = this.#splitter.next();
        if (frame === null) break;
        this.meter.frame();
        if (this.#stage === 'greeting') this.#greet(frame);
        else this.#take(frame);
      }
      if (this.#stage === 'greeting') this.#answerWord();
    } catch (error) {
      // What is no frame, or no request, cannot be answered: ZooKeeper closes as well.
      this.#desk.unreadable(this, unreadableBy(error));
      this.close();
    }
  }

  /** Whether nothing more is to be read for now: then somebody says when to go on. */
  #isTooMuch(): boolean {
    const { gate } = this.#desk;
    const waits = gate.isBusy && this.#answered < this.#begun;
    if (waits) gate.hold(this);
    this.#heldUp = waits || (this.socket.unsent?.() ?? 0) > MOST_UNSENT;
    if (this.#heldUp) this.socket.pause?.();
    return this.#heldUp;
  }

  #answerWord(): void {
    const { word, waiting } = this.#splitter;
    if (word === null || (word === 'stmk' && waiting < MASK_BYTES)) return;
    this.meter.frame();
    const text = this.#desk.word(word, this.#splitter.afterWord());
    this.socket.write(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
    this.close();
  }

  #greet(frame: Uint8Array): void {
    if (!this.#desk.serves) {
      this.#desk.refused(this, 'not-serving', 0n);
      this.close();
      return;
    }
    const request = decode(ConnectRequest, frame);
    this.meter.request('SESS', 0, true);
    this.#stage = 'opening';
    this.#desk.connect(this, request, (opened) => {
      if (this.#stage !== 'opening') return;
      if (opened === null) this.close();
      else this.#opened(request, opened);
    });
  }

  #opened(request: ConnectRequest, { session, timeoutMs, password, readOnly }: Opened): void {
    this.#stage = 'open';
    this.session = session;
    this.readOnly = readOnly;
    this.meter.timeoutMs = timeoutMs;
    this.#reply(this.#desk.zxid, (writer) =>
      writeFrame(writer, ConnectResponse, {
        protocolVersion: 0,
        timeOut: timeoutMs,
        sessionId: session,
        passwd: password,
        readOnly: request.readOnly === null ? null : readOnly,
      }),
    );
    if (timeoutMs === 0) this.close();
    else this.#read();
  }

  #take(frame: Uint8Array): void {
    this.#desk.touch(this.session);
    // What is to be proposed is kept, and the frame belongs to the socket: so it is read where it is kept.
    const kept = isWriteFrame(frame) ? this.#desk.copies.of(frame) : frame;
    const request = decodeRequest(kept, this.#desk.reader);
    this.#count(request);
    switch (request.type) {
      case 'unknown':
        this.fail(request.xid, -1n, ErrorCode.unimplemented);
        this.close();
        break;
      case 'malformed':
        this.inOrder(() => this.fail(request.xid, this.#desk.zxid, ErrorCode.marshallingError));
        break;
      default:
        this.#desk.handle(this, request, kept);
    }
  }

  #count(request: Request): void {
    if (request.type === 'unknown' || request.type === 'malformed') {
      this.meter.request('NA', request.xid, false);
    } else this.meter.request(operationName(request.type), request.xid, isWrite(request));
  }

  #reply(zxid: bigint, write: (writer: JuteWriter) => Uint8Array): void {
    this.meter.replied(zxid, this.#send(write));
  }

  /** @returns how many bytes it was */
  #send(write: (writer: JuteWriter) => Uint8Array): number {
    if (this.#stage === 'closed') return 0;
    const bytes = write(this.#desk.writer.take());
    this.socket.write(bytes);
    return bytes.length;
  }
}
