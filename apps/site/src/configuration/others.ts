import type { OtherKeys } from './types.ts';

/** Keys that nothing comes of. A test holds them against the server's own. */
export const others = {
  /** Taken in silence: they say how Apache's server is built, or what is done here in any case. */
  idle: [
    {
      keys: ['autopurge.snapRetainCount', 'autopurge.purgeInterval'],
      because: {
        en: 'What nothing needs any more is purged after each snapshot, always',
        zh: '每次快照之后，用不着的都会清掉，一向如此',
      },
    },
    {
      keys: [
        'forceSync',
        'preAllocSize',
        'fsync.warningthresholdms',
        'snapSizeLimitInKb',
        'commitLogCount',
        'snapshot.trust.empty',
        'snapshot.compression.method',
        'digest.enabled',
      ],
      because: {
        en: 'The store has its own ways: every answer to a write waits for the disk',
        zh: '磁盘另有一套做法：每次写入都等刷盘之后才应答',
      },
    },
    {
      keys: [
        'electionAlg',
        'initLimit',
        'peerType',
        'leaderServes',
        'syncEnabled',
        'observer.reconnectDelayMs',
        'connectToLearnerMasterLimit',
        'cnxTimeout',
        'quorum.cnxn.threads.size',
        'multiAddress.reachabilityCheckEnabled',
        'multiAddress.reachabilityCheckTimeoutMs',
        'tcpKeepAlive',
      ],
      because: {
        en: 'Elections and links between servers are those of the core and of our own protocol',
        zh: '选举和成员之间的连接，由内核和我们自己的协议决定',
      },
    },
    {
      keys: [
        'serverCnxnFactory',
        'nio.numSelectorThreads',
        'nio.numWorkerThreads',
        'commitProcessor.numWorkerThreads',
        'maxResponseCacheSize',
        'maxGetChildrenResponseCacheSize',
        'netty.advancedFlowControl.enabled',
        'jvm.pause.monitor',
        'jvm.pause.warn-threshold.ms',
        'jvm.pause.info-threshold.ms',
        'jvm.pause.sleep.time.ms',
      ],
      because: {
        en: 'No threads, no Netty, no JVM. Stalls are watched in any case',
        zh: '没有线程，没有 Netty，没有 JVM。进程停顿则一直有人盯着',
      },
    },
    {
      keys: [
        'admin.commandURL',
        'admin.idleTimeout',
        'metricsProvider.exportJvmMetrics',
        'metricsProvider.numWorkerThreads',
        'metricsProvider.maxQueueSize',
        'metricsProvider.workerShutdownTimeoutMs',
      ],
      because: {
        en: 'The pages are at `/commands`, and there is no JVM to measure',
        zh: '页面固定在 `/commands`，也没有 JVM 可量',
      },
    },
    {
      keys: [
        'authProvider.x509',
        'ssl.authProvider',
        'ssl.protocol',
        'ssl.hostnameVerification',
        'ssl.clientHostnameVerification',
        'ssl.handshakeDetectionTimeoutMillis',
        'ssl.quorum.clientAuth',
        'ssl.quorum.enabledProtocols',
        'ssl.quorum.ciphersuites',
        'ssl.quorum.protocol',
        'ssl.quorum.clientHostnameVerification',
        'fips-mode',
      ],
      because: {
        en: 'Certificates of clients are known to `x509` without a provider; peers always need one',
        zh: '客户端证书不用配置就能供 `x509` 使用；成员之间一律要证书',
      },
    },
  ],
  /** Worth a warning in the log, unless set to what is the case anyway. */
  unsupported: [
    {
      keys: ['localSessionsEnabled', 'localSessionsUpgradingEnabled'],
      because: { en: 'Every session is replicated', zh: '会话一律复制' },
    },
    {
      keys: ['maxCnxns', 'requestThrottleLimit', 'connectionMaxTokens', 'largeRequestMaxBytes'],
      because: {
        en: 'The limits are those in the tables above',
        zh: '限额只有上面表中的那些',
      },
    },
    {
      keys: ['portUnification', 'client.portUnification'],
      because: { en: 'Plain and TLS are two ports', zh: '明文和 TLS 用两个端口' },
    },
    {
      keys: ['ssl.keyStore.reload'],
      because: {
        en: 'See `client.certReload` and `sslQuorumReloadCertFiles`',
        zh: '请用 `client.certReload` 和 `sslQuorumReloadCertFiles`',
      },
    },
    {
      keys: ['multiAddress.enabled', 'observerMasterPort', 'oraclePath'],
      because: {
        en: 'One address for each server, no oracle between two, observers of the leader',
        zh: '每台服务器一个地址，两台之间没有 oracle 仲裁，观察者直接跟随领导者',
      },
    },
    {
      keys: ['authProvider.*'],
      because: {
        en: 'The schemes are `world`, `auth`, `digest`, `ip`, `x509` and, where `saslUsersPath` is set, `sasl`: that one may be named here',
        zh: '认证方式只有 `world`、`auth`、`digest`、`ip`、`x509`，以及设了 `saslUsersPath` 时的 `sasl`：这里可以写它',
      },
    },
  ],
  /** With `true` the server does not start: who asks for a protection is not to go without it. */
  refused: [
    {
      keys: [
        'quorum.auth.enableSasl',
        'quorum.auth.learnerRequireSasl',
        'quorum.auth.serverRequireSasl',
      ],
      because: {
        en: 'SASL is for clients. Servers know each other by `peerSecretPath` or certificates',
        zh: 'SASL 只用于客户端。成员之间用 `peerSecretPath` 或证书',
      },
    },
    {
      keys: ['ssl.crl', 'ssl.ocsp', 'ssl.quorum.crl', 'ssl.quorum.ocsp'],
      because: { en: 'Revoked certificates are not looked up', zh: '不查询证书吊销' },
    },
  ],
} as const satisfies Readonly<Record<string, readonly OtherKeys[]>>;
