import { createPrivateKey, X509Certificate } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { configOf, startServer } from '@menagerie/server/node';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { isJks, readJks } from '../src/node/tls/jks.ts';
import { RawClient } from './helpers/raw-client.ts';

// Made by keytool, for a hundred years: a key with its certificate, and that certificate alone.
const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);
const KEYS = readFileSync(fixture('server.jks'));
const TRUST = readFileSync(fixture('trust.jks'));
const PASSWORD = 'zookeeper';

describe('a key store of Java', () => {
  it('has a key, and the certificate that belongs to it', () => {
    expect(isJks(KEYS)).toBe(true);
    const { keys, trusted } = readJks(KEYS, PASSWORD);
    const [{ key, cert } = { key: '', cert: '' }] = keys;
    expect(keys).toHaveLength(1);
    const certificate = new X509Certificate(cert);
    expect(certificate.subject).toBe('O=Zoo\nCN=keeper');
    expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(trusted).toEqual([cert]);
  });

  it('tells whom it trusts without a password', () => {
    const [{ cert } = { cert: '' }] = readJks(KEYS, PASSWORD).keys;
    expect(readJks(TRUST, null)).toEqual({ keys: [], trusted: [cert] });
    expect(readJks(TRUST, PASSWORD)).toEqual({ keys: [], trusted: [cert] });
  });

  it('is of no use with a wrong password, cut short, or changed by one bit', () => {
    const wrong = 'the password is wrong, or the file is damaged';
    expect(() => readJks(KEYS, 'zookeepers')).toThrow(wrong);
    const damaged = Uint8Array.from(KEYS, (byte, at) => (at === 200 ? byte ^ 1 : byte));
    expect(() => readJks(damaged, PASSWORD)).toThrow(wrong);
    for (const length of [0, 3, 20, 100, TRUST.length - 1]) {
      expect(() => readJks(TRUST.subarray(0, length), null)).toThrow(RangeError);
    }
    expect(isJks(Uint8Array.of(0x30, 0x82, 1, 1, 1))).toBe(false);
  });
});

describe('a zoo.cfg that names such stores', () => {
  let directory = '';
  let keys: string[] = [];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const names = ['server.jks', 'trust.jks', 'trust.p12', 'trust-old.p12'] as const;
    for (const name of names) copyFileSync(fixture(name), join(directory, name));
    const at = (name: (typeof names)[number]): string => join(directory, name);
    keys = [
      `dataDir=${directory}`,
      'secureClientPort=0',
      'secureClientPortAddress=127.0.0.1',
      `ssl.keyStore.location=${at('server.jks')}`,
      `ssl.keyStore.password=${PASSWORD}`,
      `ssl.trustStore.location=${at('trust.jks')}`,
      `ssl.trustStore.password=${PASSWORD}`,
    ];
  });

  const write = (lines: readonly string[]): string => {
    const config = join(directory, 'zoo.cfg');
    writeFileSync(config, lines.join('\n'));
    return config;
  };

  it.each(['trust.jks', 'trust.p12'])(
    'is all that a server takes to speak TLS: %s',
    async (name) => {
      const lines = keys.map((line) => line.replace('trust.jks', name));
      const running = await startServer({ config: write(lines) });
      onTestFinished(() => running.close());
      const [own = { key: '', cert: '' }] = readJks(KEYS, PASSWORD).keys;
      for (;;) {
        const port = running.securePort ?? 0;
        const socket = connect({ port, host: '127.0.0.1', ca: own.cert, ...own });
        const client = RawClient.over(socket);
        // Who leads serves once it has applied its own opening.
        if ((await client.greet()) === null) continue;
        const user = { authScheme: 'x509', user: 'CN=keeper,O=Zoo' };
        expect(await client.ask('whoAmI', null)).toMatchObject({
          body: { clientInfo: [{ authScheme: 'ip' }, user] },
        });
        client.vanish();
        return;
      }
    },
  );

  it.each([
    ['server.jks cannot be used: the password is wrong', 4, 'ssl.keyStore.password=other'],
    ['trust.jks has no private key', 3, 'ssl.keyStore.location=trust.jks'],
  ])('is told that %s', async (message, at, line) => {
    const wrong = line.replace('=trust.jks', `=${join(directory, 'trust.jks')}`);
    const config = write(keys.map((key, i) => (i === at ? wrong : key)));
    const place = { key: 'ssl.keyStore.location', line: 4 };
    await expect(configOf(config)).rejects.toMatchObject({
      code: 'malformed-value',
      place,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['trust.p12', 'other', 'trust.p12 cannot be used: Integrity for the PKCS#12 data is broken'],
    ['trust-old.p12', PASSWORD, 'one of an old Java becomes PEM with keytool -list -rfc'],
  ])('is told what is wrong with %s and the password %s', async (name, password, message) => {
    const path = join(directory, name);
    const trust = [`ssl.trustStore.location=${path}`, `ssl.trustStore.password=${password}`];
    await expect(configOf(write([...keys.slice(0, 5), ...trust]))).rejects.toMatchObject({
      code: 'malformed-value',
      place: { key: 'ssl.trustStore.location', line: 6 },
      message: expect.stringContaining(message),
    });
  });
});
