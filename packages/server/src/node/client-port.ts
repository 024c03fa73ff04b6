import { createServer, type Server, type Socket } from 'node:net';
import type { Front } from '@menagerie/server';

/** Takes clients on a port. @throws what `listen` says of it */
export function listenForClients(host: string, port: number, front: Front): Promise<Server> {
  const server = createServer({ noDelay: true }, (socket) => serve(socket, front));
  return listening(server, host, port);
}

export function listening<T extends Server>(server: T, host: string, port: number): Promise<T> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function serve(socket: Socket, front: Front): void {
  const connection = front.accept({
    address: socket.remoteAddress ?? '',
    port: socket.remotePort ?? 0,
    // The writer of the connection is used again before the bytes have left.
    write: (bytes) => socket.write(bytes.slice()),
    end: () => socket.end(),
  });
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
