import { isOfHierarchy } from '@menagerie/server';

/** What becomes of a key. */
export type KeyFate =
  /** It does what it says. */
  | 'honoured'
  /** It is about how Apache's server is built, and there is nothing here to set. */
  | 'idle'
  /** It would change what the server does, and does not: worth a warning. */
  | 'unsupported'
  /** It would make the server safer than it can be: it does not start, if the key is set to yes. */
  | 'refused';

const HONOURED = `
  dataDir dataLogDir clientPort clientPortAddress secureClientPort secureClientPortAddress tickTime
  syncLimit minSessionTimeout maxSessionTimeout
  clientPortListenBacklog dynamicConfigFile quorumListenOnAllIPs snapCount extendedTypesEnabled
  4lw.commands.whitelist admin.enableServer admin.serverPort admin.serverAddress
  metricsProvider.className metricsProvider.httpPort metricsProvider.httpHost audit.enable
  znode.container.checkIntervalMs znode.container.maxPerMinute
  znode.container.maxNeverUsedIntervalMs sslQuorum ssl.clientAuth
  ssl.keyStore.location ssl.keyStore.password ssl.keyStore.passwordPath ssl.keyStore.type
  ssl.trustStore.location ssl.trustStore.password ssl.trustStore.passwordPath ssl.trustStore.type
  ssl.quorum.trustStore.password ssl.quorum.trustStore.passwordPath ssl.enabledProtocols ssl.ciphersuites
  ssl.quorum.keyStore.location ssl.quorum.keyStore.password ssl.quorum.keyStore.passwordPath
  ssl.quorum.keyStore.type ssl.quorum.trustStore.location ssl.quorum.trustStore.type
  ssl.quorum.hostnameVerification client.certReload sslQuorumReloadCertFiles
  X509AuthenticationProvider.superUser readonlymode.enabled
  enforceQuota skipACL jute.maxbuffer maxClientCnxns globalOutstandingLimit
  DigestAuthenticationProvider.superDigest superUser allowSaslFailedClients saslUsersPath
  sessionRequireClientSASLAuth requireClientAuthScheme enforce.auth.enabled enforce.auth.schemes
  core cluster silenceMs stallMs peerSecret peerSecretPath
  reconfigEnabled standaloneEnabled
`;

const IDLE = `
  electionAlg initLimit peerType ssl.hostnameVerification
  ssl.quorum.clientAuth autopurge.snapRetainCount autopurge.purgeInterval preAllocSize forceSync
  syncEnabled fsync.warningthresholdms connectToLearnerMasterLimit cnxTimeout
  quorum.cnxn.threads.size jvm.pause.monitor jvm.pause.warn-threshold.ms
  jvm.pause.info-threshold.ms jvm.pause.sleep.time.ms snapshot.trust.empty
  snapshot.compression.method admin.commandURL admin.idleTimeout metricsProvider.exportJvmMetrics
  metricsProvider.numWorkerThreads metricsProvider.maxQueueSize
  metricsProvider.workerShutdownTimeoutMs serverCnxnFactory nio.numSelectorThreads
  nio.numWorkerThreads commitProcessor.numWorkerThreads maxResponseCacheSize
  maxGetChildrenResponseCacheSize snapSizeLimitInKb commitLogCount
  authProvider.x509 ssl.authProvider ssl.protocol digest.enabled
  leaderServes tcpKeepAlive netty.advancedFlowControl.enabled observer.reconnectDelayMs
  multiAddress.reachabilityCheckEnabled multiAddress.reachabilityCheckTimeoutMs
  ssl.handshakeDetectionTimeoutMillis
  ssl.quorum.enabledProtocols ssl.quorum.ciphersuites ssl.quorum.protocol
  ssl.clientHostnameVerification ssl.quorum.clientHostnameVerification fips-mode
`;

const UNSUPPORTED = `
  localSessionsEnabled localSessionsUpgradingEnabled multiAddress.enabled observerMasterPort
  portUnification client.portUnification oraclePath
  maxCnxns requestThrottleLimit connectionMaxTokens largeRequestMaxBytes
  ssl.keyStore.reload
`;

const REFUSED = `
  quorum.auth.enableSasl quorum.auth.learnerRequireSasl quorum.auth.serverRequireSasl
  ssl.crl ssl.ocsp ssl.quorum.crl ssl.quorum.ocsp
`;

const FATES: ReadonlyMap<string, KeyFate> = new Map<string, KeyFate>([
  ...listed(HONOURED, 'honoured'),
  ...listed(IDLE, 'idle'),
  ...listed(UNSUPPORTED, 'unsupported'),
  ...listed(REFUSED, 'refused'),
]);

function listed(keys: string, fate: KeyFate): [string, KeyFate][] {
  return keys
    .trim()
    .split(/\s+/)
    .map((key): [string, KeyFate] => [key, fate]);
}

/** Every key that is known by its whole name, and what becomes of it. */
export function knownKeys(): Iterable<readonly [key: string, fate: KeyFate]> {
  return FATES;
}

/** What becomes of a key with a value; null where nobody knows it. */
export function fateOf(key: string, value = ''): KeyFate | null {
  if (/^server\.\d+$/.test(key)) return 'honoured';
  if (isOfHierarchy(key)) return 'honoured';
  if (key.startsWith('authProvider.')) {
    // Whether it has an effect depends on whether there are users.
    const isSasl = value.trim().endsWith('.SASLAuthenticationProvider');
    return isSasl ? 'honoured' : (FATES.get(key) ?? 'unsupported');
  }
  return FATES.get(key) ?? null;
}

/** The known key that looks most like another, if one does. */
export function nearestKey(key: string): string | null {
  // The prefix that they have as properties of Java is wrong in the file.
  const bare = key.replace(/^zookeeper\./, '');
  if (FATES.has(bare)) return bare;
  let nearest: string | null = null;
  let least = Math.max(2, Math.floor(key.length / 3)) + 1;
  for (const known of FATES.keys()) {
    const distance = distanceOf(key.toLowerCase(), known.toLowerCase());
    if (distance >= least) continue;
    nearest = known;
    least = distance;
  }
  return nearest;
}

/** How many letters have to be put in, taken out or replaced. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
