import { isIP } from 'node:net';
import { KeeperError } from '@menagerie/client';

/** Where a server listens. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

const DEFAULT_PORT = 2181;

/**
 * Takes `host:port,host:port/chroot` apart, as ZooKeeper's other clients have it.
 *
 * @throws KeeperError of code `bad-option` for what is none
 */
export function parseServers(text: string): { servers: string[]; chroot: string } {
  const slash = text.indexOf('/');
  const names = (slash < 0 ? text : text.slice(0, slash)).split(',').map((name) => name.trim());
  const servers = names.filter((name) => name !== '');
  for (const server of servers) parseServer(server);
  return { servers, chroot: slash < 0 ? '/' : text.slice(slash) };
}

/**
 * Takes `host:port` apart; a port of 2181 need not be said, and an IPv6 address with a port stands in
 * brackets.
 *
 * @throws KeeperError of code `bad-option` for what is none
 */
export function parseServer(text: string): HostAndPort {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text);
  const plain = /^([^:]+)(?::(\d+))?$/.exec(text);
  const bare = isIP(text) === 6 ? [text, text] : null;
  const [, host = '', digits] = bare ?? bracketed ?? plain ?? [];
  const port = digits === undefined ? DEFAULT_PORT : Number(digits);
  if (host === '' || port < 1 || port > 65_535) {
    const problem = `${text} is no server: write host:port, such as 127.0.0.1:2181 or [::1]:2181`;
    throw new KeeperError('bad-option', problem);
  }
  return { host, port };
}

/** The other way round. */
export function formatServer({ host, port }: HostAndPort): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
