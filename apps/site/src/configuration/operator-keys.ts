import type { Bilingual } from '../corrections/types.ts';
import type { HonouredKey } from './types.ts';

const none: Bilingual = { en: 'none', zh: '无' };

/** For those who look after a server. */
export const operatorKeys = {
  operators: [
    {
      key: '4lw.commands.whitelist',
      standard: { en: 'the safe ones', zh: '安全的那些' },
      means: {
        en: 'Four-letter words that are answered, with commas between; `*` for all',
        zh: '应答哪些四字命令，逗号分隔；`*` 为全部',
      },
    },
    {
      key: 'admin.enableServer',
      standard: {
        en: '`true` where a port is set, else `false`',
        zh: '设了端口为 `true`，否则 `false`',
      },
      means: { en: 'Whether there are pages for operators', zh: '是否提供运维页面' },
    },
    {
      key: 'admin.serverPort',
      standard: '8080',
      means: { en: 'Where they are, once enabled', zh: '启用之后的端口' },
    },
    {
      key: 'admin.serverAddress',
      standard: '0.0.0.0',
      means: { en: 'And at which address', zh: '监听的地址' },
    },
    {
      key: 'metricsProvider.className',
      standard: none,
      means: {
        en: 'A name that ends with `PrometheusMetricsProvider` opens a port for Prometheus',
        zh: '名字以 `PrometheusMetricsProvider` 结尾，就为 Prometheus 开一个端口',
      },
    },
    {
      key: 'metricsProvider.httpPort',
      standard: '7000',
      means: { en: 'That port', zh: '那个端口' },
    },
    {
      key: 'metricsProvider.httpHost',
      standard: '0.0.0.0',
      means: { en: 'And its address', zh: '及其地址' },
    },
    {
      key: 'audit.enable',
      standard: 'false',
      means: {
        en: 'Whether each change, made or refused, is a line in the log',
        zh: '每次更改，无论成功还是被拒，是否都记一行日志',
      },
    },
  ],
} as const satisfies Readonly<Record<string, readonly HonouredKey[]>>;
