import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErrorCode, Xid } from '@menagerie/jute';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CORES, until } from './helpers/ensemble.ts';
import { Growing, requestOf } from './helpers/growing.ts';
import { word } from './helpers/word.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

describe.each(CORES)('an ensemble on %s that may be reconfigured', (core) => {
  it('grows from three servers to five, shrinks to three others, and loses nothing', async () => {
    const growing = await Growing.of(core, [1, 2, 3]);
    expect(await growing.config()).toMatch(
      new RegExp(`^${growing.linesOf([1, 2, 3])}version=100000000$`),
    );
    await growing.create('/before');
    await growing.start(4, [1, 2, 3]);
    await growing.start(5, [1, 2, 3]);
    const joiningServers = [4, 5].map((id) => growing.lineOf(id)).join(',');
    const grown = await growing.reconfig({ joiningServers });
    expect(grown).toContain(growing.linesOf([1, 2, 3, 4, 5]));
    await growing.create('/between');

    const shrunk = await growing.reconfig({ leavingServers: '1,2' });
    expect(shrunk).toContain(growing.linesOf([3, 4, 5]));
    await growing.stop(1);
    await growing.stop(2);
    await growing.create('/after');
    expect(await growing.config()).toContain(growing.linesOf([3, 4, 5]));
    for (const path of ['/before', '/between', '/after']) {
      expect(await growing.has(path)).toBe(true);
    }
  });

  it('knows its members after all of them were restarted', async () => {
    const directories = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(directories, { recursive: true }));
    const on = (id: number) => ({ directory: join(directories, `${id}`) });
    const growing = await Growing.of(core, [1, 2, 3], {}, on);
    await growing.start(4, [1, 2, 3], on(4));
    await growing.reconfig({ joiningServers: growing.lineOf(4) });
    for (const id of [1, 2, 3, 4]) await growing.stop(id);
    // As they were started the first time.
    await Promise.all([1, 2, 3].map((id) => growing.start(id, [1, 2, 3], on(id))));
    await growing.start(4, [1, 2, 3], on(4));
    expect(await growing.config()).toContain(growing.linesOf([1, 2, 3, 4]));
    // Three of four are a quorum, two are none: the fourth votes.
    await growing.stop(1);
    await growing.create('/voted');
    await growing.stop(2);
    await until(() => growing.servers.every(({ role }) => role === 'looking'));
  });

  it('is found again after a restart by members that know each other from their logs alone', async () => {
    const directories = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(directories, { recursive: true }));
    const on = (id: number) => ({ directory: join(directories, `${id}`) });
    const growing = await Growing.of(core, [1, 2, 3], {}, on);
    for (const id of [4, 5]) await growing.start(id, [1, 2, 3], on(id));
    const newMembers = [4, 5].map((id) => growing.lineOf(id)).join('\n');
    await growing.reconfig({ newMembers });
    await growing.create('/before');
    for (const id of [1, 2, 3, 4, 5]) await growing.stop(id);
    // As they were started the first time: neither is told of the other.
    for (const id of [4, 5]) await growing.start(id, [1, 2, 3], on(id));
    expect(await growing.has('/before')).toBe(true);
    expect(await growing.config()).toContain(growing.linesOf([4, 5]));
  });

  it('is found by a server that was away while all others were exchanged', async () => {
    const growing = await Growing.of(core, [1, 2, 3]);
    await growing.create('/before');
    const directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    await growing.start(4, [1, 2, 3], { directory });
    await growing.reconfig({ joiningServers: growing.lineOf(4) });
    await growing.stop(4);
    await growing.start(5, [1, 2, 3]);
    await growing.start(6, [1, 2, 3]);
    const joiningServers = [5, 6].map((id) => growing.lineOf(id)).join(',');
    await growing.reconfig({ joiningServers });
    await growing.reconfig({ leavingServers: '1,2,3' });
    for (const id of [1, 2, 3]) await growing.stop(id);
    // It knows those three alone, and no longer anybody who is there.
    await growing.start(4, [1, 2, 3], { directory });
    await until(() => growing.get(4).role !== 'looking');
    await growing.stop(6);
    expect(await growing.has('/before')).toBe(true);
    expect(await growing.config()).toContain(growing.linesOf([4, 5, 6]));
  });

  it('goes on without its leader, when that is removed', async () => {
    const said: string[] = [];
    const note = (_fields: object, message: string): void => void said.push(message);
    const log = { debug: note, info: note, warn: note, error: note };
    const growing = await Growing.of(core, [1, 2, 3], { standaloneEnabled: false, log });
    await growing.create('/kept');
    const leader = await growing.leader();
    await growing.reconfig({ leavingServers: `${leader}` });
    await until(() => growing.get(leader).role !== 'leading');
    await until(() => said.some((message) => message.includes('no member of the ensemble')));
    await growing.stop(leader);
    expect(await growing.has('/kept')).toBe(true);
    await growing.create('/goes-on');
  });

  it('waits for servers that are to be its quorum, and in the end says that they are none', async () => {
    const growing = await Growing.of(core, [1, 2, 3], { reconfigPatienceMs: 200 });
    const before = await growing.config();
    const newMembers = [growing.lineOf(1), growing.lineOf(6), growing.lineOf(7)].join(',');
    expect(await growing.reconfig({ newMembers })).toBe(ErrorCode.newConfigNoQuorum);
    expect(await growing.config()).toBe(before);
    await growing.create('/goes-on');
  });
});

describe.each(CORES)('an observer on %s', (core) => {
  it('becomes a voter, and a voter an observer', async () => {
    const growing = await Growing.of(core, [1, 2, 3], { words: ['*'] });
    await growing.start(4, [1, 2, 3]);
    await growing.reconfig({ joiningServers: growing.lineOf(4, 'observer') });
    // Who answers the request is told of it first.
    const untilMode = async (id: number, mode: 'observer' | 'follower'): Promise<void> => {
      const { clientPort } = growing.get(id);
      const isSo = async (): Promise<boolean> => {
        const said = await word(clientPort, 'srvr');
        return said.includes(`Mode: ${mode}\n`) && growing.get(id).role === 'following';
      };
      while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await untilMode(4, 'observer');
    await growing.reconfig({ joiningServers: growing.lineOf(4) });
    await untilMode(4, 'follower');
    await growing.reconfig({ joiningServers: growing.lineOf(2, 'observer') });
    await untilMode(2, 'observer');
    await growing.create('/goes-on');
  });
});

describe('a new server', () => {
  it('that takes itself for a voter from the beginning stays out', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'menagerie-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const growing = await Growing.of('paxos', [1, 2, 3]);
    const before = await growing.config();
    let isOut = false;
    const nothing = (): void => {};
    const error = (_fields: object, message: string): void => {
      isOut ||= message.includes('it stays out');
    };
    const log = { debug: nothing, info: nothing, warn: nothing, error };
    // With two voters in its file, one of which it is, the other would be enough for it.
    await growing.start(4, [1, 4], { directory, log });
    await until(() => isOut);
    expect(growing.get(4).role).toBe('looking');
    await growing.stop(4);
    await growing.create('/goes-on');
    expect(await growing.config()).toBe(before);
  });

  it.each(['zab', 'paxos'] as const)(
    'on %s follows, and serves who reads, before it belongs',
    async (core) => {
      const growing = await Growing.of(core, [1, 2, 3]);
      await growing.start(4, [1, 2, 3]);
      await until(() => growing.get(4).role === 'following');
      expect(await growing.config()).toContain(growing.linesOf([1, 2, 3]));
    },
  );

  it('that does not know the secret is nobody', async () => {
    const growing = await Growing.of('zab', [1], {
      standaloneEnabled: false,
      peerSecret: 'known',
      reconfigPatienceMs: 300,
    });
    await growing.start(2, [1], { peerSecret: 'guessed' });
    await growing.start(3, [1], { peerSecret: 'guessed' });
    const joiningServers = [2, 3].map((id) => growing.lineOf(id)).join(',');
    expect(await growing.reconfig({ joiningServers })).toBe(ErrorCode.newConfigNoQuorum);
  });
});

describe('a request for another configuration', () => {
  it('is for those that may write /zookeeper/config, unless ACLs count for nothing', async () => {
    const growing = await Growing.of('zab', [1, 2, 3], { limits: {} });
    const joiningServers = growing.lineOf(1);
    expect(await growing.reconfig({ joiningServers })).toBe(ErrorCode.noAuth);
    const open = await Growing.of('zab', [1, 2, 3], { limits: {}, skipACL: true });
    expect(await open.reconfig({ joiningServers: open.lineOf(1) })).toContain(open.lineOf(1));
  });

  it('names the version that it is about', async () => {
    const growing = await Growing.of('zab', [1, 2, 3]);
    const asked = { joiningServers: growing.lineOf(1), curConfigId: 5n };
    expect(await growing.reconfig(asked)).toBe(ErrorCode.badVersion);
    const version = /version=(\w+)$/.exec(await growing.config())?.[1];
    const right = { ...asked, curConfigId: BigInt(`0x${version}`) };
    expect(await growing.reconfig(right)).toContain(growing.lineOf(1));
  });

  it('is refused while another is under way', async () => {
    const growing = await Growing.of('zab', [1, 2, 3], { reconfigPatienceMs: 3000 });
    const newMembers = [growing.lineOf(1), growing.lineOf(6), growing.lineOf(7)].join(',');
    const codes = await growing.as(async (client) => {
      const first = client.tryAsk('reconfig', requestOf({ newMembers }));
      const second = await growing.as(async (other) => {
        return await other.tryAsk('reconfig', requestOf({ newMembers }));
      });
      const done = await first;
      if (done === null) return null;
      return [done, second].map((reply) => (reply.type === 'failed' ? reply.err : 0));
    });
    expect([ErrorCode.newConfigNoQuorum, ErrorCode.reconfigInProgress]).toContain(codes[0]);
    expect([ErrorCode.newConfigNoQuorum, ErrorCode.reconfigInProgress]).toContain(codes[1]);
  });

  it('is refused where nobody may ask, and by a server that is alone', async () => {
    const growing = await Growing.of('zab', [1, 2, 3], { reconfigEnabled: false });
    const joiningServers = growing.lineOf(1);
    expect(await growing.reconfig({ joiningServers })).toBe(ErrorCode.reconfigDisabled);
    const alone = await Growing.alone('zab');
    expect(await alone.reconfig({ joiningServers })).toBe(ErrorCode.unimplemented);
    expect(await alone.config()).toBe('');
  });

  it('is told of to whoever watches before it is answered', async () => {
    const growing = await Growing.of('zab', [1, 2, 3]);
    const [events, order] = await growing.as(async (client) => {
      const watched = await client.tryAsk('getData', { path: '/zookeeper/config', watch: true });
      const from = client.frames.length;
      const asked = requestOf({ joiningServers: growing.lineOf(1) });
      const reply = await client.tryAsk('reconfig', asked);
      return watched === null || reply === null ? null : [client.events, client.frames.slice(from)];
    });
    expect(events).toEqual([{ type: 3, state: 3, path: '/zookeeper/config' }]);
    expect([order[0], order.length]).toEqual([Xid.notification, 2]);
  });

  it('is answered before what its client asks for next, however long that takes', async () => {
    const growing = await Growing.of('zab', [1, 2, 3], { reconfigPatienceMs: 500 });
    const newMembers = [growing.lineOf(1), growing.lineOf(6), growing.lineOf(7)].join(',');
    const [first = 0, second] = await growing.as(async (client) => {
      const body = { path: '/behind', data: null, acl: OPEN, flags: 0 };
      const from = client.frames.length;
      const replies = [
        client.tryAsk('reconfig', requestOf({ newMembers })),
        client.tryAsk('create', body),
      ];
      const isWhole = (await Promise.all(replies)).every((reply) => reply !== null);
      return isWhole ? client.frames.slice(from) : null;
    });
    expect(second).toBe(first + 1);
  });

  it('may make three servers of one that is an ensemble of its own', async () => {
    const growing = await Growing.of('zab', [1], { standaloneEnabled: false });
    await growing.create('/before');
    await growing.start(2, [1]);
    await growing.start(3, [1]);
    const joiningServers = [2, 3].map((id) => growing.lineOf(id)).join(',');
    expect(await growing.reconfig({ joiningServers })).toContain(growing.lineOf(3));
    await growing.stop(1);
    expect(await growing.has('/before')).toBe(true);
  });
});
