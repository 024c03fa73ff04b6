import { createServer } from 'node:net';
import { startServer } from '@menagerie/server/node';
import { SimulatedDisk } from '@menagerie/storage/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensemble, freePorts, until } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';
import { serving, word } from './helpers/word.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const ADMIN = { words: ['*'], admin: { port: 0 } };

async function page(port: number | null | undefined, path: string) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, text: await response.text() };
}

async function json(port: number | null | undefined, path: string) {
  const { status, text } = await page(port, path);
  return { status, body: JSON.parse(text) as unknown, text };
}

async function busy() {
  const [server] = await ensemble('zab', 1, ADMIN);
  const clientPort = server?.clientPort ?? 0;
  await serving(clientPort);
  const client = await RawClient.open(clientPort);
  await client.ask('create', { path: '/a', data: Buffer.from('hi'), acl: OPEN, flags: 0 });
  await client.ask('create', { path: '/e', data: null, acl: OPEN, flags: 1 });
  await client.ask('getData', { path: '/a', watch: true });
  return { port: server?.adminPort, client };
}

describe('the pages for operators', () => {
  it('are nowhere unless somebody asks for them', async () => {
    const [server] = await ensemble('zab', 1);
    expect([server?.adminPort, server?.metricsPort]).toEqual([null, null]);
  });

  it('cost nothing but themselves where their port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const address = taken.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const warned: string[] = [];
    const log = {
      debug() {},
      info() {},
      error() {},
      warn: (_: object, text: string) => warned.push(text),
    };
    const server = await startServer({ clientPort: 0, admin: { port }, log });
    onTestFinished(() => server.close());
    expect(server.adminPort).toBeNull();
    expect(warned).toEqual(['no pages for operators: the port is not to be had']);
    await RawClient.open(server.clientPort);
  });

  it('say that it lives, and whether clients may come, or why not', async () => {
    const { port } = await busy();
    expect(await json(port, '/livez')).toMatchObject({ status: 200, body: { alive: true } });
    expect(await json(port, '/readyz')).toMatchObject({
      status: 200,
      body: { ready: true, reason: 'serving as standalone' },
    });
    const ports = await freePorts(3);
    const peers = ports.map((each) => ({ host: '127.0.0.1', port: each }));
    const lonely = await startServer({ peers, clientPort: 0, ...ADMIN });
    onTestFinished(() => lonely.close());
    expect(await json(lonely.adminPort, '/readyz')).toMatchObject({
      status: 503,
      body: {
        ready: false,
        reason: 'no quorum: it reaches 0 of 2 other servers, and 1 are needed',
      },
    });
    expect(await json(lonely.adminPort, '/livez')).toMatchObject({ status: 200 });
    expect(await json(lonely.adminPort, '/commands/srvr')).toMatchObject({
      status: 200,
      body: {
        command: 'server_stats',
        error: 'This ZooKeeper instance is not currently serving requests',
      },
    });
  });

  it("answer as Apache's AdminServer does, with sessions to the last digit", async () => {
    const { port, client } = await busy();
    const session = String(client.session);
    expect((await json(port, '/commands/stat')).body).toMatchObject({
      version: expect.stringMatching(/^3\.\d+\.\d+-/),
      read_only: false,
      server_stats: { server_state: 'standalone', packets_received: 4, packets_sent: 4 },
      node_count: 7,
      connections: [{ remote_socket_address: `127.0.0.1:${client.localPort}`, packets_sent: 4 }],
      secure_connections: [],
      command: 'stats',
      error: null,
    });
    const { text } = await json(port, '/commands/connections');
    expect(text).toContain(`"session_id": ${session},\n`);
    expect(text).toContain('"last_operation": "GETD"');
    expect((await json(port, '/commands/dump')).body).toMatchObject({
      session_id_to_ephemeral_paths: { [session]: ['/e'] },
    });
    expect((await json(port, '/commands/wchc')).body).toMatchObject({
      session_id_to_watched_paths: { [session]: ['/a'] },
      command: 'watches',
    });
    expect((await page(port, '/commands/wchp')).text).toContain(`"/a": [\n      ${session}\n`);
    expect((await json(port, '/commands/monitor')).body).toMatchObject({
      znode_count: 7,
      ephemerals_count: 1,
      server_state: 'standalone',
    });
    expect((await json(port, '/commands/lead')).body).toEqual({
      error: 'server is not initialized',
      command: 'leader',
    });
    expect((await json(port, '/commands/nonsense')).body).toEqual({
      command: 'nonsense',
      error: 'Unknown command: nonsense',
    });
    expect((await page(port, '/commands')).text).toContain('<a href="/commands/monitor">');
    expect((await page(port, '/')).status).toBe(404);
  });

  it('say of a server that lost its quorum that it is read-only, and so do words', async () => {
    const servers = await ensemble('raft', 3, { ...ADMIN, readOnly: true });
    const [last, ...rest] = servers;
    const port = last?.clientPort ?? 0;
    for (const { clientPort } of servers) await serving(clientPort);
    const client = await RawClient.open(port);
    await client.ask('create', { path: '/a', data: null, acl: OPEN, flags: 0 });
    await Promise.all(rest.map((server) => server.close()));
    while ((await word(port, 'isro')) !== 'ro') {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const [, second, ...lines] = (await word(port, 'srvr')).split('\n');
    expect(second).toBe('READ-ONLY mode; serving only read-only clients');
    expect(lines).toContain('Mode: read-only');
    expect(await json(last?.adminPort, '/readyz')).toMatchObject({
      status: 503,
      body: { ready: false, reason: expect.stringContaining('read-only') },
    });
    const { body } = await json(last?.adminPort, '/commands/isro');
    expect(body).toEqual({ read_only: true, command: 'is_read_only', error: null });
  });

  it('are there while the disk is read, and say so', async () => {
    const [port = 0] = await freePorts(1);
    const disk = new SimulatedDisk();
    let go: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const list = disk.list.bind(disk);
    disk.list = async () => {
      await gate;
      return await list();
    };
    const starting = startServer({ files: disk, clientPort: 0, admin: { port } });
    onTestFinished(async () => (await starting).close());
    const asked = () => json(port, '/readyz').catch(() => null);
    let answer = await asked();
    while (answer === null) answer = await asked();
    expect(answer).toMatchObject({ status: 503, body: { ready: false, reason: 'starting' } });
    expect(await json(port, '/livez')).toMatchObject({ status: 200 });
    expect((await json(port, '/commands/srvr')).body).toMatchObject({
      error: 'This ZooKeeper instance is not currently serving requests',
    });
    expect((await page(port, '/metrics')).status).toBe(503);
    go();
    while ((await asked())?.status !== 200);
  });

  it('tell who leads, and who votes', async () => {
    const servers = await ensemble('raft', 3, ADMIN);
    await until(() => servers.every(({ role }) => role !== 'looking'));
    for (const { clientPort } of servers) await serving(clientPort);
    const at = servers.findIndex(({ role }) => role === 'leading');
    const follower = servers.find(({ role }) => role === 'following');
    expect((await json(follower?.adminPort, '/commands/leader')).body).toMatchObject({
      is_leader: false,
      leader_id: at + 1,
      leader_ip: '127.0.0.1',
    });
    expect((await json(servers[at]?.adminPort, '/commands/srvr')).body).toMatchObject({
      proposal_stats: { last_buffer_size: expect.any(Number) },
    });
    const { body } = await json(follower?.adminPort, '/commands/voting_view');
    expect(body).toMatchObject({
      current_config: { 1: {}, 2: {}, 3: { learner_type: 'participant' } },
    });
    expect((await json(follower?.adminPort, '/commands/zabstate')).body).toMatchObject({
      voting: true,
      is_leader: false,
      quorum_address: { empty: false, all_host_strings: ['127.0.0.1'] },
      client_address: `127.0.0.1:${follower?.clientPort}`,
      zabstate: 'broadcast',
      zab_epoch: 1,
    });
  });
});

describe('the metrics', () => {
  it("have ZooKeeper's names, in the format of Prometheus", async () => {
    const [server] = await ensemble('zab', 1, { words: ['*'], metrics: { port: 0 } });
    const clientPort = server?.clientPort ?? 0;
    await serving(clientPort);
    const client = await RawClient.open(clientPort);
    for (let i = 0; i < 20; i += 1) {
      await client.ask('create', { path: `/n${i}`, data: null, acl: OPEN, flags: 0 });
    }
    await client.ask('exists', { path: '/n1', watch: true });
    const { text } = await page(server?.metricsPort, '/metrics');
    for (const line of [
      'znode_count 25',
      'watch_count 1',
      'global_sessions 1',
      'num_alive_connections 1',
      '# TYPE proposal_count counter',
      'connection_request_count 1',
      '# TYPE updatelatency summary',
      'updatelatency_count 21',
      'readlatency_count 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toMatch(/^updatelatency\{quantile="0\.99"\} \d/m);
    // Every line is one that Prometheus can read.
    const wrong = text
      .split('\n')
      .filter((line) => !/^(?:#.*|\w+(?:\{quantile="[\d.]+"\})? -?[\d.e+-]+|)$/.test(line));
    expect(wrong).toEqual([]);
  });
});
