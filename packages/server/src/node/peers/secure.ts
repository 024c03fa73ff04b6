import { connect, createServer, type Server, type TLSSocket } from 'node:tls';
import { contextOf, serverContextOf } from '../tls/material.ts';
import type { ByteStream } from '../world.ts';
import type { PeerAddress, PeerTls } from './peers.ts';

// Connections between servers over TLS. Loaded where it is spoken.

/** Takes whoever has a certificate. `refused` hears why somebody was not taken. */
export function secureServer(
  tls: PeerTls,
  accept: (socket: TLSSocket) => void,
  refused: (socket: TLSSocket, reason: string) => void,
): Server {
  const server = createServer({ ...serverContextOf(tls, 'need'), noDelay: true }, accept);
  server.on('tlsClientError', (error, socket) => refused(socket, error.message));
  return server;
}

/** Says `secureConnect` once it is there. */
export function dialSecurely({ host, port }: PeerAddress, tls: PeerTls): ByteStream {
  const { checkHost = true } = tls;
  return connect({
    ...contextOf(tls),
    host,
    port,
    ...(checkHost ? {} : { checkServerIdentity: () => undefined }),
  });
}
