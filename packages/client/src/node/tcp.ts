import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type OnReadOpts, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { Link, LinkEvents, Transport } from '@menagerie/client';
import { formatServer, parseServer } from './servers.ts';

/** What TLS takes: certificates, keys, names, as `tls.connect` has them. */
export type TlsOptions = Omit<ConnectionOptions, 'host' | 'port' | 'path' | 'socket'>;

/** At most in one read; as much as sockets take by themselves. */
const READ_BYTES = 64 * 1024;

/** TCP, or TLS where options for it are given. */
export function tcpTransport(tls: TlsOptions | null = null): Transport {
  // The name that a certificate must have is lost when it is resolved.
  const names = new Map<string, string>();
  return {
    resolve: async (server) => {
      const { host, port } = parseServer(server);
      if (isIP(host) !== 0) return [server];
      const found = await lookup(host, { all: true });
      return found.map(({ address }) => {
        const resolved = formatServer({ host: address, port });
        names.set(resolved, host);
        return resolved;
      });
    },
    open: (address, events) => {
      const { host, port } = parseServer(address);
      if (tls === null) {
        const onread = intoOneBuffer(events);
        return linked(connectTcp({ host, port, noDelay: true, onread }), 'connect', events);
      }
      const named = names.get(address);
      const servername = named === undefined ? {} : { servername: named };
      const socket = connectTls({ ...servername, ...tls, host, port });
      socket.setNoDelay(true);
      socket.on('data', (chunk) => events.received(chunk));
      return linked(socket, 'secureConnect', events);
    },
  };
}

/**
 * Reads into the same memory each time, and copies what came. Else a socket sets 64 KiB aside for each
 * read, and the garbage of one small answer after the other keeps the collector busy.
 */
function intoOneBuffer(events: LinkEvents): OnReadOpts {
  return {
    buffer: Buffer.allocUnsafeSlow(READ_BYTES),
    callback: (length, buffer) => {
      events.received(Buffer.from(buffer.subarray(0, length)));
      return true;
    },
  };
}

function linked(socket: Socket, openedBy: string, events: LinkEvents): Link {
  let cause: Error | null = null;
  socket.once(openedBy, () => events.opened());
  socket.on('error', (error) => {
    cause = error;
  });
  // The server has said all it will: what is still written nobody reads.
  socket.on('end', () => socket.destroy());
  socket.on('close', () => events.closed(cause));
  return {
    send: (bytes) => {
      socket.write(Buffer.from(bytes));
    },
    close: () => {
      // A closeSession is answered by now, so nothing that is still to be sent matters.
      socket.destroy();
    },
  };
}
