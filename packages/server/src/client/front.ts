import { type ConnectRequest, JuteReader, type KnownRequest } from '@menagerie/jute';
import { type Applied, Watches } from '@menagerie/znode';
import type { Ledger, Settled } from '../member/ledger.ts';
import { endsConnection, ProposalKind, type Unsigned } from '../member/proposal.ts';
import type { Service } from '../member/service.ts';
import type { Settle } from '../member/waiting.ts';
import { SpareWriter } from '../spare-writer.ts';
import { Meter } from '../stats/meter.ts';
import { Traffic } from '../stats/traffic.ts';
import type { TraceBody } from '../trace/events.ts';
import type { Tracer } from '../trace/tracer.ts';
import { Connection, type Desk, type Opened } from './connection.ts';
import { Copies } from './copies.ts';
import { Entrance, EXPIRED, STRANGER } from './entrance.ts';
import type { FrontEvent, Refusal } from './events.ts';
import { type ClientLimits, Gate } from './limits.ts';
import { numberAfter } from './numbers.ts';
import type { Office } from './office.ts';
import { answer } from './requests.ts';
import type { SaslRules } from './sasl.ts';
import type { ClientSocket } from './socket.ts';
import type { Unreadable } from './unreadable.ts';

/** What clients are served from. */
export interface FrontParts {
  readonly ledger: Ledger;
  readonly self: number;
  readonly minSessionMs: number;
  readonly maxSessionMs: number;
  readonly limits: ClientLimits;
  /** @default null, for nobody authenticates by SASL */
  readonly sasl?: SaslRules | null;
  /** A client has to have proved something under one of them. @default [], for nobody has to */
  readonly requiredSchemes?: readonly string[];
  /** Whether ACLs count for nothing, as in the tree: then everybody may hear of everything. @default false */
  readonly skipACL?: boolean;
  /** Milliseconds since 1970. */
  wallClock(): number;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  submit(asked: Unsigned, settle: Settle): void;
  touch(session: bigint): void;
  /** The answer to a four-letter word, and to what came behind it. */
  word(word: string, rest: Uint8Array): string;
  /** Something happened that is worth a line, or a count. */
  heard(event: FrontEvent): void;
  /** Tells of clients and of what they are told. @default null */
  readonly tracer?: Tracer | null;
}

/** All clients of a server. */
export class Front implements Desk, Office {
  #service: Service = 'closed';
  readonly traffic: Traffic = new Traffic();
  readonly watches: Watches;
  readonly copies: Copies = new Copies();
  readonly writer: SpareWriter = new SpareWriter();
  readonly gate: Gate;
  readonly reader: JuteReader;
  readonly sasl: SaslRules | null;
  readonly requiredSchemes: readonly string[];
  readonly #parts: FrontParts;
  readonly #connections = new Map<number, Connection>();
  /** Which connection of this server has a session. */
  readonly #bySession = new Map<bigint, Connection>();
  /** Who waits for a plan of this server's clients. */
  readonly #plans = new Map<bigint, (applied: Applied) => void>();
  #number = 0;
  readonly #entrance: Entrance;

  constructor(parts: FrontParts) {
    this.#parts = parts;
    this.sasl = parts.sasl ?? null;
    this.requiredSchemes = parts.requiredSchemes ?? [];
    this.gate = new Gate(parts.limits);
    this.reader = new JuteReader(new Uint8Array(), { maxBytes: parts.limits.maxBytes });
    this.watches = new Watches({
      identities: (connection) => this.#connections.get(connection)?.identities ?? [],
      skipACL: parts.skipACL ?? false,
    });
    this.#entrance = new Entrance({
      ledger: parts.ledger,
      self: parts.self,
      began: parts.wallClock(),
      canWrite: () => this.canWrite,
      submit: (asked, settle) => parts.submit(asked, settle),
      touch: (session) => parts.touch(session),
      displace: (session) => this.#bySession.get(session)?.close(),
      // Whose client is gone meanwhile must not stay on the list.
      has: (connection) => this.#connections.has(connection.number),
    });
  }

  get tree(): Ledger['tree'] {
    return this.#parts.ledger.tree;
  }

  get zxid(): bigint {
    return this.#parts.ledger.zxid;
  }

  /** In the order in which they came. */
  get connections(): Iterable<Connection> {
    return this.#connections.values();
  }

  /** How many connections there are. */
  get size(): number {
    return this.#connections.size;
  }

  /** The session on a connection; 0 for none. */
  sessionOf(connection: number): bigint {
    return this.#connections.get(connection)?.session ?? 0n;
  }

  accept(socket: ClientSocket): Connection {
    this.#number = numberAfter(this.#number, this.#connections);
    const connection = new Connection(
      this.#number,
      socket,
      this,
      new Meter(this.traffic, this.#parts),
    );
    this.#connections.set(connection.number, connection);
    this.#trace({ type: 'client', connection: connection.number, up: true });
    if (!this.gate.came(socket.address)) {
      this.refused(connection, 'too-many', 0n);
      connection.close();
    }
    return connection;
  }

  /** Something was applied: whoever watches hears of it before any reply shows it. */
  applied({ applied, wish: asked, isVoid, isMoved, plan }: Settled): void {
    if (applied !== null) {
      this.watches.fire(applied.changes, (found) => {
        const { connection, path } = found;
        this.#connections.get(connection)?.tell(found, applied.zxid);
        this.#trace({ type: 'notified', connection, path });
      });
    }
    if (isVoid || isMoved) return;
    if (plan !== undefined && applied !== null) this.#conclude(plan, applied);
    if (endsConnection(asked.kind)) this.#bySession.get(asked.session)?.close();
    const expired = asked.kind === ProposalKind.expireSession;
    if (expired || asked.kind === ProposalKind.closeSession) {
      const changes = applied?.changes ?? [];
      this.#parts.heard({ type: 'ended', session: asked.session, expired, changes });
    }
  }

  get maxBytes(): number {
    return this.#parts.limits.maxBytes;
  }

  get superDigest(): string | null {
    return this.#parts.limits.superDigest;
  }

  /** Sends away who was silent for too long: before a session, or for longer than it lives. */
  sweep(): void {
    for (const connection of this.#connections.values()) {
      const { silentMs, timeoutMs, established } = connection.meter;
      const waited = this.#parts.wallClock() - established;
      const isOver = connection.isOpen
        ? !connection.isHeldUp && silentMs > timeoutMs
        : waited >= this.#parts.limits.greetingMs;
      if (!isOver) continue;
      if (!connection.isOpen) this.refused(connection, 'silent', 0n);
      connection.close();
    }
  }

  get service(): Service {
    return this.#service;
  }

  get serves(): boolean {
    return this.#service !== 'closed';
  }

  get canWrite(): boolean {
    return this.#service === 'open';
  }

  /** Clients get more from now on, or less: whoever gets too little is to look for another server. */
  serve(service: Service): void {
    this.#service = service;
    if (service === 'closed') this.#plans.clear();
    // Each takes itself off the list.
    for (const connection of this.#connections.values()) {
      if (!mayStay(connection, service)) connection.close();
    }
  }

  connect(
    connection: Connection,
    request: ConnectRequest,
    done: (opened: Opened | null) => void,
  ): void {
    // Who has seen more than this server would see time go back.
    if (request.lastZxidSeen > this.zxid) {
      this.refused(connection, 'ahead', request.sessionId);
      done(null);
      return;
    }
    const tell = (opened: Opened | null): void => {
      const isShared = opened !== null && opened.timeoutMs > 0 && !opened.readOnly;
      if (isShared) this.#bySession.set(opened.session, connection);
      done(opened);
      this.#told(connection, request, opened);
    };
    const { minSessionMs, maxSessionMs } = this.#parts;
    const timeoutMs = Math.min(Math.max(request.timeOut, minSessionMs), maxSessionMs);
    this.#entrance.open(connection, request, timeoutMs, tell);
  }

  handle(connection: Connection, request: KnownRequest, frame: Uint8Array): void {
    answer(this, connection, request, frame);
  }

  submit(asked: Unsigned, settle: Settle): void {
    this.#parts.submit(asked, settle);
  }

  awaitPlan(plan: bigint, done: (applied: Applied) => void): void {
    this.#plans.set(plan, done);
  }

  word(word: string, rest: Uint8Array): string {
    return this.#parts.word(word, rest);
  }

  touch(session: bigint): void {
    this.#parts.touch(session);
  }

  wrote(connection: Connection, request: KnownRequest, applied: Applied): void {
    this.#parts.heard({ type: 'wrote', connection, request, applied });
    for (const { type, path } of applied.changes) {
      const over = type === 'deleted' ? null : this.tree.overQuota(path);
      if (over !== null) this.#parts.heard({ type: 'over-quota', over });
    }
  }

  authFailed(connection: Connection, scheme: string, reason: string): void {
    this.#parts.heard({ type: 'auth-failed', connection, scheme, reason });
  }

  refused(connection: Connection, reason: Refusal, session: bigint): void {
    this.#parts.heard({ type: 'refused', connection, reason, session });
  }

  unreadable(connection: Connection, why: Unreadable): void {
    this.#parts.heard({ type: 'unreadable', connection, why });
  }

  closed(connection: Connection): void {
    this.#parts.heard({ type: 'closed', connection });
    this.#connections.delete(connection.number);
    this.gate.left(connection.socket.address, connection);
    this.#trace({ type: 'client', connection: connection.number, up: false });
    this.watches.leave(connection.number);
    const { session } = connection;
    if (this.#bySession.get(session) === connection) this.#bySession.delete(session);
  }

  #conclude(plan: bigint, applied: Applied): void {
    const done = this.#plans.get(plan);
    this.#plans.delete(plan);
    done?.(applied);
  }

  #trace(body: TraceBody): void {
    if (this.#parts.tracer?.on === true) this.#parts.tracer.note(() => body);
  }

  #told(connection: Connection, { sessionId }: ConnectRequest, opened: Opened | null): void {
    if (opened === null) this.refused(connection, 'not-serving', sessionId);
    else if (opened === STRANGER) this.refused(connection, 'password', sessionId);
    else if (opened === EXPIRED) this.refused(connection, 'expired', sessionId);
    else this.#parts.heard({ type: 'opened', connection, resumed: sessionId !== 0n });
  }
}

/** Before it has a session every connection may, for as long as anybody is served. */
function mayStay(connection: Connection, service: Service): boolean {
  switch (service) {
    case 'open':
      return !connection.readOnly;
    case 'frozen':
      return true;
    case 'read-only':
      return connection.readOnly || connection.session === 0n;
    case 'closed':
      return false;
  }
}
