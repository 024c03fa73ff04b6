import { Connection, type ConnectionEvents } from './connection.ts';
import type { SessionParts } from './session-parts.ts';
import type { SessionTicket } from './state.ts';

/** Where a connection goes, and what it asks for. */
export interface Destination {
  readonly address: string;
  /** How long the server may take to welcome, in milliseconds. */
  readonly patienceMs: number;
  /** The session to go on with, or a new one. */
  readonly ticket: SessionTicket;
  /** Whether a server that only reads will do. */
  readonly readOnly: boolean;
}

/** Opens a connection of a session. */
export function openConnection(
  { world, transport, metrics, timeoutMs, maxAnswerBytes }: SessionParts,
  { address, patienceMs, ticket, readOnly }: Destination,
  events: ConnectionEvents,
): Connection {
  const { sessionId, password, zxid } = ticket;
  return new Connection({
    world,
    transport,
    metrics,
    address,
    patienceMs,
    maxBytes: maxAnswerBytes,
    hello: {
      protocolVersion: 0,
      lastZxidSeen: zxid,
      timeOut: timeoutMs,
      sessionId,
      passwd: password,
      readOnly,
    },
    events,
  });
}
