import { readFileSync } from 'node:fs';
import { CLIENT_LIMITS } from '@menagerie/server';
import { readConfig } from '@menagerie/server/node';
import { describe, expect, it } from 'vitest';
import { fateOf, type KeyFate, knownKeys } from '../../../packages/server/src/node/config/keys.ts';
import { honoured } from '../src/configuration/honoured.ts';
import { others } from '../src/configuration/others.ts';
import type { HonouredKey, OtherKeys } from '../src/configuration/types.ts';

const groups: readonly HonouredKey[] = Object.values(honoured).flat();
const keysOf = (of: readonly OtherKeys[]): string[] => of.flatMap(({ keys }) => keys);
const listed: Readonly<Record<KeyFate, readonly string[]>> = {
  honoured: groups.map(({ key }) => key),
  idle: keysOf(others.idle),
  unsupported: keysOf(others.unsupported),
  refused: keysOf(others.refused),
};
/** Families of keys: the server knows them by a pattern. */
const FAMILIES = ['server.N', 'group.N', 'weight.N', 'authProvider.*'];

describe('the page on configuration', () => {
  // If this fails, the server takes other keys by now: say so in `src/configuration`.
  it.each(Object.entries(listed))('has each key that is %s, once, and no other', (fate, keys) => {
    const known = [...knownKeys()].filter(([, its]) => its === fate).map(([key]) => key);
    expect(keys.filter((key) => !FAMILIES.includes(key)).sort()).toEqual(known.sort());
  });

  it('says of families of keys what becomes of their members', () => {
    for (const [fate, keys] of Object.entries(listed)) {
      for (const key of keys.filter((one) => FAMILIES.includes(one))) {
        expect(fateOf(key.replace(/[N*]$/, '7'))).toBe(fate);
      }
    }
  });
});

const BASE = 'dataDir=/data\nclientPort=2181\n';
/** What `options.ts` says of each option, and the limits of clients. */
const options = new URL('../../../packages/server/src/node/options.ts', import.meta.url);
const defaults = /@default '?([^\s']+)'?[^*]*\*\/\s+readonly (\w+)\?/g;
const documented = new Map<string, string>([
  ...[...readFileSync(options, 'utf8').matchAll(defaults)].map(
    ([, value = '', name = '']): [string, string] => [name, value],
  ),
  ...Object.entries(CLIENT_LIMITS).map(([name, value]): [string, string] => [
    `limits.${name}`,
    String(value),
  ]),
]);

/** What a file comes to, each thing by its name. */
function comesTo(text: string): ReadonlyMap<string, string> {
  const { options, described, tls, sasl, core } = readConfig(text);
  const { limits = {}, ...others } = options;
  const named = (prefix: string, all: object): [string, string][] =>
    Object.entries(all).map(([name, value]) => [prefix + name, JSON.stringify(value)]);
  return new Map([
    ...named('', { ...others, core }),
    ...named('limits.', limits),
    ...named('described.', described),
    ...named('sasl.', sasl),
    ...named('tls.', {
      checkHost: tls.peers?.checkHost ?? null,
      reloads: [tls.clients.reloads, tls.peers?.files.reloads ?? null],
    }),
  ]);
}

/** To see a default of these, something else has to be switched on. */
const WITH: Readonly<Record<string, string>> = {
  'admin.serverPort': 'admin.enableServer=true\n',
  'admin.serverAddress': 'admin.enableServer=true\n',
  'metricsProvider.httpPort': 'metricsProvider.className=x.PrometheusMetricsProvider\n',
  'metricsProvider.httpHost': 'metricsProvider.className=x.PrometheusMetricsProvider\n',
  'ssl.quorum.hostnameVerification': 'sslQuorum=true\n',
  sslQuorumReloadCertFiles: 'sslQuorum=true\n',
  sessionRequireClientSASLAuth: 'saslUsersPath=/users\n',
  requireClientAuthScheme: 'saslUsersPath=/users\n',
  'enforce.auth.enabled': 'enforce.auth.schemes=digest\n',
};
const OTHER: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  zab: 'raft',
  '0.0.0.0': '::1',
  none: 'sasl',
};

describe.each(
  groups.flatMap(({ key, standard }) => (typeof standard === 'string' ? [{ key, standard }] : [])),
)('$key', ({ key, standard }) => {
  const base = BASE + (WITH[key] ?? '');
  const before = comesTo(base);

  it(`is ${standard} where a file does not say`, () => {
    for (const [name, value] of comesTo(`${base}${key}=${standard}\n`)) {
      if (before.get(name) === value) continue;
      // Not set, it is left to the default of the option.
      expect([name, before.get(name)]).toEqual([name, undefined]);
      expect([name, documented.get(name)]).toEqual([name, value.replaceAll('"', '')]);
    }
  });

  it('can be something else', () => {
    const value = OTHER[standard] ?? String(Number(standard) + 7);
    expect(comesTo(`${base}${key}=${value}\n`)).not.toEqual(before);
  });
});
