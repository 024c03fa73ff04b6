import { isKeeperError } from './errors.ts';
import type { Watcher } from './session/watches.ts';
import { decodeText } from './text.ts';
import type { ZooKeeper } from './zookeeper.ts';

/**
 * Where clients reach the members of an ensemble, by the text of `/zookeeper/config`. Members that
 * do not say are left out; an address that stands for all of a host's is the host's name among peers.
 */
export function clientAddressesIn(config: string): string[] {
  return config.split('\n').flatMap((line) => {
    const spec = /^server\.\d+=(.*)$/.exec(line.trim())?.[1];
    const [peers = '', client = ''] = spec?.split(';') ?? [];
    const found = /^(?:(.*):)?(\d+)$/.exec(client);
    if (found === null) return [];
    const [, named = '', port] = found;
    const host = isWildcard(named) ? hostOf(peers) : named;
    return host === '' ? [] : [`${host}:${port}`];
  });
}

function isWildcard(host: string): boolean {
  return ['', '0.0.0.0', '::', '[::]', '[0:0:0:0:0:0:0:0]'].includes(host);
}

/** Of `host:port:port:role`, where the host may be in brackets. */
function hostOf(peers: string): string {
  return /^(\[[^\]]*\]|[^:]*):/.exec(peers)?.[1] ?? '';
}

/** Tells the addresses now and whenever the configuration changes, where it has any. */
export async function followConfig(
  zookeeper: Pick<ZooKeeper, 'getConfig'>,
  tell: (servers: readonly string[]) => void,
): Promise<void> {
  const watch: Watcher = (event) => {
    if (event.type === 'data-changed') void followConfig(zookeeper, tell);
  };
  try {
    const { data } = await zookeeper.getConfig({ watch });
    const servers = data === null ? [] : clientAddressesIn(decodeText(data));
    if (servers.length > 0) tell(servers);
  } catch (error) {
    // Whoever may not read it, or has no session any more, goes on with the servers it knows.
    if (!isKeeperError(error)) throw error;
  }
}
