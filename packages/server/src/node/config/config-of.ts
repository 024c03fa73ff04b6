import { access, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Roster } from '@menagerie/server';
import type { ServerOptions } from '../options.ts';
import { ConfigError, type ConfigWarning } from './errors.ts';
import { writeRoster } from './roster-file.ts';
import { saslOptionsOf } from './sasl-config.ts';
import type { ServerSpec } from './server-spec.ts';
import { peerTlsOf, secureOptionsOf } from './tls-files.ts';
import { readConfig, readDynamicConfig, type ZooConfig } from './zoo-config.ts';

/** Options that a file has, and what to warn of. */
export interface ConfiguredOptions extends ServerOptions {
  readonly warnings: readonly ConfigWarning[];
}

/**
 * What to start a server with, from a `zoo.cfg` and, in an ensemble, the `myid` in its data directory.
 * Paths in it that are not absolute begin where the process is, as in Apache's server.
 *
 * @throws ConfigError
 */
export async function configOf(path: string): Promise<ConfiguredOptions> {
  const configText = await textOf(path);
  const config = readConfig(configText, path);
  const { servers, hierarchy, warnings: found } = await serversOf(config);
  const observer = servers.find(({ role }) => role === 'observer');
  const mayJoin = config.options.reconfigEnabled === true;
  if (observer !== undefined && config.core === 'paxos' && !mayJoin) {
    throw new ConfigError(
      'unsupported',
      { file: config.file, line: observer.line, key: `server.${observer.id}` },
      `server.${observer.id} is an observer, and there are none on paxos`,
      'make it a participant, or take core=zab or core=raft',
    );
  }
  const warnings = [...found, ...doubts(config, servers, hierarchy !== null)];
  const options: ServerOptions = {
    ...config.options,
    ...(await secretsOf(config)),
    configText,
    core: config.core,
    ...(await directoriesOf(config)),
  };
  const { reconfigEnabled = false, standaloneEnabled = true } = config.options;
  if (servers.length === 0 || (servers.length === 1 && standaloneEnabled)) {
    const [only] = servers;
    return {
      ...options,
      ...clientOf(config, only ?? null),
      described: { ...config.described, ...places(config) },
      warnings,
    };
  }
  const id = await idOf(config, servers);
  const self = servers.findIndex((server) => server.id === id);
  const own = servers[self] ?? null;
  return {
    ...options,
    ...clientOf(config, own),
    self,
    peers: servers,
    hierarchy,
    ...(reconfigEnabled ? { rosterChanged: keeper(config.file, id) } : {}),
    described: {
      ...config.described,
      ...places(config),
      serverId: id,
      electionPort: own?.electionPort ?? -1,
      quorumPort: own?.port ?? -1,
    },
    warnings,
  };
}

/** Keys and secrets are in files of their own. */
async function secretsOf({ tls, sasl, peerSecretPath }: ZooConfig): Promise<ServerOptions> {
  const { usersPath, requiredSchemes } = sasl;
  return {
    sasl: saslOptionsOf(sasl, usersPath === null ? null : await textOf(usersPath)),
    requiredSchemes,
    secure: await secureOptionsOf(tls),
    peerTls: await peerTlsOf(tls),
    ...(peerSecretPath === null ? {} : { peerSecret: (await textOf(peerSecretPath)).trim() }),
  };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const place = { file: path, line: null, key: null };
    const remedy = 'name a file that is there and may be read';
    throw new ConfigError('unreadable', place, 'it cannot be read', remedy, { cause });
  }
}

/** The servers, wherever they stand, and what both files are warned of. */
async function serversOf(
  config: ZooConfig,
): Promise<Pick<ZooConfig, 'servers' | 'hierarchy' | 'warnings'>> {
  const { dynamicConfigFile: file, warnings } = config;
  if (file === null) return config;
  const dynamic = readDynamicConfig(await textOf(file), file, config.core);
  return { ...dynamic, warnings: [...warnings, ...dynamic.warnings] };
}

function* doubts(
  { file }: ZooConfig,
  servers: readonly ServerSpec[],
  isWeighed: boolean,
): Generator<ConfigWarning> {
  const place = { file, line: servers[0]?.line ?? null, key: null };
  if (servers.length === 1) yield { place, message: 'there is one server.N: it runs alone' };
  const voters = servers.filter(({ role }) => role === 'participant').length;
  if (voters > 0 && voters % 2 === 0 && !isWeighed) {
    const message = `${voters} voters survive no more failures than ${voters - 1} do`;
    yield { place, message };
  }
}

/**
 * Directories of their own for each core, for what one wrote no other can read.
 *
 * @throws ConfigError `foreign-data` where there are data of Apache's server, and none of ours
 */
async function directoriesOf(config: ZooConfig): Promise<ServerOptions> {
  const { dataDir, dataLogDir, core } = config;
  const directory = join(resolve(dataDir), `menagerie-${core}`);
  const isApart = resolve(dataLogDir) !== resolve(dataDir);
  if (!(await exists(directory))) {
    await refuseTheirs(config, 'dataDir');
    if (isApart) await refuseTheirs(config, 'dataLogDir');
  }
  const logDirectory = isApart ? join(resolve(dataLogDir), `menagerie-${core}`) : null;
  return { directory, logDirectory };
}

async function refuseTheirs(config: ZooConfig, key: 'dataDir' | 'dataLogDir'): Promise<void> {
  const place = config[key];
  const theirs = await namesIn(join(place, 'version-2'));
  if (!theirs.some((name) => /^(?:log|snapshot)\./.test(name))) return;
  throw new ConfigError(
    'foreign-data',
    { file: config.file, line: null, key },
    `${place} has data of Apache ZooKeeper, and a server that ignored them would begin empty`,
    `import them, or name another ${key}`,
  );
}

/** @throws ConfigError `missing-key` or `malformed-value` */
async function idOf({ dataDir }: ZooConfig, servers: readonly ServerSpec[]): Promise<number> {
  const file = join(dataDir, 'myid');
  const place = { file, line: 1, key: 'myid' };
  const known = servers.map(({ id }) => id).join(', ');
  const remedy = `write the number of this server into it, one of ${known}`;
  const text = (await readFile(file, 'utf8').catch(() => null))?.trim() ?? null;
  if (text === null) throw new ConfigError('missing-key', place, 'there is no such file', remedy);
  if (/^\d+$/.test(text) && servers.some(({ id }) => id === Number(text))) return Number(text);
  throw new ConfigError('malformed-value', place, `it says "${text}", which is no server`, remedy);
}

/** @throws ConfigError `missing-key` where no port is given for clients */
function clientOf({ options, file, tls }: ZooConfig, own: ServerSpec | null): ServerOptions {
  const given = own?.client ?? null;
  if (given !== null) return { host: given.host, clientPort: given.port };
  if (options.clientPort !== undefined) return {};
  // Whoever asks for TLS alone does not want a plain port beside it.
  if (tls.secure !== null) return { clientPort: null };
  const place = { file, line: null, key: 'clientPort' };
  const remedy = 'add a line such as clientPort=2181';
  throw new ConfigError('missing-key', place, 'clientPort is not set', remedy);
}

function places({ dataDir, dataLogDir }: ZooConfig) {
  return { dataDir: resolve(dataDir), dataLogDir: resolve(dataLogDir) };
}

/** Writes down each configuration, one after the other. */
function keeper(file: string, id: number): (roster: Roster) => Promise<void> {
  let written: Promise<unknown> = Promise.resolve();
  return async (roster) => {
    const before = written.catch(() => {});
    written = before.then(() => writeRoster(file, roster, id));
    await written;
  };
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

async function namesIn(path: string): Promise<string[]> {
  return await readdir(path).catch(() => []);
}
