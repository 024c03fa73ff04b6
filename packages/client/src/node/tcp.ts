import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { Link, LinkEvents, Transport } from '@menagerie/client';
import { formatServer, parseServer } from './servers.ts';

/** What TLS takes: certificates, keys, names, as `tls.connect` has them. */
export type TlsOptions = Omit<ConnectionOptions, 'host' | 'port' | 'path' | 'socket'>;

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
        return linked(connectTcp({ host, port, noDelay: true }), 'connect', events);
      }
      const named = names.get(address);
      const servername = named === undefined ? {} : { servername: named };
      const socket = connectTls({ ...servername, ...tls, host, port });
      socket.setNoDelay(true);
      return linked(socket, 'secureConnect', events);
    },
  };
}

function linked(socket: Socket, openedBy: string, events: LinkEvents): Link {
  let cause: Error | null = null;
  socket.once(openedBy, () => events.opened());
  socket.on('data', (chunk) => events.received(chunk));
  socket.on('error', (error) => {
    cause = error;
  });
  // The server has said all it will: what is still written nobody reads.
  socket.on('end', () => socket.destroy());
  socket.on('close', () => events.closed(cause));
  return {
    send: (bytes) => {
      socket.write(bytes);
    },
    close: () => {
      // A closeSession is answered by now, so nothing that is still to be sent matters.
      socket.destroy();
    },
  };
}
