import type { CoreName, Hierarchy, SurveyedSettings } from '@menagerie/server';
import type { PageOptions } from '../admin.ts';
import type { ServerOptions } from '../options.ts';
import { ConfigError, type ConfigWarning } from './errors.ts';
import { ofHierarchy, quorumsIn } from './quorums.ts';
import { type SaslConfig, saslIn } from './sasl-config.ts';
import { type ServerSpec, serverSpecOf } from './server-spec.ts';
import { type TlsConfig, tlsIn } from './tls-files.ts';
import { Values } from './values.ts';

/** What a `zoo.cfg` says. */
export interface ZooConfig {
  /** As it was named. */
  readonly file: string;
  readonly core: CoreName;
  readonly dataDir: string;
  readonly dataLogDir: string;
  /** By their numbers; empty for a server that is alone. */
  readonly servers: readonly ServerSpec[];
  /** Their groups and weights; null where all voters count alike. */
  readonly hierarchy: Hierarchy | null;
  /** A file that has the servers instead. */
  readonly dynamicConfigFile: string | null;
  /** What does not depend on which of the servers it is. */
  readonly options: ServerOptions;
  readonly described: Partial<SurveyedSettings>;
  readonly tls: TlsConfig;
  readonly sasl: SaslConfig;
  /** A file that has what all servers know and nobody else. */
  readonly peerSecretPath: string | null;
  readonly warnings: readonly ConfigWarning[];
}

const CORES = ['zab', 'raft', 'paxos'] as const;
const MOST_PORT = 65_535;
const DEFAULT_METRICS = 'org.apache.zookeeper.metrics.impl.DefaultMetricsProvider';
/** A leader that was silent for so long is replaced, where nothing says less. In milliseconds. */
const SILENCE_MS = 500;

/**
 * Reads a `zoo.cfg`, as ZooKeeper's documentation describes it, with `core` and a few keys of our own.
 *
 * @param file the name of the file, for messages
 * @throws ConfigError for what no server can start with
 */
export function readConfig(text: string, file = 'zoo.cfg'): ZooConfig {
  const values = new Values(text, file);
  const dataDir = values.text('dataDir');
  if (dataDir === null || dataDir === '') {
    const remedy = 'add a line such as dataDir=/var/lib/zookeeper';
    throw new ConfigError('missing-key', whole(file, 'dataDir'), 'dataDir is not set', remedy);
  }
  const tickMs = values.int('tickTime', 1) ?? 3000;
  const dynamicConfigFile = values.text('dynamicConfigFile');
  const servers = serversIn(values);
  const [moved] = [...servers.map(({ id }) => `server.${id}`), ...ofHierarchy(values)];
  if (dynamicConfigFile !== null && moved !== undefined) {
    const kind = moved.replace(/\..*/, '.N');
    throw new ConfigError(
      'contradiction',
      values.place(moved),
      `there is a dynamicConfigFile, and a ${kind} here as well`,
      `put all ${kind} into the one or the other`,
    );
  }
  const core = values.oneOf('core', CORES) ?? 'zab';
  return {
    file,
    core,
    dataDir,
    dataLogDir: values.text('dataLogDir') ?? dataDir,
    servers,
    hierarchy: quorumsIn(values, servers, core),
    dynamicConfigFile,
    options: optionsIn(values, tickMs),
    described: describedIn(values, tickMs),
    tls: tlsIn(values),
    sasl: saslIn(values),
    peerSecretPath: values.text('peerSecretPath'),
    warnings: values.warnings,
  };
}

/**
 * The servers of a dynamic configuration, and how they count.
 *
 * @throws ConfigError `malformed-value`, `contradiction` or `unsupported`
 */
export function readDynamicConfig(
  text: string,
  file: string,
  core: CoreName,
): Pick<ZooConfig, 'servers' | 'hierarchy' | 'warnings'> {
  const values = new Values(text, file);
  const servers = serversIn(values);
  return { servers, hierarchy: quorumsIn(values, servers, core), warnings: values.warnings };
}

function serversIn(values: Values): ServerSpec[] {
  const found: ServerSpec[] = [];
  for (const key of values.keys) {
    if (!/^server\.\d+$/.test(key)) continue;
    const spec = serverSpecOf(key, values.text(key) ?? '', values.place(key));
    if (spec.others > 0) values.warn(key, `of the addresses of ${key} the first one is used`);
    found.push(spec);
  }
  return found.sort((one, other) => one.id - other.id);
}

function optionsIn(values: Values, tickMs: number): ServerOptions {
  const words = values.text('4lw.commands.whitelist');
  const neverUsed = values.int('znode.container.maxNeverUsedIntervalMs', 0) ?? 0;
  return {
    host: values.text('clientPortAddress') ?? '0.0.0.0',
    ...given('clientPort', values.int('clientPort', 0, MOST_PORT)),
    tickMs,
    ...given('backlog', limit(values.int('clientPortListenBacklog', -1))),
    ...given('minSessionMs', limit(values.int('minSessionTimeout', -1))),
    ...given('maxSessionMs', limit(values.int('maxSessionTimeout', -1))),
    silenceMs: silenceIn(values, tickMs),
    ...given('stallMs', values.int('stallMs', 50)),
    ...given('compactEvery', values.int('snapCount', 2)),
    ...given('ttl', values.bool('extendedTypesEnabled')),
    ...given('reapCheckMs', values.int('znode.container.checkIntervalMs', 1)),
    ...given('reapPerMinute', values.int('znode.container.maxPerMinute', 1)),
    admin: adminIn(values),
    metrics: metricsIn(values),
    ...given('readOnly', values.bool('readonlymode.enabled')),
    ...given('reconfigEnabled', values.bool('reconfigEnabled')),
    ...given('standaloneEnabled', values.bool('standaloneEnabled')),
    ...given('cluster', values.text('cluster')),
    ...given('peerSecret', values.text('peerSecret')),
    ...(values.bool('quorumListenOnAllIPs') === true ? { peerListenHost: '0.0.0.0' } : {}),
    ...given('audit', values.bool('audit.enable')),
    ...given('enforceQuota', values.bool('enforceQuota')),
    ...given('skipACL', skipsIn(values)),
    limits: {
      ...given('perAddress', values.int('maxClientCnxns', 0)),
      ...given('outstanding', values.int('globalOutstandingLimit', 1)),
      ...given('maxBytes', values.int('jute.maxbuffer', 1)),
      ...given('superDigest', values.text('DigestAuthenticationProvider.superDigest')),
    },
    neverUsedMs: neverUsed === 0 ? null : neverUsed,
    ...given('words', words === null ? null : words.split(',').map((word) => word.trim())),
  };
}

/**
 * Apache's leader may be silent for syncLimit ticks, ten seconds in most files. Ours is replaced
 * much sooner, unless the file has a key of its own for that; but never later than Apache's.
 */
function silenceIn(values: Values, tickMs: number): number {
  const syncLimit = values.int('syncLimit', 1) ?? 5;
  return values.int('silenceMs', 10) ?? Math.min(SILENCE_MS, syncLimit * tickMs);
}

/** Apache's wants `yes` here, where it wants `true` elsewhere. */
function skipsIn(values: Values): boolean | null {
  const said = values.oneOf('skipACL', ['yes', 'no', 'true', 'false']);
  return said === null ? null : said === 'yes' || said === 'true';
}

/** Apache's takes port 8080 unasked; ours takes one where a port or `admin.enableServer` is set. */
function adminIn(values: Values): PageOptions | null {
  const port = values.int('admin.serverPort', 0, MOST_PORT);
  const enabled = values.bool('admin.enableServer') ?? port !== null;
  if (!enabled) return null;
  return { host: values.text('admin.serverAddress') ?? '0.0.0.0', port: port ?? 8080 };
}

function metricsIn(values: Values): PageOptions | null {
  const provider = values.text('metricsProvider.className') ?? DEFAULT_METRICS;
  if (provider === DEFAULT_METRICS) return null;
  if (!provider.endsWith('.PrometheusMetricsProvider')) {
    values.warn(
      'metricsProvider.className',
      `there are metrics for Prometheus, and not ${provider}`,
    );
    return null;
  }
  const port = values.int('metricsProvider.httpPort', 0, MOST_PORT) ?? 7000;
  return { host: values.text('metricsProvider.httpHost') ?? '0.0.0.0', port };
}

function describedIn(values: Values, tickMs: number): Partial<SurveyedSettings> {
  const least = limit(values.int('minSessionTimeout', -1)) ?? 2 * tickMs;
  const most = limit(values.int('maxSessionTimeout', -1)) ?? 20 * tickMs;
  if (least > most) {
    throw new ConfigError(
      'contradiction',
      values.place('minSessionTimeout'),
      `minSessionTimeout is ${least} ms, and maxSessionTimeout ${most} ms`,
      `set minSessionTimeout to at most ${most}`,
    );
  }
  return {
    initLimit: values.int('initLimit', 1) ?? 10,
    syncLimit: values.int('syncLimit', 1) ?? 5,
    maxClientCnxns: values.int('maxClientCnxns', 0) ?? 60,
    clientPortListenBacklog: values.int('clientPortListenBacklog', -1) ?? -1,
  };
}

function limit(value: number | null): number | null {
  return value === -1 ? null : value;
}

/** An option only where it is set: a default stays where it is not. */
function given<K extends string, T>(key: K, value: T | null): Partial<Record<K, T>>;
function given(key: string, value: unknown): Record<string, unknown> {
  return value === null ? {} : { [key]: value };
}

function whole(file: string, key: string) {
  return { file, line: null, key };
}
