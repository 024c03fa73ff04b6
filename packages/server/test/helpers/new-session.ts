import type { ConnectRequest } from '@menagerie/jute';

/** What a client says that has had no session yet. */
export const NEW_SESSION: ConnectRequest = {
  protocolVersion: 0,
  lastZxidSeen: 0n,
  timeOut: 10_000,
  sessionId: 0n,
  passwd: new Uint8Array(16),
  readOnly: false,
};
