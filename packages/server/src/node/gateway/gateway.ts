import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Front } from '@menagerie/server';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Admission, admissionOf, type DoorOptions, pathOf } from './door.ts';
import { type StreamParts, TraceStream } from './stream.ts';

/** A door for browsers. */
export interface GatewayOptions extends DoorOptions {
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** 0 for any that is free. @default 0 */
  readonly port?: number;
}

/** A gateway that is open. */
export interface Gateway {
  readonly port: number;
  close(): Promise<void>;
}

/** The largest message that a browser may send: a frame of ZooKeeper's is smaller by default. */
const MOST_BYTES = 4 << 20;
/** Bytes that may wait for a browser that does not read; then it is let go. */
const MOST_WAITING = 16 << 20;

/**
 * Opens a door for browsers: `/jute` takes and gives the very bytes of the client port, in binary
 * messages that begin and end anywhere; `/trace` tells what the server does, as `TraceMessage`s.
 *
 * @throws what `listen` says of a port
 */
export async function openGateway(
  options: GatewayOptions,
  front: Front,
  parts: StreamParts,
): Promise<Gateway> {
  const stream = new TraceStream(parts);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES });
  const server = createServer((_request, response) => {
    response.writeHead(426, { connection: 'close' });
    response.end('This port speaks WebSocket only: /jute and /trace.\n');
  });
  server.on('upgrade', (request, socket, head) => {
    const enter = entryOf(request, admissionOf(request, options), front, stream);
    if (enter === null) refuse(socket);
    else sockets.handleUpgrade(request, socket, head, enter);
  });
  const { host = '127.0.0.1', port = 0 } = options;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: portOf(server),
    close: () => {
      stream.close();
      for (const socket of sockets.clients) socket.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Where a newcomer is led; `null` where it may not go, or nothing is. */
function entryOf(
  request: IncomingMessage,
  admission: Admission,
  front: Front,
  stream: TraceStream,
): ((socket: WebSocket) => void) | null {
  switch (pathOf(request)) {
    case '/jute':
      return admission === 'change' ? (socket) => serveClient(socket, request, front) : null;
    case '/trace':
      return admission === 'nothing' ? null : (socket) => stream.add(socket);
    default:
      return null;
  }
}

function serveClient(socket: WebSocket, { socket: below }: IncomingMessage, front: Front): void {
  const connection = front.accept({
    address: below.remoteAddress ?? '',
    port: below.remotePort ?? 0,
    write: (bytes) => {
      if (socket.bufferedAmount > MOST_WAITING) socket.terminate();
      // The writer of the connection is used again before the bytes have left.
      else socket.send(bytes.slice());
    },
    end: () => socket.close(),
  });
  socket.binaryType = 'nodebuffer';
  socket.on('message', (data, isBinary) => {
    if (isBinary && Buffer.isBuffer(data)) connection.receive(data);
    else socket.close(1003);
  });
  socket.on('close', () => connection.gone());
  // An error is followed by the end.
  socket.on('error', () => {});
}

/** Ends a newcomer who may not come in. Not by one word more than that. */
export function refuse(socket: Duplex): void {
  socket.on('error', () => {});
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
