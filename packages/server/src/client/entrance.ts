import type { ConnectRequest } from '@menagerie/jute';
import type { Ledger } from '../member/ledger.ts';
import { ProposalKind, type Unsigned, wish } from '../member/proposal.ts';
import type { Settle } from '../member/waiting.ts';
import type { Connection, Opened } from './connection.ts';
import { isPasswordOf, passwordOf } from './passwords.ts';

/** What an entrance asks of its server. */
export interface EntranceParts {
  readonly ledger: Ledger;
  readonly self: number;
  /** When the server began, in milliseconds since 1970. */
  readonly began: number;
  canWrite(): boolean;
  submit(asked: Unsigned, settle: Settle): void;
  /** A session was heard of. */
  touch(session: bigint): void;
  /** Closes the connection here that has a session, if one has. */
  displace(session: bigint): void;
  /** Whether a connection is still there. */
  has(connection: Connection): boolean;
}

/** To a client whose session is over. */
export const EXPIRED: Opened = {
  session: 0n,
  timeoutMs: 0,
  password: new Uint8Array(16),
  readOnly: false,
};
/** To one without the password. It looks the same. */
export const STRANGER: Opened = { ...EXPIRED };

/** Opens sessions, and gives those that there are to the connections that ask for them. */
export class Entrance {
  readonly #parts: EntranceParts;
  #nextSession: bigint;

  constructor(parts: EntranceParts) {
    this.#parts = parts;
    // The server in the top byte, then the time, so that no two servers and no two runs meet.
    const began = (BigInt(parts.began) << 24n) >> 8n;
    this.#nextSession = BigInt.asIntN(
      64,
      (BigInt(parts.self + 1) << 56n) | BigInt.asUintN(56, began),
    );
  }

  /** @param done called once, with `null` where the connection is to be closed */
  open(
    connection: Connection,
    request: ConnectRequest,
    timeoutMs: number,
    done: (opened: Opened | null) => void,
  ): void {
    if (!this.#parts.canWrite()) this.#openForReads(request, timeoutMs, done);
    else if (request.sessionId === 0n) this.#create(connection, timeoutMs, done);
    else this.#resume(connection, request, timeoutMs, done);
  }

  /** A session that nobody else knows, and that is over with its connection. */
  #openForReads(
    { readOnly, sessionId }: ConnectRequest,
    timeoutMs: number,
    done: (opened: Opened | null) => void,
  ): void {
    // Whoever has a session is to keep it, and only a leader can say that it is not over.
    if (readOnly !== true || sessionId !== 0n) {
      done(null);
      return;
    }
    const session = this.#nextSession;
    this.#nextSession += 1n;
    const { secret } = this.#parts.ledger;
    const password = secret === null ? new Uint8Array(16) : passwordOf(secret, session);
    done({ session, timeoutMs, password, readOnly: true });
  }

  #create(connection: Connection, timeoutMs: number, done: (opened: Opened | null) => void): void {
    const session = this.#nextSession;
    this.#nextSession += 1n;
    this.#open(connection, session, timeoutMs, done);
  }

  #resume(
    connection: Connection,
    { sessionId, passwd }: ConnectRequest,
    timeoutMs: number,
    done: (opened: Opened | null) => void,
  ): void {
    const { secret } = this.#parts.ledger;
    // Before anything happens to whoever has the session: Apache's server closes that one first.
    if (secret === null || !isPasswordOf(secret, sessionId, passwd)) {
      done(STRANGER);
      return;
    }
    this.#parts.displace(sessionId);
    // It is not to end while its claim is under way.
    this.#parts.touch(sessionId);
    // Through the log: only so it is certain that the session has not expired meanwhile, and that
    // what the connection before had sent takes effect before this or never.
    const asked = { session: sessionId, connection: connection.number };
    this.#parts.submit(wish(ProposalKind.claimSession, asked), (settled) => {
      const session = this.#parts.ledger.tree.session(sessionId);
      if (settled === null) done(null);
      else if (session === null) done(EXPIRED);
      else if (session.timeoutMs === timeoutMs) {
        this.#opened(connection, sessionId, timeoutMs, done);
      } else this.#open(connection, sessionId, timeoutMs, done);
    });
  }

  #open(
    connection: Connection,
    session: bigint,
    timeoutMs: number,
    done: (opened: Opened | null) => void,
  ): void {
    const asked = { session, timeoutMs, connection: connection.number };
    this.#parts.submit(wish(ProposalKind.createSession, asked), (settled) => {
      if (settled === null) done(null);
      else this.#opened(connection, session, timeoutMs, done);
    });
  }

  #opened(
    connection: Connection,
    session: bigint,
    timeoutMs: number,
    done: (opened: Opened | null) => void,
  ): void {
    const { secret } = this.#parts.ledger;
    if (secret === null || !this.#parts.has(connection)) {
      done(null);
      return;
    }
    done({ session, timeoutMs, password: passwordOf(secret, session), readOnly: false });
  }
}
