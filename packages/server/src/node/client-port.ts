import type { TLSSocket } from 'node:tls';
import type { Front, Log } from '@menagerie/server';
import type { Identity } from '@menagerie/znode';
import { Gathered } from './gathered.ts';
import type { SecureOptions } from './options.ts';
import { identitiesOf } from './tls/identities.ts';
import { serverContextOf } from './tls/material.ts';
import { keepRenewed } from './tls/renewals.ts';
import {
  type ByteStream,
  type Listening,
  type ListenOptions,
  listening,
  type World,
} from './world.ts';

/** Takes clients on a port. @throws what `listen` says of it */
export function listenForClients(
  world: World,
  at: ListenOptions,
  front: Front,
): Promise<Listening> {
  return world.listen(at, (socket) => serve(world, socket, front, false, []));
}

/** Takes clients over TLS. @throws what `listen` says of the port, or Node of the material */
export async function listenForSecureClients(
  world: World,
  host: string,
  options: SecureOptions,
  front: Front,
  log: Log,
  backlog: number | null,
): Promise<Listening> {
  const { clientAuth: auth = 'need' } = options;
  const context = serverContextOf(options, auth);
  const { createServer } = await import('node:tls');
  const server = createServer({ ...context, noDelay: true }, (socket: TLSSocket) =>
    serve(world, socket, front, true, identitiesOf(socket, options.superUser ?? null)),
  );
  server.on('tlsClientError', (error, { remoteAddress }) => {
    log.warn({ client: remoteAddress, reason: error.message }, 'connection refused: no TLS');
  });
  const at = { host: options.host ?? host, port: options.port, backlog };
  const { renewals = null } = options;
  const opened = await listening(server, at);
  if (renewals === null) return opened;
  const stop = keepRenewed(server, renewals, log, (material) => serverContextOf(material, auth));
  return {
    port: opened.port,
    close: () => {
      stop();
      return opened.close();
    },
  };
}

function serve(
  world: World,
  socket: ByteStream,
  front: Front,
  secure: boolean,
  identities: readonly Identity[],
): void {
  const gathered = new Gathered(socket, world.clock);
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
