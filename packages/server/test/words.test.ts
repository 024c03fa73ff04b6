import { startServer } from '@menagerie/server/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensemble, freePorts, until } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';
import { serving, word } from './helpers/word.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const hex = (session: bigint) => `0x${BigInt.asUintN(64, session).toString(16)}`;

/** A server that answers all words, and a client with an ephemeral and three watches. */
async function busy() {
  const [server] = await ensemble('zab', 1, { words: ['*'] });
  const port = server?.clientPort ?? 0;
  await serving(port);
  const client = await RawClient.open(port);
  await client.ask('create', { path: '/a', data: Buffer.from('hi'), acl: OPEN, flags: 0 });
  await client.ask('create', { path: '/e', data: Buffer.from('x'), acl: OPEN, flags: 1 });
  await client.ask('getData', { path: '/a', watch: true });
  await client.ask('getChildren', { path: '/', watch: true });
  await client.ask('exists', { path: '/no', watch: true });
  return { port, client, session: hex(client.session) };
}

/** The values of `mntr` by their keys. */
async function mntr(port: number): Promise<Map<string, string>> {
  const lines = (await word(port, 'mntr')).trimEnd().split('\n');
  return new Map(lines.map((line) => [line.split('\t')[0] ?? '', line.split('\t')[1] ?? '']));
}

describe('a four-letter word', () => {
  it('is answered to the letter', async () => {
    const { port } = await busy();
    expect(await word(port, 'ruok')).toBe('imok');
    expect(await word(port, 'isro')).toBe('rw');
    expect(await word(port, 'gtmk')).toBe('306');
    expect(await word(port, 'crst')).toBe('Connection stats reset.\n');
    expect(await word(port, 'srst')).toBe('Server stats reset.\n');
    expect(await word(port, 'dirs')).toBe('datadir_size: 0\nlogdir_size: 0\n');
    expect(await word(port, 'hash')).toBe('');
  });

  it('counts what its clients do: srvr, and stat with who they are', async () => {
    const { port, client } = await busy();
    // Six frames of the client, its handshake among them, and the word itself.
    expect(await word(port, 'srvr')).toMatch(
      new RegExp(
        [
          '^Zookeeper version: 3\\.\\d+\\.\\d+-[^,]+, built on \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC',
          'Latency min/avg/max: \\d+/\\d+\\.\\d+/\\d+',
          'Received: 7',
          'Sent: 6',
          'Connections: 2',
          'Outstanding: 0',
          'Zxid: 0x100000003',
          'Mode: standalone',
          'Node count: 7\n$',
        ].join('\n'),
      ),
    );
    const stat = (await word(port, 'stat')).split('\n');
    expect(stat[1]).toBe('Clients:');
    expect(stat[2]).toBe(` /127.0.0.1:${client.localPort}[1](queued=0,recved=6,sent=6)`);
    expect(stat[3]).toMatch(/^ \/127\.0\.0\.1:\d+\[0\]\(queued=0,recved=1,sent=0\)$/);
    expect(stat[4]).toBe('');
    expect(stat[5]).toMatch(/^Latency/);
  });

  it('tells of each connection what it did last', async () => {
    const { port, client, session } = await busy();
    const [line = ''] = (await word(port, 'cons')).split('\n');
    const start = ` /127.0.0.1:${client.localPort}[1](queued=0,recved=6,sent=6,sid=${session},`;
    expect(line.startsWith(start)).toBe(true);
    const rest = 'lop=EXIS,est=\\d{13},to=10000,lcxid=0x5,lzxid=0x100000003,lresp=\\d+,';
    const times = 'llat=\\d+,minlat=\\d+,avglat=\\d+,maxlat=\\d+\\)$';
    expect(line.slice(start.length)).toMatch(new RegExp(`^${rest}${times}`));
    await word(port, 'crst');
    expect(await word(port, 'cons')).toContain('recved=0,sent=0');
  });

  it('tells who watches what, and which sessions own which ephemerals', async () => {
    const { port, session } = await busy();
    expect(await word(port, 'wchs')).toBe('1 connections watching 3 paths\nTotal watches:3\n');
    expect(await word(port, 'wchc')).toBe(`${session}\n\t/a\n\t/\n\t/no\n\n`);
    expect(await word(port, 'wchp')).toContain(`/no\n\t${session}\n`);
    const date = '\\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4}';
    expect(await word(port, 'dump')).toMatch(
      new RegExp(
        `^SessionTracker dump:\nSession Sets \\(1\\)/\\(1\\):\n1 expire at ${date}:\n\t${session}\n` +
          `ephemeral nodes dump:\nSessions with Ephemerals \\(1\\):\n${session}:\n\t/e\n` +
          `Connections dump:\nConnections Sets \\(\\d\\)/\\(2\\):\n` +
          `(?:\\d expire at ${date}:\n(?:\tip: /127.0.0.1:\\d+ sessionId: (?:${session}|0x0)\n)+)+$`,
      ),
    );
  });

  it('has the numbers that monitors look at', async () => {
    const { port } = await busy();
    const values = await mntr(port);
    expect([...values.keys()].slice(0, 2)).toEqual(['zk_version', 'zk_server_state']);
    expect(Object.fromEntries(values)).toMatchObject({
      zk_server_state: 'standalone',
      zk_znode_count: '7',
      zk_ephemerals_count: '1',
      zk_watch_count: '3',
      zk_global_sessions: '1',
      zk_num_alive_connections: '2',
      zk_outstanding_requests: '0',
      zk_packets_received: '7',
      zk_packets_sent: '6',
      // What Apache's 3.8.0 says of the same tree.
      zk_approximate_data_size: '51',
      zk_cnt_readlatency: '3',
      zk_cnt_updatelatency: '3',
      zk_proposal_count: '4',
    });
    expect(values.get('zk_avg_latency')).toMatch(/^\d+\.\d+$/);
  });

  it('counts a request that waits as outstanding, and no more once it is answered', async () => {
    const { port, client } = await busy();
    const asked = Array.from({ length: 500 }, () =>
      client.ask('setData', { path: '/a', data: Buffer.from('zz'), version: -1 }),
    );
    await Promise.all(asked);
    const values = await mntr(port);
    expect(values.get('zk_outstanding_requests')).toBe('0');
    expect(values.get('zk_cnt_updatelatency')).toBe('503');
    expect(Number(values.get('zk_cnt_sync_processor_queue_and_flush_time_ms'))).toBeGreaterThan(4);
  });

  it('is refused by name unless it is in the whitelist, where srvr always is', async () => {
    const [server] = await ensemble('zab', 1, { words: ['ruok', 'isro', 'srst'] });
    const port = server?.clientPort ?? 0;
    await serving(port);
    const refusal = 'stat is not executed because it is not in the whitelist.\n';
    expect(await word(port, 'stat')).toBe(refusal);
    expect(await word(port, 'ruok')).toBe('imok');
    expect(await word(port, 'srvr')).toMatch(/^Zookeeper version/);
    const [other] = await ensemble('zab', 1);
    await serving(other?.clientPort ?? 0);
    const answers = await Promise.all(
      ['ruok', 'srvr', 'stat', 'mntr', 'conf', 'isro', 'cons', 'dump', 'wchc', 'crst'].map((one) =>
        word(other?.clientPort ?? 0, one),
      ),
    );
    const refused = answers.map((answer) => answer.endsWith('not in the whitelist.\n'));
    expect(refused).toEqual([false, false, false, false, false, false, true, true, true, true]);
  });

  it('sets the mask that follows stmk', async () => {
    const { port } = await busy();
    expect(await word(port, 'stmk', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 16))).toBe('16');
    expect(await word(port, 'gtmk')).toBe('16');
  });

  it('says of a server without a leader that it does not serve', async () => {
    const [one = 0, other = 0] = await freePorts(2);
    const peers = [one, other].map((port) => ({ host: '127.0.0.1', port }));
    const server = await startServer({ self: 0, peers, clientPort: 0, words: ['*'] });
    onTestFinished(() => server.close());
    const not = 'This ZooKeeper instance is not currently serving requests\n';
    const names = ['srvr', 'stat', 'mntr', 'conf', 'cons', 'dump', 'wchs', 'dirs', 'srst'];
    const answers = await Promise.all(names.map((name) => word(server.clientPort, name)));
    expect(new Set(answers)).toEqual(new Set([not]));
    expect(await word(server.clientPort, 'isro')).toBe('null');
    expect(await word(server.clientPort, 'ruok')).toBe('imok');
    expect(await word(server.clientPort, 'envi')).toMatch(/^Environment:\nzookeeper\.version=3\./);
  });

  it('tells who leads, with the sizes of its proposals, and who follows', async () => {
    const servers = await ensemble('raft', 3, { words: ['*'] });
    await until(() => servers.every(({ role }) => role !== 'looking'));
    const leader = servers.find(({ role }) => role === 'leading');
    const follower = servers.find(({ role }) => role === 'following');
    const client = await RawClient.open(follower?.clientPort ?? 0);
    await client.ask('create', { path: '/a', data: Buffer.alloc(100), acl: OPEN, flags: 0 });
    expect(await word(leader?.clientPort ?? 0, 'srvr')).toMatch(
      /\nMode: leader\nNode count: 6\nProposal sizes last\/min\/max: \d+\/\d+\/\d+\n$/,
    );
    expect(await word(follower?.clientPort ?? 0, 'srvr')).toMatch(
      /\nMode: follower\nNode count: 6\n$/,
    );
    const values = await mntr(leader?.clientPort ?? 0);
    expect(Object.fromEntries(values)).toMatchObject({
      zk_server_state: 'leader',
      zk_peer_state: 'leading - broadcast',
      zk_quorum_size: '3',
      zk_synced_followers: '2',
    });
    expect(await word(follower?.clientPort ?? 0, 'dump')).toContain(
      `Global Sessions(1):\n${hex(client.session)}\t10000ms\n`,
    );
    expect(await word(follower?.clientPort ?? 0, 'conf')).toMatch(
      /\nserverId=\d\n(?:.*\n)+membership: \nserver\.1=127\.0\.0\.1:\d+:0:participant\n(?:server.*\n){2}version=0$/,
    );
  });
});
