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
import type { Connection } from './connection.ts';
import { Credentials } from './credentials.ts';
import { Dialer } from './dialer.ts';
import { Expiry } from './expiry.ts';
import { LOGIN, Login, SASL_XID } from './login.ts';
import { openConnection } from './open-connection.ts';
import { Pipeline } from './pipeline.ts';
import { restoreWatches } from './restore-watches.ts';
import { Seeker } from './seeker.ts';
import type { SessionParts } from './session-parts.ts';
import { NEW, type SessionState, type SessionTicket } from './state.ts';
import { Watches } from './watches.ts';

const OVER = 'the session is over: open a new one';
const CLOSED = 'the client is closed';

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
  readonly #expiry: Expiry;
  #ticket: SessionTicket;
  /** Its server only reads. No other server knows such a session, and it owns nothing. */
  #isLocal = false;
  /** While it does. */
  #seeker: Seeker | null = null;
  #connection: Connection | null = null;
  /** While nothing else is asked on the connection. */
  #login: Login | null = null;
  #closing: Promise<void> | null = null;
  #lastFailure: Error | null = null;

  constructor(parts: SessionParts) {
    const { world, transport, servers, metrics, maxRequestBytes } = parts;
    this.#parts = parts;
    this.#ticket = parts.ticket ?? NEW;
    this.#expiry = new Expiry(world, parts.timeoutMs);
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
    return this.#ticket.sessionId === 0n || this.#isOver ? 0 : this.#expiry.sureForMs;
  }

  /** Why no server was reached last; `null` where none has failed. */
  get lastFailure(): Error | null {
    return this.#lastFailure;
  }

  get servers(): readonly string[] {
    return this.#dialer.servers;
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
    this.#seeker?.replace(servers);
  }

  /** Sends it behind all that was asked before, now or when there is a connection. */
  ask<T>(ask: AnyAsk & { readonly promise: Promise<T> }): Promise<T> {
    if (this.#state.type === 'expired') ask.refuse('session-expired', OVER, this.#state.error);
    else if (this.#state.type === 'closed' || this.#closing !== null) ask.refuse('closed', CLOSED);
    else this.#pipeline.add(ask);
    return ask.promise;
  }

  /** Adds an identity to this connection and to all that follow. */
  authenticate(scheme: string, auth: Uint8Array): Promise<void> {
    const { promise, packet } = this.#credentials.add(scheme, auth);
    if (this.#isOver) this.#credentials.end(new ConnectionError('closed', CLOSED));
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
    this.#seeker?.stop();
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
    return this.#state.type === 'connected' && this.#connection?.live === true;
  }

  get #isOver(): boolean {
    return this.#state.type === 'expired' || this.#state.type === 'closed';
  }

  #dial(): void {
    this.#dialer.next(
      (address) => {
        this.#connection = this.#open(address, this.#dialer, this.#parts.readOnly);
      },
      (cause) => this.#note('', cause),
    );
  }

  #open(address: string, { addresses }: Dialer, readOnly: boolean): Connection {
    const ticket = this.#isLocal ? { ...NEW, zxid: this.#ticket.zxid } : this.#ticket;
    // Each address of a round may take its part.
    const patienceMs = this.#expiry.timeoutMs / addresses;
    const connection: Connection = openConnection(
      this.#parts,
      { address, patienceMs, ticket, readOnly },
      {
        welcomed: (response) => {
          if (connection !== this.#connection && !this.#moveTo(connection)) return;
          this.#welcomed(connection, ticket.sessionId, response);
        },
        frame: (frame, xid) => this.#receive(connection, frame, xid),
        touched: (sentAt) => this.#expiry.touched(sentAt),
        tooLong: (cause) => this.#pipeline.failFirst(cause),
        ended: (cause) => this.#ended(connection, cause),
      },
    );
    return connection;
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
    const { address } = connection;
    const { zxid } = this.#ticket;
    const { timeOut: timeoutMs, sessionId, passwd, readOnly } = response;
    this.#expiry.granted(timeoutMs);
    this.#ticket = { sessionId, password: passwd ?? NEW.password, zxid };
    this.#credentials.restart();
    for (const packet of this.#credentials.all) connection.authenticate(packet);
    // Watches before requests: what these change must not slip between.
    this.#pipeline.connect(restoreWatches(this.watches, zxid, (cause) => connection.fail(cause)));
    this.#isLocal = readOnly === true;
    if (this.#isLocal) {
      const open = (to: string, round: Dialer): Connection => this.#open(to, round, false);
      this.#seeker = new Seeker(this.#parts, this.servers, open);
      this.#seeker.next();
    }
    this.#become({ type: 'connected', sessionId, timeoutMs, address, readOnly: this.#isLocal });
  }

  /** From a server that only reads to one that was found. Whether anybody still wants to. */
  #moveTo(connection: Connection): boolean {
    this.#connection?.drop();
    this.#connection = connection;
    this.#leave(new Error(`${connection.address} writes as well: the session moves there`));
    // Whoever was told may have closed.
    return !this.#isOver;
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
        const { sentAt, zxid, err } = this.#pipeline.answer(frame, xid, reader);
        // It closes now, and would on every connection.
        if (err === ErrorCode.sessionClosedRequireSaslAuth)
          return this.fail(new ServerError(err, LOGIN));
        this.#expiry.touched(sentAt);
        if (zxid > this.#ticket.zxid) this.#ticket = { ...this.#ticket, zxid };
      }
    }
  }

  #ended(connection: Connection, cause: Error): void {
    if (this.#connection !== connection) return this.#seeker?.ended(connection);
    this.#connection = null;
    this.#dialer.ended(this.#parts.world.now() - connection.openedAt);
    this.#note(connection.address, cause);
    this.#leave(cause);
    // Whoever was told may have closed.
    if (this.#closing === null && !this.#isOver) this.#dial();
  }

  /** There is no server for now. */
  #leave(cause: Error): void {
    this.#pipeline.disconnect(cause);
    this.#seeker?.stop(this.#connection);
    this.#seeker = null;
    if (this.#closing !== null || this.#state.type !== 'connected') return;
    this.#armExpiry();
    this.#become({ type: 'suspended', sessionId: this.#ticket.sessionId, cause });
  }

  #armExpiry(): void {
    this.#expiry.arm(() => {
      const { timeoutMs } = this.#expiry;
      const last = this.#lastFailure;
      const why = last === null ? '' : `; the last attempt: ${last.message}`;
      this.#expire(`no server was reached for 4/3 of the timeout of ${timeoutMs} ms${why}`);
    });
  }

  #expire(problem: string): void {
    const error = new ConnectionError('session-expired', problem);
    this.#end({ type: 'expired', sessionId: this.#ticket.sessionId, error }, problem);
  }

  #end(state: SessionState & { type: 'expired' | 'closed' }, problem: string): void {
    if (this.#isOver) return;
    this.#expiry.cancel();
    this.#dialer.stop();
    this.#seeker?.stop();
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
