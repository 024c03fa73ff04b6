import { type Client, CREATOR_ACL, type SaslUser } from '@menagerie/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Backend, StartOptions } from './backend.ts';

const BOB: SaslUser = { user: 'bob', password: "bob's, secret" };
const ALICE: SaslUser = { user: 'alice', password: 'alice' };
const USERS = { [BOB.user]: BOB.password, [ALICE.user]: ALICE.password };
const forBob = [{ perms: 31, id: { scheme: 'sasl', id: 'bob' } }];

/** What logging in comes to, whatever the server. */
export function testSasl(backend: Backend): void {
  describe(`SASL, with ${backend.title},`, () => {
    /** A server that knows these users. */
    async function known(options: StartOptions = { users: USERS }) {
      const { servers, close } = await backend.start(1, options);
      onTestFinished(close);
      const as = (sasl: SaslUser | null): Promise<Client> => backend.open(servers, { sasl });
      return { servers, as };
    }

    it('makes a client known to ACLs, and others not', async () => {
      const { as } = await known();
      const [bob, alice, nobody] = [await as(BOB), await as(ALICE), await as(null)];
      await bob.create('/bobs', 'x', { acl: forBob });
      await bob.create('/own', 'x', { acl: CREATOR_ACL });
      expect((await bob.getACL('/own')).acl).toEqual(forBob);
      expect((await bob.get('/bobs')).stat.version).toBe(0);
      for (const other of [alice, nobody]) {
        await expect(other.get('/bobs')).rejects.toMatchObject({ code: 'no-auth' });
      }
    });

    it.each([
      ['a wrong password', { ...BOB, password: 'wrong' }],
      ['a user whom nobody knows', { ...BOB, user: 'eve' }],
    ])('refuses %s, once and for all', async (_what, sasl) => {
      const { as } = await known();
      await expect(as(sasl)).rejects.toMatchObject({ code: 'auth-failed', operation: 'sasl' });
    });

    it('is asked for first where a server requires it', async () => {
      const { as } = await known({ users: USERS, requiresSasl: true });
      const bob = await as(BOB);
      expect(await bob.exists('/')).not.toBeNull();
      const nobody = await as(null);
      await expect(nobody.get('/')).rejects.toMatchObject({ code: 'requires-sasl' });
      expect(nobody.state).toMatchObject({ type: 'closed', error: { code: 'requires-sasl' } });
      const wrong = as({ ...BOB, password: 'wrong' });
      await expect(wrong).rejects.toMatchObject({ code: 'requires-sasl' });
    });

    it('is done again on every connection, before anything that waits', async () => {
      const { servers } = await known();
      const [server = { clientPort: 0 }] = servers;
      const proxy = await backend.before(server);
      const bob = await backend.open([proxy], { sasl: BOB });
      await bob.create('/bobs', 'x', { acl: forBob });
      const { sessionId } = bob;
      for (let times = 0; times < 3; times += 1) {
        const suspended = new Promise<void>((resolve) => {
          const stop = bob.onState(({ type }) => {
            if (type !== 'suspended') return;
            stop();
            resolve();
          });
        });
        await proxy.cut();
        await suspended;
        expect((await bob.get('/bobs')).stat.version).toBe(0);
      }
      expect(bob.sessionId).toBe(sessionId);
    });

    it('fails where a server takes nobody by it', async () => {
      const { as } = await known({});
      await expect(as(BOB)).rejects.toMatchObject({ code: 'auth-failed' });
    });
  });
}
