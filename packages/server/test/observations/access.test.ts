import { type ACL, ErrorCode } from '@menagerie/jute';
import { digestId } from '@menagerie/znode';
import { describe, expect, it } from 'vitest';
import { CORES } from '../helpers/ensemble.ts';
import type { RawClient } from '../helpers/raw-client.ts';
import {
  bytes,
  children,
  create,
  OPEN,
  outcome,
  read,
  remove,
  type Scene,
  stat,
  three,
  undisturbed,
  write,
} from '../helpers/undisturbed.ts';

const { noAuth, invalidACL } = ErrorCode;
const ALL = 31;
const READ = 1;

function only(scheme: string, id: string, perms = ALL): ACL {
  return { perms, id: { scheme, id } };
}

const who = (name: string): string => `${name}:s3cret`;
const digestOf = (name: string): string => digestId(bytes(who(name)));
const forAlice: readonly ACL[] = [only('digest', digestOf('alice'))];

/** A client that has proved to be somebody. */
async function as(scene: Scene, name: string): Promise<RawClient> {
  const client = await scene.open();
  const auth = { type: 0, scheme: 'digest', auth: bytes(who(name)) };
  expect(outcome(await client.ask('auth', auth))).toBe('ok');
  return client;
}

async function aclOf(client: RawClient, path: string): Promise<readonly ACL[] | number> {
  const reply = await client.ask('getACL', { path });
  return reply.type === 'done' ? (reply.body.acl ?? []) : reply.err;
}

async function setACL(
  client: RawClient,
  path: string,
  acl: readonly ACL[],
): Promise<'ok' | number> {
  return outcome(await client.ask('setACL', { path, acl: [...acl], version: -1 }));
}

describe.each(CORES)('access on %s', (core) => {
  const servers = three(core);

  it('A1: what is for alice alone others neither read nor list nor create below', async () => {
    await undisturbed(servers, async (scene) => {
      const [alice, anonymous] = [await as(scene, 'alice'), await scene.open()];
      const path = `${scene.root}/acl`;
      await create(alice, path, { acl: forAlice });
      expect(await read(anonymous, path)).toBe(noAuth);
      expect(await anonymous.ask('getChildren', { path, watch: false })).toMatchObject({
        err: noAuth,
      });
      expect(await create(anonymous, `${path}/x`)).toBe(noAuth);
      expect(await read(alice, path)).toBe('');
    });
  });

  it('A2: nothing passes from a parent to its children but who may delete them', async () => {
    await undisturbed(servers, async (scene) => {
      const [alice, anonymous] = [await as(scene, 'alice'), await scene.open()];
      const path = `${scene.root}/acl/child`;
      await create(alice, `${scene.root}/acl`, { acl: forAlice });
      await create(alice, path);
      expect(await read(anonymous, path)).toBe('');
      expect(await write(anonymous, path, 'x')).toBe('ok');
      expect(await create(anonymous, `${path}/below`)).toBe(`${path}/below`);
      expect(await remove(anonymous, `${path}/below`)).toBe('ok');
      expect(await remove(anonymous, path)).toBe(noAuth);
    });
  });

  it('A3: to delete takes a permission on the parent, and none on the znode', async () => {
    await undisturbed(servers, async (scene) => {
      const [alice, bob] = [await as(scene, 'alice'), await as(scene, 'bob')];
      const parent = `${scene.root}/acl`;
      await create(alice, parent, { acl: forAlice });
      const readable = [only('digest', digestOf('alice'), READ)];
      await create(alice, `${parent}/readable`, { acl: readable });
      await create(alice, `${parent}/open`);
      expect(await remove(bob, `${parent}/open`)).toBe(noAuth);
      expect(await remove(alice, `${parent}/readable`)).toBe('ok');
    });
  });

  it('A4: who may read may neither set data nor the ACL', async () => {
    await undisturbed(servers, async (scene) => {
      const [alice, bob] = [await as(scene, 'alice'), await as(scene, 'bob')];
      const path = `${scene.root}/n`;
      await create(alice, path, { acl: [only('world', 'anyone', READ), ...forAlice] });
      expect(await read(bob, path)).toBe('');
      expect(await write(bob, path, 'x')).toBe(noAuth);
      expect(await setACL(bob, path, OPEN)).toBe(noAuth);
      expect(await write(alice, path, 'x')).toBe('ok');
    });
  });

  it('A5: who may not read is not told whether a znode has data, nor its ACL', async () => {
    await undisturbed(servers, async (scene) => {
      const [alice, anonymous] = [await as(scene, 'alice'), await scene.open()];
      const path = `${scene.root}/n`;
      await create(alice, path, { acl: forAlice });
      const asked = await anonymous.ask('exists', { path, watch: false });
      expect(asked).toMatchObject({ type: 'failed', err: noAuth });
      expect(await aclOf(anonymous, path)).toBe(noAuth);
      expect(await stat(alice, path)).toMatchObject({ version: 0 });
    });
  });

  it('A6: schemes that a server does not have are no ACL, and addresses with bits are', async () => {
    await undisturbed(servers, async (scene) => {
      const client = await scene.open();
      for (const [scheme, id] of [
        ['group', 'staff'],
        ['user', 'alice'],
        ['host', 'localhost'],
        ['digest', 'alice'],
        ['sasl', 'alice'],
        ['x509', 'CN=alice'],
      ] as const) {
        const made = await create(client, `${scene.root}/${scheme}`, { acl: [only(scheme, id)] });
        expect([scheme, made]).toEqual([scheme, invalidACL]);
      }
      for (const [name, id] of [
        ['one', '127.0.0.1'],
        ['many', '127.0.0.0/8'],
      ] as const) {
        const path = `${scene.root}/${name}`;
        expect(await create(client, path, { acl: [only('ip', id)] })).toBe(path);
        expect(await read(client, path)).toBe('');
      }
    });
  });

  it('A7, A10: the root is open to anybody, and so is its ACL until somebody closes it', async () => {
    await undisturbed(servers, async (scene) => {
      const client = await scene.open();
      expect(await aclOf(client, '/')).toEqual(OPEN);
      expect(await setACL(client, '/', OPEN)).toBe('ok');
      // What clients send where nothing else is said.
      expect(await aclOf(client, scene.root)).toEqual(OPEN);
    });
  });

  it('A8: an ACL of another address keeps out who made it too', async () => {
    await undisturbed(servers, async (scene) => {
      const client = await scene.open();
      const path = `${scene.root}/n`;
      expect(await create(client, path, { acl: [only('ip', '10.0.0.1')] })).toBe(path);
      expect(await read(client, path)).toBe(noAuth);
      expect(await setACL(client, path, OPEN)).toBe(noAuth);
      // Not to stay as one that nobody can delete: its parent is open.
      expect(await remove(client, path)).toBe('ok');
    });
  });

  it('A9: the scheme auth stands for who the client has proved to be, and for nobody else', async () => {
    await undisturbed(servers, async (scene) => {
      const [alice, anonymous] = [await as(scene, 'alice'), await scene.open()];
      const auth = [only('auth', '')];
      const path = `${scene.root}/n`;
      expect(await create(anonymous, path, { acl: auth })).toBe(invalidACL);
      expect(await create(alice, path, { acl: auth })).toBe(path);
      expect(await aclOf(alice, path)).toEqual(forAlice);
      expect(await children(alice, path)).toEqual([]);
    });
  });
});
