import {
  type ConnectResponse,
  decode,
  decodeNotification,
  ErrorCode,
  type JuteReader,
  ReplyHeader,
  Xid,
} from '@menagerie/jute';
import { ConnectionError, type KeeperError, ServerError } from '../errors.ts';
import { type AnyAsk, Ask } from './ask.ts';
import { Carrier } from './carrier.ts';
import type { Connection } from './connection.ts';
import { Credentials } from './credentials.ts';
import { Expiry } from './expiry.ts';
import { LOGIN, Login, SASL_XID } from './login.ts';
import { Pipeline } from './pipeline.ts';
import { restoreWatches } from './restore-watches.ts';
import type { SessionParts } from './session-parts.ts';
import { Standing } from './standing.ts';
import { NEW, type SessionState, type SessionTicket } from './state.ts';
import { Watches } from './watches.ts';

const OVER = 'the session is over: open a new one';
const CLOSED = 'the client is closed';
const NOT_KNOWN = 'the server does not know the session, or has ended it: open a new one';

/**
 * A session: one after the other the connections that carry it, what is asked on them, and what is
 * watched. Nothing happens here by itself: time, chance and the network come from outside.
 */
export class Session {
  readonly watches: Watches;
  readonly #parts: SessionParts;
  readonly #credentials = new Credentials();
  readonly #carrier: Carrier;
  readonly #pipeline: Pipeline;
  readonly #standing: Standing;
  readonly #expiry: Expiry;
  #ticket: SessionTicket;
  /** Its server only reads. No other server knows such a session, and it owns nothing. */
  #isLocal = false;
  /** While nothing else is asked on the connection. */
  #login: Login | null = null;
  #closing: Promise<void> | null = null;

  constructor(parts: SessionParts) {
    const { world, metrics, maxRequestBytes } = parts;
    this.#parts = parts;
    this.#ticket = parts.ticket ?? NEW;
    this.#expiry = new Expiry(world, parts.timeoutMs);
    this.watches = new Watches(metrics);
    this.#standing = new Standing(metrics);
    this.#carrier = new Carrier(parts, {
      wish: () => ({ ticket: this.#wish, timeoutMs: this.#expiry.timeoutMs }),
      welcomed: (connection, asked, response) => this.#welcomed(connection, asked, response),
      frame: (frame, xid, reader) => this.#receive(frame, xid, reader),
      tooLong: (cause) => this.#pipeline.failFirst(cause),
      touched: (sentAt) => this.#expiry.touched(sentAt),
      failed: (address, cause) => this.#standing.failed(address, cause),
      left: (cause) => this.#left(cause),
    });
    const send = (bytes: Uint8Array): void => this.#carrier.connection?.send(bytes);
    this.#pipeline = new Pipeline({ world, metrics, maxRequestBytes, send });
  }

  get state(): SessionState {
    return this.#standing.state;
  }

  /** What it takes to go on with this session elsewhere. Its id is 0 before there is one. */
  get ticket(): SessionTicket {
    return this.#ticket;
  }

  /**
   * For how many milliseconds the session is certain not to have ended by silence, by the clock of
   * this client; nothing is certain where the clock of the server runs faster.
   */
  get sureForMs(): number {
    return this.#ticket.sessionId === 0n || this.#standing.isOver ? 0 : this.#expiry.sureForMs;
  }

  /** Why no server was reached last; `null` where none has failed. */
  get lastFailure(): Error | null {
    return this.#standing.lastFailure;
  }

  get servers(): readonly string[] {
    return this.#carrier.servers;
  }

  start(): void {
    if (this.#ticket.sessionId !== 0n) this.#armExpiry();
    this.#carrier.dial();
  }

  /** Calls back with each state from now on, until the function returned is called. */
  on(listener: (state: SessionState) => void): () => void {
    return this.#standing.on(listener);
  }

  /** Other servers to try, from the next attempt on; the present connection stays. */
  replaceServers(servers: readonly string[]): void {
    this.#carrier.replaceServers(servers);
  }

  /** Sends it behind all that was asked before, now or when there is a connection. */
  ask<T>(ask: AnyAsk & { readonly promise: Promise<T> }): Promise<T> {
    const { state } = this.#standing;
    if (state.type === 'expired') ask.refuse('session-expired', OVER, state.error);
    else if (state.type === 'closed' || this.#closing !== null) ask.refuse('closed', CLOSED);
    else this.#pipeline.add(ask);
    return ask.promise;
  }

  /** Adds an identity to this connection and to all that follow. */
  authenticate(scheme: string, auth: Uint8Array): Promise<void> {
    const { promise, packet } = this.#credentials.add(scheme, auth);
    if (this.#standing.isOver) this.#credentials.end(new ConnectionError('closed', CLOSED));
    else if (this.#asks) this.#carrier.connection?.authenticate(packet);
    return promise;
  }

  /**
   * Ends the session, behind all that was asked before. Its ephemeral znodes are gone when this
   * resolves; where no server is reached they go when the session times out. Never rejects.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Gives up: the session times out by itself, if there is one. */
  fail(error: KeeperError): void {
    this.#end({ type: 'closed', error }, error.message);
  }

  async #close(): Promise<void> {
    this.#carrier.settle();
    if (this.#asks) {
      const place = { operation: 'close', path: null };
      const ask = new Ask({ type: 'closeSession', body: null, place, read: () => {} });
      this.#pipeline.add(ask);
      // Where the connection is lost first, there is nothing more to do.
      await ask.promise.catch(() => {});
    }
    this.#end({ type: 'closed', error: null }, CLOSED);
  }

  /** Whether there is a connection that requests can be sent on. */
  get #asks(): boolean {
    return this.state.type === 'connected' && this.#carrier.connection?.live === true;
  }

  /** A session that only one server knew is no other server's. */
  get #wish(): SessionTicket {
    return this.#isLocal ? { ...NEW, zxid: this.#ticket.zxid } : this.#ticket;
  }

  #welcomed(connection: Connection, asked: bigint, response: ConnectResponse): void {
    const { timeOut: timeoutMs, sessionId } = response;
    if (timeoutMs <= 0 || (asked !== 0n && asked !== sessionId)) return this.#expire(NOT_KNOWN);
    const { world, sasl } = this.#parts;
    if (sasl === null) return this.#enter(connection, response);
    // A session that was known before may expire while this goes on, but it was heard of just now.
    if (asked !== 0n) this.#armExpiry();
    this.#login = new Login({
      world,
      user: sasl,
      send: (bytes) => connection.send(bytes),
      done: () => {
        this.#login = null;
        this.#enter(connection, response);
      },
      failed: (error) => this.fail(error),
    });
  }

  #enter(connection: Connection, response: ConnectResponse): void {
    const { zxid } = this.#ticket;
    const { timeOut: timeoutMs, sessionId, passwd, readOnly } = response;
    this.#expiry.granted(timeoutMs);
    this.#ticket = { sessionId, password: passwd ?? NEW.password, zxid };
    this.#credentials.restart();
    for (const packet of this.#credentials.all) connection.authenticate(packet);
    // Watches before requests: what these change must not slip between.
    this.#pipeline.connect(restoreWatches(this.watches, zxid, (cause) => connection.fail(cause)));
    this.#isLocal = readOnly === true;
    if (this.#isLocal) this.#carrier.seek();
    const granted = { sessionId, timeoutMs, readOnly: this.#isLocal };
    this.#standing.become({ type: 'connected', address: connection.address, ...granted });
  }

  #receive(frame: Uint8Array, xid: number, reader: JuteReader): void {
    if (this.#login !== null && xid === SASL_XID) return this.#login.take(frame, reader);
    switch (xid) {
      case Xid.notification:
        return this.watches.fire(decodeNotification(frame, reader).event);
      case Xid.auth: {
        const refused = this.#credentials.answer(decode(ReplyHeader, frame, reader).err);
        return refused === null ? undefined : this.fail(refused);
      }
      default: {
        const { sentAt, zxid, err } = this.#pipeline.answer(frame, xid, reader);
        // It closes now, and would on every connection.
        if (err === ErrorCode.sessionClosedRequireSaslAuth)
          return this.fail(new ServerError(err, LOGIN));
        this.#expiry.touched(sentAt);
        if (zxid > this.#ticket.zxid) this.#ticket = { ...this.#ticket, zxid };
      }
    }
  }

  /** There is no server for now. Whether one is wanted. */
  #left(cause: Error): boolean {
    this.#pipeline.disconnect(cause);
    if (this.#closing !== null) return false;
    if (this.state.type === 'connected') {
      this.#armExpiry();
      this.#standing.become({ type: 'suspended', sessionId: this.#ticket.sessionId, cause });
    }
    // Whoever was told may have closed.
    return this.#closing === null && !this.#standing.isOver;
  }

  #armExpiry(): void {
    this.#expiry.arm(() => {
      const { timeoutMs } = this.#expiry;
      const last = this.#standing.lastFailure;
      const why = last === null ? '' : `; the last attempt: ${last.message}`;
      this.#expire(`no server was reached for 4/3 of the timeout of ${timeoutMs} ms${why}`);
    });
  }

  #expire(problem: string): void {
    const error = new ConnectionError('session-expired', problem);
    this.#end({ type: 'expired', sessionId: this.#ticket.sessionId, error }, problem);
  }

  #end(state: SessionState & { type: 'expired' | 'closed' }, problem: string): void {
    if (this.#standing.isOver) return;
    this.#expiry.cancel();
    this.#carrier.stop();
    const code = state.type === 'expired' ? 'session-expired' : 'closed';
    this.#pipeline.end(code, problem);
    this.#credentials.end(new ConnectionError(code, problem));
    this.watches.end(state.type);
    this.#standing.become(state);
  }
}
