import { createHash } from 'node:crypto';
import {
  digestMd5Proof,
  ErrorCode,
  readDigestMd5Response,
  writeDigestMd5Challenge,
  writeDigestMd5Rspauth,
} from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { ours } from './helpers/servers.ts';
import { SimulatedServers } from './helpers/simulated-server.ts';
import { testSasl } from './suites/sasl.ts';

for (const backend of ours) testSasl(backend);

const BOB = { user: 'bob', password: 'secret' };
const md5 = (data: Uint8Array) => new Uint8Array(createHash('md5').update(data).digest());

/** A server that knows the password, or thinks it does. */
function knowing(servers: SimulatedServers, password: string): void {
  servers.sasl = (token) => {
    if (token.length === 0) return writeDigestMd5Challenge({ realm: 'r', nonce: 'n' });
    const said = { ...readDigestMd5Response(token), password };
    return writeDigestMd5Rspauth(digestMd5Proof(md5, 'server', said));
  };
}

describe('a client that logs in', () => {
  it('does so before its other credentials, and before what it is asked for', async () => {
    const servers = new SimulatedServers(1);
    knowing(servers, BOB.password);
    const auth = [{ scheme: 'digest', auth: 'a:b' }];
    const opening = servers.opening({ sasl: BOB, auth });
    const client = await servers.world.until(opening);
    const first = ['sasl', 'sasl', 'auth'];
    expect(servers.requests.map(({ type }) => type)).toEqual(first);
    servers.requests.length = 0;
    servers.cut();
    const read = client.exists('/');
    const added = client.addAuth('digest', 'c:d');
    await servers.world.until(Promise.all([read, added]));
    expect(servers.requests.map(({ type }) => type)).toEqual([...first, 'auth', 'exists']);
  });

  it('says once what it is told in the middle', async () => {
    const servers = new SimulatedServers(1);
    knowing(servers, BOB.password);
    const client = await servers.open({ sasl: BOB });
    const answer = servers.sasl;
    const added: Promise<void>[] = [];
    servers.sasl = (token) => {
      if (added.length === 0) added.push(client.addAuth('digest', 'c:d'));
      return answer(token);
    };
    servers.requests.length = 0;
    servers.cut();
    await servers.world.until(client.exists('/'));
    await Promise.all(added);
    const asked = servers.requests.map(({ type }) => type);
    expect(asked).toEqual(['sasl', 'sasl', 'auth', 'exists']);
  });

  it('never says the same twice, and never the password', async () => {
    const servers = new SimulatedServers(1);
    knowing(servers, BOB.password);
    const said = new Set<string>();
    for (let times = 0; times < 3; times += 1) {
      await servers.open({ sasl: BOB });
      const request = servers.requests.findLast(({ type }) => type === 'sasl');
      const token = request?.type === 'sasl' ? (request.body.token ?? null) : null;
      const text = new TextDecoder().decode(token ?? new Uint8Array());
      expect(text).toContain('username="bob"');
      expect(text).not.toContain(BOB.password);
      said.add(/cnonce="(\w{16,})"/.exec(text)?.[1] ?? '');
    }
    expect(said.size).toBe(3);
  });

  it('goes no further with a server that does not know the password either', async () => {
    const servers = new SimulatedServers(1);
    knowing(servers, 'another');
    const refused = servers.opening({ sasl: BOB });
    await expect(servers.world.until(refused)).rejects.toMatchObject({
      code: 'auth-failed',
      message: expect.stringContaining('the server does not prove that it knows the password'),
    });
  });

  it.each([
    ['no token', null, 'auth-failed'],
    ['a refusal', ErrorCode.authFailed, 'auth-failed'],
    ['the wish for another algorithm', new TextEncoder().encode('nonce="a"'), 'auth-failed'],
    ['rubbish', Uint8Array.of(1, 2, 3), 'auth-failed'],
    ['the demand for SASL', ErrorCode.sessionClosedRequireSaslAuth, 'requires-sasl'],
  ])('gives up where it is answered with %s', async (_what, answer, code) => {
    const servers = new SimulatedServers(1);
    servers.sasl = () => answer;
    const refused = servers.opening({ sasl: BOB });
    await expect(servers.world.until(refused)).rejects.toMatchObject({ code, operation: 'sasl' });
  });

  it('tries again where the connection is lost in the middle', async () => {
    const servers = new SimulatedServers(1);
    knowing(servers, BOB.password);
    const answer = servers.sasl;
    let asked = 0;
    servers.sasl = (token) => {
      asked += 1;
      if (asked === 1 || asked === 3) servers.cut();
      return answer(token);
    };
    const client = await servers.open({ sasl: BOB });
    expect(await servers.world.until(client.exists('/'))).not.toBeNull();
    expect(asked).toBe(5);
  });

  it('is over in time where the server says nothing more in the middle', async () => {
    const servers = new SimulatedServers(1);
    knowing(servers, BOB.password);
    const client = await servers.open({ sasl: BOB, sessionTimeoutMs: 6000 });
    servers.sasl = () => {
      servers.trouble('mute');
      return null;
    };
    servers.cut();
    const read = client.exists('/');
    await expect(servers.world.until(read)).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('can be closed in the middle', async () => {
    const servers = new SimulatedServers(1);
    knowing(servers, BOB.password);
    const client = await servers.open({ sasl: BOB });
    let closed = (): void => {};
    const closing = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const answer = servers.sasl;
    servers.sasl = (token) => {
      void client.close().then(closed);
      return answer(token);
    };
    servers.cut();
    await servers.world.until(closing);
    expect(client.state.type).toBe('closed');
  });
});
