import { ConfigError, type ConfigPlace } from './errors.ts';

/** A member as `server.N` describes it. */
export interface ServerSpec {
  readonly id: number;
  readonly host: string;
  /** Between servers. */
  readonly port: number;
  /** Of Apache's elections: nothing listens there. */
  readonly electionPort: number;
  readonly role: 'participant' | 'observer';
  /** Where its clients find it, if it says so here. */
  readonly client: { readonly host: string; readonly port: number } | null;
  /** Further addresses, which are not used. */
  readonly others: number;
  readonly line: number;
}

const REMEDY = 'write server.N=host:port:port[:participant|observer][;[address:]clientPort]';
const HOST = /(\[[^\]]+\]|[^:[\]|;]+)/.source;
const SERVER = new RegExp(`^${HOST}:(\\d+):(\\d+)(?::(\\w+))?$`);
const CLIENT = new RegExp(`^(?:${HOST}:)?(\\d+)$`);

/** @throws ConfigError `malformed-value` */
export function serverSpecOf(key: string, value: string, place: ConfigPlace): ServerSpec {
  const wrong = (what: string): ConfigError =>
    new ConfigError('malformed-value', place, `${key} is "${value}", ${what}`, REMEDY);
  const id = Number(key.slice('server.'.length));
  if (id > 254) throw wrong('and numbers of servers end with 254');
  const [servers = '', client, ...more] = value.split(';');
  if (more.length > 0) throw wrong('which has more than one ";"');
  const [first = '', ...others] = servers.split('|');
  const [, host, port, electionPort, role = 'participant'] = SERVER.exec(first.trim()) ?? [];
  if (host === undefined) throw wrong('which is not of that form');
  const lower = role.toLowerCase();
  if (lower !== 'participant' && lower !== 'observer') throw wrong(`and "${role}" is no role`);
  return {
    id,
    host: bare(host),
    port: portIn(port, wrong),
    electionPort: portIn(electionPort, wrong),
    role: lower,
    client: client === undefined ? null : clientOf(client.trim(), wrong),
    others: others.length,
    line: place.line ?? 0,
  };
}

function clientOf(text: string, wrong: (what: string) => ConfigError): ServerSpec['client'] {
  const [, host = '0.0.0.0', port] = CLIENT.exec(text) ?? [];
  if (port === undefined) throw wrong('whose part behind ";" is no [address:]port');
  return { host: bare(host), port: portIn(port, wrong) };
}

function portIn(text: string | undefined, wrong: (what: string) => ConfigError): number {
  const port = Number(text);
  if (!(port <= 65_535)) throw wrong(`and ${text} is no port`);
  return port;
}

/** Of an IPv6 address without the brackets. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
