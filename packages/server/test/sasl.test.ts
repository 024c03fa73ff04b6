import { ErrorCode, readDigestMd5Challenge } from '@menagerie/jute';
import type { Log } from '@menagerie/server';
import { type ServerOptions, startServer } from '@menagerie/server/node';
import { describe, expect, it } from 'vitest';
import { CORES, ensemble } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';
import { challenged, EMPTY, login, respond, say } from './helpers/sasl-login.ts';
import { bytes, create, OPEN, read, undisturbed } from './helpers/undisturbed.ts';

const USERS = { bob: "bob's secret", root: 'r00t', Žižek: 'пароль' };
const BOB: readonly [string, string] = ['bob', USERS.bob];
const { authFailed, noAuth, sessionClosedRequireSaslAuth } = ErrorCode;

/** A server with these users, and a way to it. */
async function users(options: ServerOptions = {}, sasl = {}) {
  const [server] = await ensemble('zab', 1, { sasl: { users: USERS, ...sasl }, ...options });
  const port = server?.clientPort ?? 0;
  return { port, open: () => RawClient.open(port) };
}

const forSasl = (id: string) => [{ perms: 31, id: { scheme: 'sasl', id } }];

describe('SASL', () => {
  it.each(CORES)('makes a client known to ACLs on every server on %s', async (core) => {
    const servers = await ensemble(core, 3, { sasl: { users: USERS } });
    await undisturbed(servers, async (scene) => {
      const [bob, other, again] = [await scene.open(0), await scene.open(1), await scene.open(2)];
      const path = `${scene.root}/bobs`;
      expect(await login(bob, BOB)).toBe(true);
      expect(await create(bob, path, { acl: forSasl('bob') })).toBe(path);
      expect(await read(bob, path)).toBe('');
      await other.ask('sync', { path });
      expect(await read(other, path)).toBe(noAuth);
      expect(await login(other, ['root', USERS.root])).toBe(true);
      expect(await read(other, path)).toBe(noAuth);
      expect(await login(again, BOB)).toBe(true);
      await again.ask('sync', { path });
      expect(await read(again, path)).toBe('');
      expect(await again.ask('whoAmI', null)).toMatchObject({
        body: { clientInfo: [{ authScheme: 'ip' }, { authScheme: 'sasl', user: 'bob' }] },
      });
    });
  });

  it('stands for auth in an ACL', async () => {
    const bob = await (await users()).open();
    await login(bob, BOB);
    await create(bob, '/own', { acl: [{ perms: 31, id: { scheme: 'auth', id: '' } }] });
    expect(await bob.ask('getACL', { path: '/own' })).toMatchObject({
      body: { acl: forSasl('bob') },
    });
  });

  it('takes names and passwords of all letters', async () => {
    const client = await (await users()).open();
    expect(await login(client, ['Žižek', USERS.Žižek])).toBe(true);
  });

  it.each([
    ['a wrong password', ['bob', 'bobs secret'], {}],
    ['a user whom nobody knows', ['eve', ''], {}],
    ['a name that every object has', ['constructor', ''], {}],
    ['an empty proof', BOB, { proof: '' }],
    ['another challenge', BOB, { nonce: 'ab'.repeat(20) }],
    ['a challenge for the second time', BOB, { nc: '00000002' }],
    ['another service', BOB, { uri: 'imap/zk-sasl-md5' }],
    ['another realm', BOB, { realm: 'elsewhere' }],
  ] as const)('refuses %s, and closes', async (_what, who, wrong) => {
    const client = await (await users()).open();
    expect(await login(client, who, wrong)).toBe(authFailed);
    await client.ended();
  });

  it('takes a user for who he proved to be, whoever he says to act as', async () => {
    const client = await (await users()).open();
    expect(await login(client, BOB, { authzid: 'root' })).toBe(true);
    expect(await client.ask('whoAmI', null)).toMatchObject({
      body: { clientInfo: [{ authScheme: 'ip' }, { authScheme: 'sasl', user: 'bob' }] },
    });
  });

  it('answers what comes first with a challenge, and nothing behind the end', async () => {
    const { open } = await users();
    const early = await open();
    const { token } = respond(await challenged(await open()), BOB);
    const challenge = await say(early, token);
    const { token: second } = respond(challenge instanceof Uint8Array ? challenge : EMPTY, BOB);
    expect(await say(early, second)).toBeInstanceOf(Uint8Array);
    for (const behind of [EMPTY, token]) {
      const twice = await open();
      await login(twice, BOB);
      expect(await say(twice, behind)).toBe(authFailed);
      await twice.ended();
    }
    const impatient = await open();
    await challenged(impatient);
    expect(await say(impatient, EMPTY)).toBe(authFailed);
    await impatient.ended();
  });

  it('refuses what is no token, and never asks the same twice', async () => {
    const { open } = await users();
    const asked = new Set<string>();
    for (const rubbish of [bytes('rubbish'), Uint8Array.of(0xff, 0x22), new Uint8Array(5000)]) {
      const client = await open();
      asked.add(readDigestMd5Challenge(await challenged(client)).nonce);
      expect(await say(client, rubbish)).toBe(authFailed);
      await client.ended();
    }
    expect(asked.size).toBe(3);
  });

  it('lets who fails stay as nobody where it is told to', async () => {
    const { open } = await users({}, { allowFailed: true });
    const client = await open();
    expect(await login(client, ['bob', 'wrong'])).toBeNull();
    expect(await create(client, '/a')).toBe('/a');
    const whoAmI = await client.ask('whoAmI', null);
    expect(whoAmI).toMatchObject({ body: { clientInfo: [{ authScheme: 'ip' }] } });
  });

  it('lets its super user do everything, and no other', async () => {
    const { open } = await users({}, { superUser: 'root' });
    const [bob, root] = [await open(), await open()];
    await login(bob, BOB);
    await create(bob, '/closed', { acl: [{ perms: 31, id: { scheme: 'digest', id: 'x:y' } }] });
    expect(await read(bob, '/closed')).toBe(noAuth);
    await login(root, ['root', USERS.root]);
    expect(await read(root, '/closed')).toBe('');
  });

  it('counts for what comes behind it in one go', async () => {
    const client = await (await users()).open();
    const { token } = respond(await challenged(client), BOB);
    const proved = say(client, token);
    const made = create(client, '/mine', { acl: forSasl('bob') });
    const found = read(client, '/mine');
    expect(await proved).toBeInstanceOf(Uint8Array);
    expect([await made, await found]).toEqual(['/mine', '']);
  });

  it('says in the log who failed, and why', async () => {
    const lines: string[] = [];
    const warn: Log['warn'] = (fields, message) =>
      void lines.push(`${message} ${JSON.stringify(fields)}`);
    const log: Log = { debug() {}, info() {}, error() {}, warn };
    const client = await (await users({ log })).open();
    await login(client, ['bob', 'wrong']);
    const [line = ''] = lines;
    expect(line).toContain('authentication failed');
    expect(line).toContain('"scheme":"sasl","reason":"no such user, or not with this password"');
    expect(line).not.toContain('wrong');
  });
});

describe('a server that requires SASL', () => {
  const required = { requiredSchemes: ['sasl'] };

  it('does nothing for who has not authenticated, and closes on him', async () => {
    const { open } = await users(required);
    const stranger = async (act: (client: RawClient) => Promise<unknown>) => {
      const client = await open();
      await act(client);
      await client.ended();
    };
    await stranger(async (client) => {
      const made = await client.ask('create', { path: '/a', data: null, acl: [...OPEN], flags: 0 });
      expect(made).toMatchObject({ err: sessionClosedRequireSaslAuth, zxid: 0n });
    });
    await stranger(async (client) => {
      expect(await read(client, '/')).toBe(sessionClosedRequireSaslAuth);
    });
    await stranger(async (client) => {
      expect(await client.ask('ping', null)).toMatchObject({ err: sessionClosedRequireSaslAuth });
    });
    await stranger(async (client) => {
      // Another scheme is not the one that counts.
      await client.ask('auth', { type: 0, scheme: 'digest', auth: bytes('bob:x') });
      expect(await read(client, '/')).toBe(sessionClosedRequireSaslAuth);
    });
    await stranger(async (client) => {
      expect(await login(client, ['bob', 'wrong'])).toBe(sessionClosedRequireSaslAuth);
    });
    const bob = await open();
    expect(await login(bob, BOB)).toBe(true);
    expect(await create(bob, '/a')).toBe('/a');
  });

  it('does not let who fails stay, whatever else it is told', async () => {
    const client = await (await users(required, { allowFailed: true })).open();
    expect(await login(client, ['bob', 'wrong'])).toBe(sessionClosedRequireSaslAuth);
    await client.ended();
  });

  it('does not start where nobody could get in', async () => {
    const clientPort = 0;
    for (const [requiredSchemes, problem] of [
      [['sasl'], 'sasl is required, and there is no way to it: add users'],
      [['x509'], 'x509 is required, and there is no way to it: add a port over TLS'],
      [['kerberos'], 'kerberos is no scheme'],
    ] as const) {
      await expect(startServer({ clientPort, requiredSchemes })).rejects.toThrow(problem);
    }
  });
});

it('a server without users answers with no token, and has no such ACLs', async () => {
  const [server] = await ensemble('zab', 1);
  const client = await RawClient.open(server?.clientPort ?? 0);
  expect(await say(client, EMPTY)).toBeNull();
  expect(await create(client, '/a', { acl: forSasl('bob') })).toBe(ErrorCode.invalidACL);
});

it('another required scheme is enough where it is named', async () => {
  const [server] = await ensemble('zab', 1, { requiredSchemes: ['digest'] });
  const client = await RawClient.open(server?.clientPort ?? 0);
  const auth = await client.ask('auth', { type: 0, scheme: 'digest', auth: bytes('bob:x') });
  expect(auth.type).toBe('done');
  expect(await create(client, '/a')).toBe('/a');
});
