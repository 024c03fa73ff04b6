import { startServer } from '@menagerie/server/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CORES, freePorts, until } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';
import { serving, word } from './helpers/word.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];

describe.each(CORES)('an observer on %s', (core) => {
  it('serves clients as the others do, and does not count for a quorum', async () => {
    const ports = await freePorts(4);
    const roles = ['participant', 'participant', 'participant', 'observer'] as const;
    const peers = ports.map((port, at) => ({
      host: '127.0.0.1',
      port,
      role: roles[at] ?? 'observer',
    }));
    const servers = await Promise.all(
      peers.map((_, self) => startServer({ core, self, peers, clientPort: 0, words: ['*'] })),
    );
    for (const server of servers) onTestFinished(() => server.close());
    const observer = servers[3];
    const port = observer?.clientPort ?? 0;
    await serving(port);
    expect(await word(port, 'srvr')).toContain('Mode: observer\n');
    expect(await word(port, 'mntr')).toContain('zk_peer_state\tobserving - broadcast\nzk_');
    expect(await word(port, 'mntr')).toContain('zk_quorum_size\t3\n');
    const client = await RawClient.open(port);
    const created = await client.ask('create', { path: '/a', data: null, acl: OPEN, flags: 1 });
    expect(created.type).toBe('done');
    expect((await client.ask('exists', { path: '/a', watch: false })).type).toBe('done');
    const leader = servers.find(({ role }) => role === 'leading');
    const mntr = await word(leader?.clientPort ?? 0, 'mntr');
    expect(mntr).toContain('zk_synced_followers\t2\n');
    expect(mntr).toContain('zk_synced_observers\t1\n');

    // Of three voters one is left: with the observer that is half of the servers, and no quorum.
    const followers = servers.filter(
      (server) => server.role === 'following' && server !== observer,
    );
    await Promise.all(followers.map((server) => server.close()));
    await until(() => observer?.role === 'looking' && leader?.role === 'looking');
  });
});
