import { createHmac } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import { type RunningServer, type ServerOptions, startServer } from '@menagerie/server/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CORES, freePorts, until } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const SECRET = 'known to three';
const NONCE = 'ab'.repeat(16);

/** Who comes to a peer port, and says what it wants. */
class Visitor {
  readonly heard: Record<string, unknown>[] = [];
  readonly ended: Promise<void>;
  readonly #socket: Socket;
  #bytes = Buffer.alloc(0);
  #wake: () => void = () => {};

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('data', (chunk) => this.#take(chunk));
    this.#socket.on('error', () => this.#socket.destroy());
    this.ended = new Promise((resolve) => this.#socket.on('close', () => resolve()));
    onTestFinished(() => void this.#socket.destroy());
  }

  /** Has no more to say, and hears what comes. */
  leave(): void {
    this.#socket.end();
  }

  raw(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  say(said: unknown): void {
    const bytes = Buffer.from(JSON.stringify(said));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    this.#socket.write(Buffer.concat([length, bytes]));
  }

  async answer(): Promise<Record<string, unknown>> {
    while (this.heard.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.heard.shift() ?? {};
  }

  #take(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    while (this.#bytes.length >= 4) {
      const end = 4 + this.#bytes.readUInt32BE(0);
      if (end > this.#bytes.length) break;
      this.heard.push({ ...JSON.parse(this.#bytes.subarray(4, end).toString()) });
      this.#bytes = this.#bytes.subarray(end);
    }
    this.#wake();
  }
}

const HELLO = {
  versions: { least: 1, most: 1 },
  cluster: 'one',
  core: 'raft',
  from: 1,
  to: 0,
  nonce: NONCE,
};

/** What a server proves its knowledge by, written down a second time. */
function proof(end: string, version: unknown, nonce: unknown, ...boots: unknown[]): string {
  const { cluster, core, from, to } = HELLO;
  const said = ['menagerie', end, version, cluster, core, from, to, NONCE, nonce, ...boots];
  return createHmac('sha256', SECRET).update(JSON.stringify(said)).digest('hex');
}

interface Told {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

async function three(options: ServerOptions) {
  const ports = await freePorts(3);
  const peers = ports.map((port) => ({ host: '127.0.0.1', port }));
  const told: Told[] = [];
  const log = {
    debug() {},
    info() {},
    error() {},
    warn: (fields: Told['fields'], message: string) => void told.push({ fields, message }),
  };
  const servers = await Promise.all(
    peers.map((_, self) =>
      startServer({ core: 'raft', self, peers, clientPort: 0, cluster: 'one', log, ...options }),
    ),
  );
  for (const server of servers) onTestFinished(() => server.close());
  return { ports, servers, told };
}

/** Waits until all agree on who leads, and says who that is. */
async function leaderOf(servers: readonly RunningServer[]): Promise<number> {
  await until(() => servers.every(({ role }) => role !== 'looking'));
  return servers.findIndex(({ role }) => role === 'leading');
}

describe('servers that share a secret', () => {
  it.each(CORES)('find each other on %s', async (core) => {
    const { servers } = await three({ core, peerSecret: SECRET });
    await leaderOf(servers);
    const client = await RawClient.open(servers[1]?.clientPort ?? 0);
    const created = await client.ask('create', { path: '/a', data: null, acl: OPEN, flags: 0 });
    expect(created.type).toBe('done');
  });

  it('let nobody in who does not know it, and go on as if nobody had come', async () => {
    const { ports, servers, told } = await three({ peerSecret: SECRET, silenceMs: 1500 });
    const leader = await leaderOf(servers);
    const client = await RawClient.open(servers[0]?.clientPort ?? 0);
    await client.ask('create', { path: '/before', data: null, acl: OPEN, flags: 0 });
    const before = servers.map(({ zxid }) => zxid >> 32n);
    for (const attempt of ['', 'ab'.repeat(32), 'reflected']) {
      const stranger = new Visitor(ports[0] ?? 0);
      stranger.say(HELLO);
      const welcome = await stranger.answer();
      expect(welcome).toMatchObject({ type: 'welcome', version: 1 });
      expect(welcome['proof']).toBe(proof('answered', 1, welcome['nonce']));
      stranger.say({ proof: attempt === 'reflected' ? welcome['proof'] : attempt });
      expect(await stranger.answer()).toMatchObject({ type: 'refused' });
      await stranger.ended;
    }
    for (const rubbish of [
      'GET / HTTP/1.0\r\n\r\n',
      '\0\0\0\x02{}',
      '\x7f\xff\xff\xff',
      '\0\0\0\x04null',
    ]) {
      const stranger = new Visitor(ports[0] ?? 0);
      stranger.raw(Buffer.from(rubbish, 'latin1'));
      await stranger.ended;
    }
    const created = await client.ask('create', { path: '/after', data: null, acl: OPEN, flags: 0 });
    expect(created.type).toBe('done');
    expect(await leaderOf(servers)).toBe(leader);
    expect(servers.map(({ zxid }) => zxid >> 32n)).toEqual(before);
    expect(told).toContainEqual({
      message: 'refused who came as a server',
      fields: { address: '127.0.0.1', reason: 'it does not prove that it knows the secret' },
    });
  });

  it('are not disturbed by any bytes that come to their ports', async () => {
    const { ports, servers } = await three({ peerSecret: SECRET, silenceMs: 1500 });
    const leader = await leaderOf(servers);
    const seed = Math.floor(Math.random() * 2 ** 31);
    let drawn = seed;
    const draw = (most: number): number => {
      drawn = (Math.imul(drawn, 1_103_515_245) + 12_345) & 0x7fff_ffff;
      return (drawn >>> 8) % most;
    };
    for (let at = 0; at < 150; at += 1) {
      const stranger = new Visitor(ports[draw(3)] ?? 0);
      // Some claim a length, some begin well, some stop in the middle.
      const length = Buffer.alloc(4);
      length.writeUInt32BE(draw(4) === 0 ? draw(2 ** 20) : draw(64));
      if (draw(3) === 0) stranger.say({ ...HELLO, from: draw(5), to: draw(4) });
      const rest = Buffer.from(Array.from({ length: draw(200) }, () => draw(256)));
      stranger.raw(Buffer.concat([length, rest]));
      stranger.leave();
      await stranger.ended;
    }
    const client = await RawClient.open(servers[0]?.clientPort ?? 0);
    const created = await client.ask('create', { path: '/a', data: null, acl: OPEN, flags: 0 });
    expect(created.type, `seed ${seed}`).toBe('done');
    expect(await leaderOf(servers), `seed ${seed}`).toBe(leader);
  });

  it('take whoever knows it for the server that it says', async () => {
    const { ports } = await three({ peerSecret: SECRET });
    const peer = new Visitor(ports[0] ?? 0);
    peer.say(HELLO);
    const { version, nonce } = await peer.answer();
    peer.say({ proof: proof('dialled', version, nonce) });
    // A core that is sent rubbish by one of its own closes on it, and nothing else happens.
    peer.raw(Uint8Array.of(0, 0, 0, 1, 99));
    await peer.ended;
    expect(peer.heard).toEqual([]);
  });

  it('prove which run of theirs it is, to whoever says its own', async () => {
    const { ports } = await three({ peerSecret: SECRET });
    const boot = 'cd'.repeat(16);
    for (const knows of [true, false]) {
      const peer = new Visitor(ports[0] ?? 0);
      peer.say({ ...HELLO, boot });
      const { version, nonce, boot: theirs, proof: proved } = await peer.answer();
      expect(theirs).toMatch(/^[0-9a-f]{32}$/);
      expect(proved).toBe(proof('answered', version, nonce, boot, theirs));
      const boots = knows ? [boot, theirs] : [];
      peer.say({ proof: proof('dialled', version, nonce, ...boots) });
      peer.raw(Uint8Array.of(0, 0, 0, 1, 99));
      await peer.ended;
      const refused = { type: 'refused', reason: 'it does not prove that it knows the secret' };
      expect(peer.heard).toEqual(knows ? [] : [refused]);
    }
  });

  it('do not follow one that has another secret', async () => {
    const ports = await freePorts(2);
    const peers = ports.map((port) => ({ host: '127.0.0.1', port }));
    const told: string[] = [];
    const log = {
      debug() {},
      info() {},
      error() {},
      warn: (fields: object) => void told.push(JSON.stringify(fields)),
    };
    for (const [self, peerSecret] of ['one', 'another'].entries()) {
      const server = await startServer({ self, peers, clientPort: 0, peerSecret, log });
      onTestFinished(() => server.close());
    }
    await until(() => told.length > 0);
    expect(told.join()).toContain('it does not prove that it knows the secret');
  });
});

/** Who answers at a peer port, as it wants: what it hears, in order, from one that dials. */
async function impostor(answer: (hello: Record<string, unknown>) => object) {
  const heard: Record<string, unknown>[] = [];
  const others: Buffer[] = [];
  const server = createServer((socket) => {
    let bytes = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32BE(0)) {
        const frame = bytes.subarray(4, 4 + bytes.readUInt32BE(0));
        bytes = bytes.subarray(4 + frame.length);
        if (!frame.toString().startsWith('{')) {
          others.push(frame);
          continue;
        }
        const said: Record<string, unknown> = { ...JSON.parse(frame.toString()) };
        heard.push(said);
        if (!('cluster' in said)) continue;
        const text = Buffer.from(JSON.stringify(answer(said)));
        const length = Buffer.alloc(4);
        length.writeUInt32BE(text.length);
        socket.write(Buffer.concat([length, text]));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { port, heard, others };
}

describe('a server that dials another', () => {
  const dials = async (port: number, peerSecret: string | null) => {
    const [own = 0] = await freePorts(1);
    const peers = [own, port].map((each) => ({ host: '127.0.0.1', port: each }));
    const told: string[] = [];
    const warn = (fields: object) => void told.push(JSON.stringify(fields));
    const log = { debug() {}, info() {}, error() {}, warn };
    const server = await startServer({ peers, clientPort: 0, core: 'raft', peerSecret, log });
    onTestFinished(() => server.close());
    return told;
  };

  it.each([
    ['a wrong proof', { proof: 'ab'.repeat(32) }, 'it does not prove that it knows the secret'],
    ['no proof', { proof: '' }, 'it does not prove that it knows the secret'],
    ['another version', { version: 3 }, 'it wants to speak version 3'],
  ])('says nothing to one that answers with %s', async (_what, wrong, reason) => {
    const welcome = { type: 'welcome', version: 1, nonce: NONCE, proof: '', ...wrong };
    const { port, heard, others } = await impostor(() => welcome);
    const told = await dials(port, SECRET);
    await until(() => told.length > 0);
    expect(told[0]).toContain(reason);
    expect(heard.every((said) => 'cluster' in said)).toBe(true);
    expect(others).toEqual([]);
  });

  it('offers the versions that it speaks, and goes on with the one that it is answered', async () => {
    const welcome = { type: 'welcome', version: 1, nonce: NONCE, proof: '' };
    const { port, heard, others } = await impostor(() => welcome);
    await dials(port, null);
    await until(() => others.length > 0);
    const to = { from: 0, to: 1, core: 'raft', cluster: '', versions: { least: 1, most: 2 } };
    expect(heard[0]).toMatchObject(to);
    expect(heard[1]).toEqual({ proof: '' });
  });
});

describe('a greeting between servers', () => {
  it.each([
    [{ cluster: 'two' }, 'it belongs to ensemble "two", not "one"'],
    [{ core: 'zab' }, 'it runs zab, and this raft'],
    [{ to: 2 }, 'it means to speak to server 2, and this is 0'],
    [{ from: 3 }, 'there is no other server 3'],
    [{ from: 0 }, 'there is no other server 0'],
    [{ versions: { least: 3, most: 7 } }, 'it speaks versions 3 to 7, and this 1 to 2'],
  ])('with %j is refused, and the log says why', async (wrong, reason) => {
    const { ports, told } = await three({});
    const peer = new Visitor(ports[0] ?? 0);
    peer.say({ ...HELLO, ...wrong });
    expect(await peer.answer()).toEqual({ type: 'refused', reason });
    await peer.ended;
    const fields = { address: '127.0.0.1', reason };
    expect(told).toContainEqual({ message: 'refused who came as a server', fields });
  });

  it('with a server of a newer release settles on what both speak', async () => {
    const { ports } = await three({});
    const peer = new Visitor(ports[0] ?? 0);
    peer.say({ ...HELLO, versions: { least: 1, most: 9 }, news: 'to be ignored' });
    expect(await peer.answer()).toMatchObject({ type: 'welcome', version: 2, proof: '' });
  });
});
