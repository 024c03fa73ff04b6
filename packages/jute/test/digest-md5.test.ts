import { createHash } from 'node:crypto';
import {
  DigestMd5Error,
  digestMd5Proof,
  type Md5,
  readDigestMd5Challenge,
  readDigestMd5Response,
  readDigestMd5Rspauth,
  writeDigestMd5Challenge,
  writeDigestMd5Response,
  writeDigestMd5Rspauth,
} from '@menagerie/jute';
import { describe, expect, it } from 'vitest';

const md5: Md5 = (data) => new Uint8Array(createHash('md5').update(data).digest());
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

/** The example of RFC 2831, section 4. */
const CHRIS = {
  user: 'chris',
  password: 'secret',
  realm: 'elwood.innosoft.com',
  nonce: 'OA6MG9tEQGm2hh',
  cnonce: 'OA6MHXh6VqTrRk',
  nc: '00000001',
  uri: 'imap/elwood.innosoft.com',
  authzid: null,
};

function code(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DigestMd5Error) return error.code;
    throw error;
  }
  return 'none';
}

describe('DIGEST-MD5', () => {
  it('proves of both ends what the example of the RFC has', () => {
    expect(digestMd5Proof(md5, 'client', CHRIS)).toBe('d388dad90d4bbd760a152321f2143af7');
    expect(digestMd5Proof(md5, 'server', CHRIS)).toBe('ea40f60335c427b5527b84dbabcdfffd');
  });

  it('reads the tokens of that example', () => {
    const challenge =
      'realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8';
    const { realm, nonce } = CHRIS;
    expect(readDigestMd5Challenge(bytes(challenge))).toEqual({ realm, nonce });
    const response =
      'charset=utf-8,username="chris",realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",' +
      'nc=00000001,cnonce="OA6MHXh6VqTrRk",digest-uri="imap/elwood.innosoft.com",' +
      'response=d388dad90d4bbd760a152321f2143af7,qop=auth';
    const { password: _, ...said } = CHRIS;
    const whole = { ...said, response: 'd388dad90d4bbd760a152321f2143af7' };
    expect(readDigestMd5Response(bytes(response))).toEqual(whole);
    const rspauth = readDigestMd5Rspauth(bytes('rspauth=ea40f60335c427b5527b84dbabcdfffd'));
    expect(rspauth).toBe('ea40f60335c427b5527b84dbabcdfffd');
  });

  it.each(['bob', 'B\\ob "the, builder"', 'Žižek', 'Müller', '饕餮'])(
    'reads what it wrote of %s',
    (name) => {
      const { password: _, ...rest } = CHRIS;
      const said = { ...rest, user: name, realm: name, authzid: name, response: 'ab' };
      expect(readDigestMd5Response(writeDigestMd5Response(said))).toEqual(said);
      const challenge = { realm: name, nonce: 'n' };
      expect(readDigestMd5Challenge(writeDigestMd5Challenge(challenge))).toEqual(challenge);
      expect(readDigestMd5Rspauth(writeDigestMd5Rspauth('ff'))).toBe('ff');
    },
  );

  it('hashes names in ISO 8859-1 where that has them, as the RFC wants', () => {
    const own = { ...CHRIS, user: 'Müller', realm: '' };
    const secret = md5(Buffer.from('Müller::secret', 'latin1'));
    const a1 = md5(Buffer.concat([secret, bytes(`:${own.nonce}:${own.cnonce}`)]));
    const a2 = md5(bytes(`AUTHENTICATE:${own.uri}`));
    const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');
    const all = [hex(a1), own.nonce, own.nc, own.cnonce, 'auth', hex(a2)].join(':');
    expect(digestMd5Proof(md5, 'client', own)).toBe(hex(md5(bytes(all))));
  });

  it('tells as whom the user wants to act from nobody', () => {
    const as = digestMd5Proof(md5, 'client', { ...CHRIS, authzid: 'eve' });
    expect(as).not.toBe(digestMd5Proof(md5, 'client', CHRIS));
  });

  it.each([
    ['', 'malformed'],
    ['realm="a"', 'malformed'],
    ['nonce="a"', 'unsupported'],
    ['nonce="a",algorithm=md5', 'unsupported'],
    ['nonce="a",algorithm=md5-sess,qop="auth-conf"', 'unsupported'],
    ['nonce="a",nonce="b",algorithm=md5-sess', 'malformed'],
    ['nonce="a,algorithm=md5-sess', 'malformed'],
    ['nonce', 'malformed'],
    ['=', 'malformed'],
    [`nonce="${'a'.repeat(4096)}",algorithm=md5-sess`, 'malformed'],
    ['nonce="a",realm="r",realm="s",qop="auth-int, auth",algorithm=md5-sess', 'none'],
    [',, NONCE = "a" ,algorithm=md5-sess, ', 'none'],
  ])('says of the challenge %j that it is %s', (token, expected) => {
    expect(code(() => readDigestMd5Challenge(bytes(token)))).toBe(expected);
  });

  it('takes each part of a response as needed, and knows one charset', () => {
    const { password: _, ...said } = CHRIS;
    const whole = text(writeDigestMd5Response({ ...said, response: 'ab' }));
    for (const key of ['username', 'nonce', 'cnonce', 'nc', 'digest-uri', 'response']) {
      const without = whole.replace(new RegExp(`(^|,)${key}=[^,]*`), '');
      expect([key, code(() => readDigestMd5Response(bytes(without)))]).toEqual([key, 'malformed']);
    }
    const other = whole.replace('charset=utf-8', 'charset=utf-16');
    expect(code(() => readDigestMd5Response(bytes(other)))).toBe('malformed');
    const more = whole.replace('qop=auth', 'qop=auth-conf');
    expect(code(() => readDigestMd5Response(bytes(more)))).toBe('unsupported');
    expect(code(() => readDigestMd5Rspauth(bytes('rsp=1')))).toBe('malformed');
  });
});
