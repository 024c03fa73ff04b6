import {
  type ConnectResponse,
  decode,
  decodeNotification,
  ErrorCode,
  ReplyHeader,
  Xid,
} from '@menagerie/jute';
import { ConnectionError, type KeeperError, ServerError } from '../errors.ts';
import { type AnyAsk, Ask } from './ask.ts';
import { Connection } from './connection.ts';
import { Credentials } from './credentials.ts';
import { Dialer } from './dialer.ts';
import { LOGIN, Login, SASL_XID } from './login.ts';
import { Pipeline } from './pipeline.ts';
import { restoreWatches } from './restore-watches.ts';
import type { SessionParts } from './session-parts.ts';
import { NEW, type SessionState, type SessionTicket } from './state.ts';
import { Watches } from './watches.ts';

/** How many times its timeout a session is believed in without an answer: as in Java's client. */
const PATIENCE = 4 / 3;

const OVER = 'the session is over: open a new one';

/**
 * A session: one after the other the connections that carry it, what is asked on them, and what is
 * watched. Nothing happens here by itself: time, chance and the network come from outside.
 */
export class Session {
  readonly watches: Watches;
  readonly #parts: SessionParts;
  readonly #credentials = new Credentials();
  readonly #dialer: Dialer;
  readonly #pipeline: Pipeline;
  readonly #listeners = new Set<(state: SessionState) => void>();
  #state: SessionState = { type: 'connecting' };
  #ticket: SessionTicket;
  #timeoutMs: number;
  #connection: Connection | null = null;
  /** While nothing else is asked on the connection. */
  #login: Login | null = null;
  /** When the last thing left that reached the server: silence ends no session before this and its
   * timeout. */
  #touchedAt: number;
  #closing: Promise<void> | null = null;
  #lastFailure: Error | null = null;
  #cancelExpiry: () => void = () => {};

  constructor(parts: SessionParts) {
    const { world, transport, servers, metrics, maxRequestBytes } = parts;
    this.#parts = parts;
    this.#ticket = parts.ticket ?? NEW;
    this.#timeoutMs = parts.timeoutMs;
    this.#touchedAt = world.now();
    this.watches = new Watches(metrics);
    this.#dialer = new Dialer(world, transport, servers, parts.reconnect);
    const send = (bytes: Uint8Array): void => this.#connection?.send(bytes);
    this.#pipeline = new Pipeline({ world, metrics, maxRequestBytes, send });
  }

  get state(): SessionState {
    return this.#state;
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
    if (this.#ticket.sessionId === 0n || this.#isOver) return 0;
    return Math.max(0, this.#touchedAt + this.#timeoutMs - this.#parts.world.now());
  }

  /** Why no server was reached last; `null` where none has failed. */
  get lastFailure(): Error | null {
    return this.#lastFailure;
  }

  get servers(): readonly string[] {
    return this.#dialer.servers;
  }

  /** Requests that wait for an answer. */
  get outstanding(): number {
    return this.#pipeline.length;
  }

  start(): void {
    if (this.#ticket.sessionId !== 0n) this.#armExpiry();
    this.#dial();
  }

  /** Calls back with each state from now on, until the function returned is called. */
  on(listener: (state: SessionState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Other servers to try, from the next attempt on; the present connection stays. */
  replaceServers(servers: readonly string[]): void {
    this.#dialer.replace(servers);
  }

  /** Sends it behind all that was asked before, now or when there is a connection. */
  ask<T>(ask: AnyAsk & { readonly promise: Promise<T> }): Promise<T> {
    if (this.#state.type === 'expired') ask.refuse('session-expired', OVER, this.#state.error);
    else if (this.#state.type === 'closed' || this.#closing !== null) {
      ask.refuse('closed', 'the client is closed');
    } else this.#pipeline.add(ask);
    return ask.promise;
  }

  /** Adds an identity to this connection and to all that follow. */
  authenticate(scheme: string, auth: Uint8Array): Promise<void> {
    const { promise, packet } = this.#credentials.add(scheme, auth);
    if (this.#isOver) this.#credentials.end(new ConnectionError('closed', 'the client is closed'));
    else if (this.#asks) this.#connection?.authenticate(packet);
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
    if (this.#asks) {
      const place = { operation: 'close', path: null };
      const ask = new Ask({ type: 'closeSession', body: null, place, read: () => {} });
      this.#pipeline.add(ask);
      // Where the connection is lost first, there is nothing more to do.
      await ask.promise.catch(() => {});
    }
    this.#end({ type: 'closed', error: null }, 'the client is closed');
  }

  /** Whether there is a connection that requests can be sent on. */
  get #asks(): boolean {
    return this.#state.type === 'connected' && this.#connection?.live === true;
  }

  get #isOver(): boolean {
    return this.#state.type === 'expired' || this.#state.type === 'closed';
  }

  #dial(): void {
    this.#dialer.next(
      (address) => this.#open(address),
      (cause) => this.#note('', cause),
    );
  }

  #open(address: string): void {
    const { world, transport, metrics, timeoutMs, readOnly, maxAnswerBytes } = this.#parts;
    const { sessionId, password, zxid } = this.#ticket;
    const connection: Connection = new Connection({
      world,
      transport,
      metrics,
      address,
      maxBytes: maxAnswerBytes,
      patienceMs: this.#timeoutMs / this.#dialer.addresses,
      hello: {
        protocolVersion: 0,
        lastZxidSeen: zxid,
        timeOut: timeoutMs,
        sessionId,
        passwd: password,
        readOnly,
      },
      events: {
        welcomed: (response) => this.#welcomed(connection, response),
        frame: (frame, xid) => this.#receive(connection, frame, xid),
        touched: (sentAt) => this.#touched(sentAt),
        tooLong: (cause) => this.#pipeline.failFirst(cause),
        ended: (cause) => this.#lost(connection, cause),
      },
    });
    this.#connection = connection;
  }

  #welcomed(connection: Connection, response: ConnectResponse): void {
    const { sessionId: before } = this.#ticket;
    const { timeOut: timeoutMs, sessionId } = response;
    if (timeoutMs <= 0 || (before !== 0n && before !== sessionId)) return this.#expire(NOT_KNOWN);
    const { world, sasl } = this.#parts;
    if (sasl === null) return this.#enter(connection, response);
    // A session that was known before may expire while this goes on, but it was heard of just now.
    if (before !== 0n) this.#armExpiry();
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
    this.#cancelExpiry();
    this.#timeoutMs = timeoutMs;
    this.#ticket = { sessionId, password: passwd ?? NEW.password, zxid };
    this.#credentials.restart();
    for (const packet of this.#credentials.all) connection.authenticate(packet);
    // Watches before requests: what these change must not slip between.
    this.#pipeline.connect(restoreWatches(this.watches, zxid, (cause) => connection.fail(cause)));
    const { address } = connection;
    this.#become({ type: 'connected', sessionId, timeoutMs, address, readOnly: readOnly === true });
  }

  #receive(connection: Connection, frame: Uint8Array, xid: number): void {
    const { reader } = connection;
    if (this.#login !== null && xid === SASL_XID) return this.#login.take(frame, reader);
    switch (xid) {
      case Xid.notification:
        return this.watches.fire(decodeNotification(frame, reader).event);
      case Xid.auth: {
        const refused = this.#credentials.answer(decode(ReplyHeader, frame, reader).err);
        return refused === null ? undefined : this.fail(refused);
      }
      default: {
        const { sentAt, zxid, err } = this.#pipeline.answer(frame, reader);
        // It closes now, and would on every connection.
        if (err === ErrorCode.sessionClosedRequireSaslAuth)
          return this.fail(new ServerError(err, LOGIN));
        this.#touched(sentAt);
        if (zxid > this.#ticket.zxid) this.#ticket = { ...this.#ticket, zxid };
      }
    }
  }

  #touched(sentAt: number): void {
    if (sentAt > this.#touchedAt) this.#touchedAt = sentAt;
  }

  #lost(connection: Connection, cause: Error): void {
    if (this.#connection !== connection) return;
    this.#connection = null;
    this.#dialer.ended(this.#parts.world.now() - connection.openedAt);
    this.#note(connection.address, cause);
    this.#pipeline.disconnect(cause);
    if (this.#closing !== null) return;
    if (this.#state.type === 'connected') {
      this.#armExpiry();
      this.#become({ type: 'suspended', sessionId: this.#ticket.sessionId, cause });
    }
    // Whoever was told may have closed.
    if (!this.#isOver) this.#dial();
  }

  #armExpiry(): void {
    const { world } = this.#parts;
    this.#cancelExpiry();
    const leftMs = this.#touchedAt + this.#timeoutMs * PATIENCE - world.now();
    this.#cancelExpiry = world.after(Math.max(0, leftMs), () => {
      const why =
        this.#lastFailure === null ? '' : `; the last attempt: ${this.#lastFailure.message}`;
      this.#expire(`no server was reached for 4/3 of the timeout of ${this.#timeoutMs} ms${why}`);
    });
  }

  #expire(problem: string): void {
    const error = new ConnectionError('session-expired', problem);
    this.#end({ type: 'expired', sessionId: this.#ticket.sessionId, error }, problem);
  }

  #end(state: SessionState & { type: 'expired' | 'closed' }, problem: string): void {
    if (this.#isOver) return;
    this.#cancelExpiry();
    this.#dialer.stop();
    this.#connection?.drop();
    this.#connection = null;
    const code = state.type === 'expired' ? 'session-expired' : 'closed';
    this.#pipeline.end(code, problem);
    this.#credentials.end(new ConnectionError(code, problem));
    this.watches.end(state.type);
    this.#become(state);
  }

  #become(state: SessionState): void {
    this.#state = state;
    this.#parts.metrics.stateChanged?.(state);
    for (const listener of this.#listeners) listener(state);
  }

  #note(address: string, cause: Error): void {
    this.#lastFailure = cause;
    this.#parts.metrics.connectionFailed?.(address, cause);
  }
}

const NOT_KNOWN = 'the server does not know the session, or has ended it: open a new one';
