import {
  type AuditEntry,
  auditedIn,
  auditLine,
  type Connection,
  type FrontEvent,
  hex,
  type Log,
  type Role,
  type Unreadable,
  type Vitals,
} from '@menagerie/server';
import type { OverQuota } from '@menagerie/znode';

/** Where a scribe writes, and what it counts in. */
export interface ScribeParts {
  readonly log: Log;
  /** `null` for no audit log. */
  readonly audit: ((entry: AuditEntry) => void) | null;
  readonly vitals: () => Vitals;
  /** The number of a server in `server.N`. */
  readonly idOf: (server: number) => number;
  /** Of what is applied here. */
  readonly zxid: () => bigint;
}

/** Between two lines on one quota. */
const QUOTA_EVERY_MS = 10_000;

/** Writes down, and counts, what happens to a server and its clients. */
export class Scribe {
  readonly #parts: ScribeParts;
  /** When a line was written on a quota the last time. */
  readonly #quotas = new Map<string, number>();

  constructor(parts: ScribeParts) {
    this.#parts = parts;
  }

  /** Who leads is another. */
  turned(before: Role, after: Role): void {
    const { log, zxid, idOf } = this.#parts;
    const fields = { before: before.type, zxid: hex(zxid()) };
    switch (after.type) {
      case 'leading':
        log.info(fields, 'this server leads');
        break;
      case 'following':
        log.info({ ...fields, leader: idOf(after.leader) }, 'this server follows a leader');
        break;
      case 'looking':
        log.warn(fields, 'this server has no leader: it serves nobody');
    }
  }

  heard(event: FrontEvent): void {
    const { audit, log } = this.#parts;
    const { counters } = this.#parts.vitals();
    if (audit !== null) for (const entry of auditedIn(event)) audit(entry);
    switch (event.type) {
      case 'opened': {
        const { connection, resumed } = event;
        counters.connection_request_count += 1;
        if (resumed) counters.connection_revalidate_count += 1;
        const fields = { ...about(connection), timeoutMs: connection.meter.timeoutMs };
        log.info(fields, resumed ? 'session taken up again' : 'session opened');
        break;
      }
      case 'refused': {
        const { connection, reason, session } = event;
        counters.connection_request_count += 1;
        counters.connection_rejected += 1;
        const fields = { ...addressOf(connection), session: hex(session), reason };
        // While there is no leader clients come again and again.
        if (reason === 'not-serving') log.debug(fields, REASONS[reason]);
        else log.warn(fields, REASONS[reason]);
        break;
      }
      case 'unreadable':
        this.#unreadable(event.connection, event.why);
        break;
      case 'auth-failed':
        counters.auth_failed_count += 1;
        log.warn(
          { ...about(event.connection), scheme: event.scheme, reason: event.reason },
          'authentication failed',
        );
        break;
      case 'over-quota':
        this.#overQuota(event.over);
        break;
      case 'ended':
        this.#ended(event);
        break;
      case 'closed':
        log.debug(about(event.connection), 'connection closed');
        break;
      case 'wrote':
        break;
    }
  }

  #unreadable(connection: Connection, why: Unreadable): void {
    const { log } = this.#parts;
    const fields = about(connection);
    switch (why.type) {
      case 'too-long': {
        const { bytes, limit, reason } = why;
        const message = 'connection closed: a frame is over jute.maxbuffer';
        log.warn({ ...fields, bytes, limit, reason }, message);
        break;
      }
      case 'malformed':
        log.warn({ ...fields, reason: why.reason }, 'connection closed: what came is no request');
        break;
      case 'failed':
        log.error({ ...fields, err: why.error }, 'connection closed: a request failed');
    }
  }

  /** A line for each quota, but not for each write. */
  #overQuota(over: OverQuota): void {
    const now = performance.now();
    const told = this.#quotas.get(over.path) ?? Number.NEGATIVE_INFINITY;
    if (now - told < QUOTA_EVERY_MS) return;
    this.#quotas.set(over.path, now);
    this.#parts.log.warn({ ...over }, 'quota exceeded: it is soft, so nothing is refused');
  }

  #ended({ session, expired, changes }: Extract<FrontEvent, { readonly type: 'ended' }>): void {
    const { log, vitals } = this.#parts;
    const ephemerals = changes.filter(({ type }) => type === 'deleted').length;
    const fields = { session: hex(session), ephemerals };
    if (expired) {
      vitals().counters.stale_sessions_expired += 1;
      log.info(fields, 'session expired: nothing was heard of it for its timeout');
    } else log.info(fields, 'session closed by its client');
  }
}

const REASONS = {
  'not-serving': 'connection refused: this server has no leader',
  ahead: 'connection refused: the client has seen more than this server',
  expired: 'connection refused: the session is over',
  'too-many': 'connection refused: there are too many from its address',
  silent: 'connection refused: it was silent for too long',
  password: 'connection refused: it is not the password of that session',
} as const;

function addressOf({ socket }: Connection) {
  return { client: `${socket.address}:${socket.port}` };
}

function about(connection: Connection) {
  return { session: hex(connection.session), ...addressOf(connection) };
}

/** Who is told of changes; `null` for nobody. @param audit `true` for the log */
export function auditorOf(
  audit: boolean | ((entry: AuditEntry) => void),
  log: Log,
): ((entry: AuditEntry) => void) | null {
  if (typeof audit === 'function') return audit;
  return audit ? (entry) => log.info({ log: 'audit' }, auditLine(entry)) : null;
}
