import {
  type Client,
  type ClientOptions,
  CREATOR_ACL,
  READ_ACL,
  sequenceOf,
} from '@menagerie/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend, Started } from './backend.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every operation gives, whatever the server. */
export function testOperations(backend: Backend): void {
  describe(`every operation, with ${backend.title},`, () => {
    let started: Started | null = null;
    let number = 0;

    beforeAll(async () => {
      started = await backend.start(1);
    });

    afterAll(() => started?.close());

    /** A client, with the whole tree. */
    const whole = (options: ClientOptions = {}): Promise<Client> =>
      backend.open(started?.servers ?? [], options);

    /** A client with a subtree of its own. */
    async function fresh(options: ClientOptions = {}): Promise<Client> {
      const root = await whole(options);
      number += 1;
      await root.create(`/t${number}`);
      return root.chroot(`/t${number}`);
    }

    it('creates, reads, sets and deletes', async () => {
      const zk = await fresh();
      const created = await zk.create('/a', 'one');
      expect(created).toMatchObject({ path: '/a', stat: { version: 0, dataLength: 3 } });
      const read = await zk.get('/a');
      expect(read).toEqual({ data: bytes('one'), stat: created.stat });
      // A view of three bytes would keep all that came with them.
      expect(read.data?.buffer.byteLength).toBe(3);
      const set = await zk.set('/a', 'two', { version: 0 });
      expect(set.version).toBe(1);
      expect(set.mzxid).toBeGreaterThan(created.stat.mzxid);
      await expect(zk.set('/a', 'x', { version: 0 })).rejects.toMatchObject({
        name: 'ServerError',
        code: 'bad-version',
        effect: 'not-applied',
        operation: 'set',
        path: '/a',
      });
      await expect(zk.create('/a')).rejects.toMatchObject({ code: 'node-exists' });
      await expect(zk.create('/x/y')).rejects.toMatchObject({ code: 'no-node' });
      await zk.create('/a/b', null);
      expect((await zk.get('/a/b')).data).toBeNull();
      await zk.set('/a/b', '');
      expect((await zk.get('/a/b')).data).toEqual(new Uint8Array(0));
      await expect(zk.delete('/a')).rejects.toMatchObject({ code: 'not-empty' });
      await zk.delete('/a/b', { version: 1 });
      await zk.delete('/a');
      expect(await zk.exists('/a')).toBeNull();
      await expect(zk.get('/a')).rejects.toMatchObject({ code: 'no-node' });
      await expect(zk.delete('/a')).rejects.toMatchObject({ code: 'no-node' });
    });

    it('creates in every mode', async () => {
      const zk = await fresh();
      const { stat } = await zk.create('/e', null, { mode: 'ephemeral' });
      expect(stat.ephemeralOwner).toBe(zk.sessionId);
      await expect(zk.create('/e/c')).rejects.toMatchObject({ code: 'no-children-for-ephemerals' });
      const numbered = await Promise.all([
        zk.create('/s-', null, { mode: 'persistent-sequential' }),
        zk.create('/s-', null, { mode: 'ephemeral-sequential' }),
      ]);
      expect(numbered.map(({ path }) => sequenceOf(path))).toEqual([1, 2]);
      expect(await zk.create('/c', null, { mode: 'container' })).toMatchObject({ path: '/c' });
      expect(await zk.create('/ttl', 'x', { ttlMs: 60_000 })).toMatchObject({ path: '/ttl' });
      const mode = 'persistent-sequential';
      expect((await zk.create('/ttl-', 'x', { mode, ttlMs: 60_000 })).path).toBe('/ttl-0000000005');
      const wrong = zk.create('/w', null, { mode: 'ephemeral', ttlMs: 1 });
      await expect(wrong).rejects.toMatchObject({ code: 'bad-option' });
      const deep = await zk.create('/p/q/r', 'x', { parents: 'container' });
      expect(deep.path).toBe('/p/q/r');
      expect((await zk.getEphemerals()).toSorted()).toEqual(['/e', '/s-0000000002']);
      expect(await zk.getEphemerals('/s')).toEqual(['/s-0000000002']);
      expect(await zk.countDescendants('/')).toBe(9);
    });

    it('lists children and access lists', async () => {
      const zk = await fresh({ auth: [{ scheme: 'digest', auth: 'me:secret' }] });
      await Promise.all(['/a', '/b', '/c'].map((path) => zk.create(path)));
      const { children, stat } = await zk.getChildren('/');
      expect(children.toSorted()).toEqual(['a', 'b', 'c']);
      expect(stat.numChildren).toBe(3);
      expect((await zk.getACL('/a')).acl).toEqual([
        { perms: 31, id: { scheme: 'world', id: 'anyone' } },
      ]);
      expect((await zk.setACL('/a', READ_ACL, { version: 0 })).aversion).toBe(1);
      await expect(zk.set('/a', 'x')).rejects.toMatchObject({ code: 'no-auth' });
      await expect(zk.setACL('/b', [])).rejects.toMatchObject({ code: 'invalid-acl' });
      await zk.create('/mine', 'x', { acl: CREATOR_ACL });
      expect(await zk.whoAmI()).toContainEqual({ authScheme: 'digest', user: 'me' });
      expect((await zk.get('/mine')).data).toEqual(bytes('x'));
    });

    it('keeps others out until they say who they are', async () => {
      const mine = await whole({ auth: [{ scheme: 'digest', auth: 'me:secret' }] });
      await mine.create('/mine', 'x', { acl: CREATOR_ACL });
      const other = await whole();
      await other.sync();
      await expect(other.get('/mine')).rejects.toMatchObject({ code: 'no-auth' });
      await other.addAuth('digest', 'me:secret');
      expect((await other.get('/mine')).data).toEqual(bytes('x'));
    });

    it('does all or nothing', async () => {
      const zk = await fresh();
      await zk.create('/a', 'x');
      const [made, set, checked, gone] = await zk.multi([
        { type: 'create', path: '/m-', mode: 'persistent-sequential' },
        { type: 'set', path: '/a', data: 'y', version: 0 },
        { type: 'check', path: '/a', version: 1 },
        { type: 'delete', path: '/a' },
      ]);
      expect(made.path).toBe('/m-0000000001');
      expect(set.version).toBe(1);
      expect([checked, gone]).toEqual([null, null]);
      const failed = zk.multi([
        { type: 'create', path: '/b' },
        { type: 'check', path: '/b', version: 7 },
        { type: 'create', path: '/c' },
      ]);
      await expect(failed).rejects.toMatchObject({
        name: 'MultiError',
        code: 'bad-version',
        index: 1,
        effect: 'not-applied',
      });
      expect((await zk.getChildren('/')).children).toEqual(['m-0000000001']);
      expect(await zk.multi([])).toEqual([]);
    });

    it('reads many at once, each by itself', async () => {
      const zk = await fresh();
      await zk.create('/a', 'x');
      const [found, missing, children] = await zk.multiRead([
        { type: 'get', path: '/a' },
        { type: 'get', path: '/none' },
        { type: 'getChildren', path: '/' },
      ]);
      expect(found).toMatchObject({ type: 'get', data: bytes('x') });
      expect(missing).toMatchObject({ type: 'failed', error: { code: 'no-node', path: '/none' } });
      expect(children).toEqual({ type: 'getChildren', children: ['a'] });
    });

    it('sees with a sync ahead what another was answered', async () => {
      const [writer, reader] = await Promise.all([whole(), whole()]);
      await writer.create('/x');
      for (let times = 0; times < 20; times += 1) {
        const { version } = await writer.set('/x', String(times));
        expect((await reader.get('/x', { linearizable: true })).stat.version).toBe(version);
      }
    });

    it('watches, looks for watches and removes them', async () => {
      const zk = await fresh();
      const told: unknown[] = [];
      await zk.exists('/a', { watch: (event) => told.push(event) });
      await zk.create('/a');
      await zk.sync();
      expect(told).toEqual([{ type: 'created', path: '/a' }]);
      const watch = await zk.watch('/', { recursive: true });
      await zk.set('/a', 'x');
      expect((await watch.next()).value).toEqual({ type: 'data-changed', path: '/a' });
      expect(await zk.checkWatches('/')).toBe(true);
      await watch.close();
      expect(await zk.checkWatches('/')).toBe(false);
      await expect(zk.removeWatches('/')).rejects.toMatchObject({ code: 'no-watcher' });
    });

    it('takes a session over', async () => {
      const first = await whole({ sessionTimeoutMs: 20_000 });
      await first.create('/over', null, { mode: 'ephemeral' });
      const second = await whole({ sessionTimeoutMs: 20_000, resume: first.ticket });
      expect((await second.exists('/over'))?.ephemeralOwner).toBe(first.sessionId);
      const password = new Uint8Array(16).fill(1);
      const wrong = whole({ resume: { ...first.ticket, password } });
      await expect(wrong).rejects.toMatchObject({ code: 'session-expired' });
    });

    it('closes: ephemerals go, and what was asked before is answered', async () => {
      const [one, other] = await Promise.all([whole(), whole()]);
      await one.create('/e', null, { mode: 'ephemeral' });
      const reading = one.get('/e');
      await one.close();
      expect((await reading).stat.ephemeralOwner).toBe(one.sessionId);
      expect(await other.exists('/e', { linearizable: true })).toBeNull();
      await expect(one.get('/')).rejects.toMatchObject({ code: 'closed' });
      await one.close();
    });

    it('answers a thousand requests that are made in one go, in their order', async () => {
      const zk = await fresh();
      const mode = 'persistent-sequential';
      const made = Array.from({ length: 1000 }, (_, at) => zk.create('/n-', String(at), { mode }));
      const numbers = (await Promise.all(made)).map(({ path }) => sequenceOf(path));
      expect(numbers).toEqual(numbers.map((_, at) => at));
      const read = await Promise.all(
        numbers.map((at) => zk.get(`/n-${String(at).padStart(10, '0')}`)),
      );
      expect(read.map(({ data }) => Number(new TextDecoder().decode(data ?? bytes(''))))).toEqual(
        numbers,
      );
    });

    it('reads and writes data of a megabyte', async () => {
      const zk = await fresh();
      const large = Uint8Array.from({ length: 1_000_000 }, (_, at) => at % 251);
      await zk.create('/large', large);
      const { data } = await zk.get('/large');
      expect(data?.length).toBe(large.length);
      expect(data?.every((byte, at) => byte === large[at])).toBe(true);
    });
  });
}
