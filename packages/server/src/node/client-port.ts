import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { Front, Log } from '@menagerie/server';
import type { Identity } from '@menagerie/znode';
import { Gathered } from './gathered.ts';
import type { SecureOptions } from './options.ts';
import { identitiesOf } from './tls/identities.ts';
import { serverContextOf } from './tls/material.ts';

/** Takes clients on a port. @throws what `listen` says of it */
export function listenForClients(
  host: string,
  port: number,
  front: Front,
  backlog: number | null,
): Promise<Server> {
  const server = createServer({ noDelay: true }, (socket) => serve(socket, front, false, []));
  return listening(server, host, port, backlog);
}

/** Takes clients over TLS. @throws what `listen` says of the port, or Node of the material */
export function listenForSecureClients(
  host: string,
  options: SecureOptions,
  front: Front,
  log: Log,
  backlog: number | null,
): Promise<Server> {
  const context = serverContextOf(options, options.clientAuth ?? 'need');
  const server = createTlsServer({ ...context, noDelay: true }, (socket: TLSSocket) =>
    serve(socket, front, true, identitiesOf(socket, options.superUser ?? null)),
  );
  server.on('tlsClientError', (error, { remoteAddress }) => {
    log.warn({ client: remoteAddress, reason: error.message }, 'connection refused: no TLS');
  });
  return listening(server, options.host ?? host, options.port, backlog);
}

export function listening<T extends Server>(
  server: T,
  host: string,
  port: number,
  backlog: number | null = null,
): Promise<T> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, ...(backlog === null ? {} : { backlog }) }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function serve(
  socket: Socket,
  front: Front,
  secure: boolean,
  identities: readonly Identity[],
): void {
  const gathered = new Gathered(socket);
  const connection = front.accept({
    address: socket.remoteAddress ?? '',
    port: socket.remotePort ?? 0,
    secure,
    identities,
    write: (bytes) => gathered.write(bytes),
    unsent: () => gathered.length,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    end: () => gathered.end(),
  });
  socket.on('drain', () => connection.goOn());
  socket.on('data', (chunk) => connection.receive(chunk));
  socket.on('close', () => connection.gone());
  socket.on('error', () => socket.destroy());
}

export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
