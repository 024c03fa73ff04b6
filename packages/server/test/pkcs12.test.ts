import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJks } from '../src/node/tls/jks.ts';
import { trustedInPkcs12 } from '../src/node/tls/pkcs12.ts';

// Made by keytool and OpenSSL of the certificate in server.jks: see there.
const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name));
const PASSWORD = 'zookeeper';
const [{ cert } = { cert: '' }] = readJks(fixture('server.jks'), PASSWORD).keys;

describe('a trust store that is PKCS #12', () => {
  it.each([
    ['trust.p12', 'of keytool', PASSWORD],
    ['trust-open.p12', 'without a password', null],
    ['trust-openssl.p12', 'of OpenSSL, which marks nothing', PASSWORD],
    ['server.p12', 'with a key', PASSWORD],
  ])('%s, %s, tells whom it trusts', async (name, _of, password) => {
    expect(await trustedInPkcs12(fixture(name), password)).toEqual([cert]);
  });

  it('is of no use with a wrong password, cut short, or changed by one bit', async () => {
    const whole = fixture('trust.p12');
    await expect(trustedInPkcs12(whole, 'zookeepers')).rejects.toThrow('Integrity');
    await expect(trustedInPkcs12(whole, null)).rejects.toThrow('Integrity');
    const damaged = Uint8Array.from(whole, (byte, at) => (at === 200 ? byte ^ 1 : byte));
    await expect(trustedInPkcs12(damaged, PASSWORD)).rejects.toBeInstanceOf(Error);
    for (const length of [0, 3, 100, whole.length - 1]) {
      await expect(trustedInPkcs12(whole.subarray(0, length), PASSWORD)).rejects.toBeInstanceOf(
        Error,
      );
    }
  });

  it('is refused where it is encrypted as nobody does any more', async () => {
    const old = fixture('trust-old.p12');
    await expect(trustedInPkcs12(old, PASSWORD)).rejects.toThrow('contentEncryptionAlgorithm');
  });
});
