import { connect, createServer, type Server, type TLSSocket } from 'node:tls';
import type { Log } from '@menagerie/server';
import { contextOf, serverContextOf, type TlsMaterial } from '../tls/material.ts';
import { keepRenewed } from '../tls/renewals.ts';
import type { ByteStream } from '../world.ts';
import type { PeerAddress, PeerTls } from './peers-parts.ts';

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

/** Has a server for peers take up other keys. `took` hears of them, for those that are dialled. */
export function keepPeersRenewed(
  server: Server,
  tls: PeerTls,
  log: Log,
  took: (material: TlsMaterial) => void,
): () => void {
  return keepRenewed(server, tls.renewals ?? (() => () => {}), log, (material) => {
    took(material);
    return serverContextOf(material, 'need');
  });
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
