import { ConnectRequest, ErrorCode, JuteWriter, writeFrame, writeRequest } from '@menagerie/jute';
import { digestId } from '@menagerie/znode';
import { describe, expect, it } from 'vitest';
import { CLIENT_LIMITS, Front, Ledger, ProposalKind, type Settle } from '../src/index.ts';
import type { Unsigned } from '../src/member/proposal.ts';
import { ensemble } from './helpers/ensemble.ts';
import { RawClient } from './helpers/raw-client.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const create = (path: string, data: Uint8Array | null = null, acl = OPEN) => ({
  path,
  data,
  acl,
  flags: 0,
});

/** A log, and the lines that it was told. */
function written() {
  const lines: string[] = [];
  const write = (fields: object, message: string): void => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { lines, log: { debug: write, info: write, warn: write, error: write } };
}

describe('a server', () => {
  it('lets the super user do what the permissions do not', async () => {
    const superDigest = digestId(bytes('super:s3cret'));
    const [server] = await ensemble('zab', 1, { limits: { superDigest } });
    const port = server?.clientPort ?? 0;
    const [client, superUser] = [await RawClient.open(port), await RawClient.open(port)];
    const closed = [{ perms: 31, id: { scheme: 'digest', id: 'x:y' } }];
    await client.ask('create', create('/closed', null, closed));
    const read = { path: '/closed', watch: false };
    expect(await client.ask('getData', read)).toMatchObject({ err: ErrorCode.noAuth });
    const auth = { type: 0, scheme: 'digest', auth: bytes('super:s3cret') };
    expect((await superUser.ask('auth', auth)).type).toBe('done');
    expect((await superUser.ask('getData', read)).type).toBe('done');
    await client.ask('auth', { ...auth, auth: bytes('super:other') });
    expect(await client.ask('getData', read)).toMatchObject({ err: ErrorCode.noAuth });
  });

  it('asks for no permission where it is told not to', async () => {
    const [server] = await ensemble('zab', 1, { skipACL: true });
    const client = await RawClient.open(server?.clientPort ?? 0);
    const closed = [{ perms: 31, id: { scheme: 'digest', id: 'x:y' } }];
    await client.ask('create', create('/closed', null, closed));
    const read = await client.ask('getData', { path: '/closed', watch: true });
    expect(read.type).toBe('done');
    await client.ask('setData', { path: '/closed', data: null, version: -1 });
    expect(client.events).toEqual([{ type: 3, state: 3, path: '/closed' }]);
  });

  it.each([true, false])('keeps hard quotas where it is told to: %s', async (enforceQuota) => {
    const [server] = await ensemble('zab', 1, { enforceQuota });
    const client = await RawClient.open(server?.clientPort ?? 0);
    const quota = '/zookeeper/quota/q';
    await client.ask('create', create('/q'));
    await client.ask('create', create(quota));
    const limits = bytes('count=-1,bytes=-1=;byteHardLimit=-1;countHardLimit=2');
    await client.ask('create', create(`${quota}/zookeeper_limits`, limits));
    await client.ask('create', create(`${quota}/zookeeper_stats`, bytes('count=1,bytes=0')));
    expect((await client.ask('create', create('/q/a'))).type).toBe('done');
    const over = await client.ask('create', create('/q/b'));
    const expected = enforceQuota
      ? { type: 'failed', err: ErrorCode.quotaExceeded }
      : { type: 'done' };
    expect(over).toMatchObject(expected);
  });

  it('takes what is over a soft quota, and says so once', async () => {
    const { lines, log } = written();
    const [server] = await ensemble('zab', 1, { log });
    const client = await RawClient.open(server?.clientPort ?? 0);
    const quota = '/zookeeper/quota/q';
    await client.ask('create', create('/q'));
    await client.ask('create', create(quota));
    await client.ask('create', create(`${quota}/zookeeper_limits`, bytes('count=-1,bytes=3')));
    await client.ask('create', create(`${quota}/zookeeper_stats`, bytes('count=1,bytes=0')));
    const told = () => lines.filter((line) => line.startsWith('quota exceeded'));
    expect((await client.ask('create', create('/q/a', bytes('abc')))).type).toBe('done');
    expect(told()).toEqual([]);
    for (const path of ['/q/b', '/q/c']) {
      expect((await client.ask('create', create(path, bytes('d')))).type).toBe('done');
    }
    expect(told()).toEqual([expect.stringContaining('"path":"/q","count":3')]);
  });

  it('says of whom a frame was that is longer than it may be, and how long it was', async () => {
    const { lines, log } = written();
    const [server] = await ensemble('zab', 1, { log, limits: { maxBytes: 1000 } });
    const client = await RawClient.open(server?.clientPort ?? 0);
    expect(await client.tryAsk('create', create('/large', new Uint8Array(1000)))).toBeNull();
    const stranger = RawClient.dial(server?.clientPort ?? 0);
    stranger.send(bytes('GET / HTTP/1.1\r\n'));
    await stranger.ended();
    const said = lines.filter((line) => line.startsWith('connection closed: '));
    expect(said).toEqual([
      expect.stringMatching(
        `^connection closed: a frame is over jute.maxbuffer {"session":"0x${client.session.toString(16)}",` +
          `"client":"127.0.0.1:\\d+","bytes":10\\d\\d,"limit":1000,`,
      ),
      expect.stringContaining('this is HTTP, and the port is not'),
    ]);
  });

  it.each([3, 1])('takes frames as long as it may, of one of %i', async (size) => {
    const servers = await ensemble('raft', size, { limits: { maxBytes: 4 << 20 } });
    const client = await RawClient.open(servers[0]?.clientPort ?? 0);
    const data = new Uint8Array(3_000_000).fill(5);
    expect((await client.ask('create', create('/large', data))).type).toBe('done');
    const stat = await client.ask('exists', { path: '/large', watch: false });
    expect(stat).toMatchObject({ body: { stat: { dataLength: data.length } } });
    expect(await client.tryAsk('create', create('/larger', new Uint8Array(5 << 20)))).toBeNull();
  });

  it('takes so many connections from one address, and another once one is gone', async () => {
    const [server] = await ensemble('zab', 1, { limits: { perAddress: 2 } });
    const port = server?.clientPort ?? 0;
    const [one] = [await RawClient.open(port), await RawClient.open(port)];
    expect(await RawClient.dial(port).greet()).toBeNull();
    await one?.ask('closeSession', null);
    await one?.ended();
    const next = await RawClient.open(port);
    expect((await next.ask('ping', null)).type).toBe('done');
  });

  it('sends away who says nothing, or half of something', async () => {
    const [server] = await ensemble('zab', 1, { limits: { greetingMs: 30 } });
    const port = server?.clientPort ?? 0;
    const open = await RawClient.open(port);
    const [silent, slow] = [RawClient.dial(port), RawClient.dial(port)];
    slow.send(Uint8Array.of(0, 0, 0, 45, 0, 0));
    await Promise.all([silent.ended(), slow.ended()]);
    expect((await open.ask('ping', null)).type).toBe('done');
  });

  it('answers every write, however few may wait at once', async () => {
    const [server] = await ensemble('zab', 1, { limits: { outstanding: 3 } });
    const port = server?.clientPort ?? 0;
    const clients = await Promise.all([1, 2, 3].map(() => RawClient.open(port)));
    await clients[0]?.ask('create', create('/n'));
    const set = { path: '/n', data: null, version: -1 };
    const asked = clients.flatMap((client) =>
      Array.from({ length: 300 }, () => client.ask('setData', set)),
    );
    const versions = (await Promise.all(asked)).map((reply) =>
      reply.type === 'done' ? reply.body.stat.version : reply.err,
    );
    expect(versions.toSorted((a, b) => a - b)).toEqual(asked.map((_, i) => i + 1));
  });
});

/** A front whose log answers when it is told to, and a client of it with a session. */
function fronted(outstanding: number) {
  const asked: { readonly wish: Unsigned; readonly settle: Settle }[] = [];
  const ledger = new Ledger({});
  ledger.secret = new Uint8Array(16);
  const front = new Front({
    ledger,
    self: 0,
    minSessionMs: 1000,
    maxSessionMs: 1000,
    limits: { ...CLIENT_LIMITS, outstanding },
    wallClock: () => 1,
    now: () => 1,
    submit: (wish, settle) => asked.push({ wish, settle }),
    touch: () => {},
    word: () => '',
    heard: () => {},
  });
  front.serve('open');
  const settle = (next = asked.shift()): void => {
    if (next === undefined) throw new Error('nothing was asked');
    const { wish: unsigned } = next;
    const wish = { ...unsigned, origin: 0, boot: 0, serial: 0 };
    next.settle({ wish, isVoid: false, isMoved: false, applied: null });
  };
  const open = (unsent: () => number = () => 0) => {
    const socket = { address: '127.0.0.1', port: 1, unsent, write: () => {}, end: () => {} };
    const connection = front.accept(socket);
    const request = {
      protocolVersion: 0,
      lastZxidSeen: 0n,
      timeOut: 1000,
      sessionId: 0n,
      passwd: new Uint8Array(16),
      readOnly: false,
    };
    connection.receive(writeFrame(new JuteWriter(), ConnectRequest, request).slice());
    settle(asked.pop());
    const send = (count: number): void => {
      const set = { path: '/', data: null, version: -1 };
      const frame = writeRequest(new JuteWriter(), 'setData', 1, set).slice();
      for (let i = 0; i < count; i += 1) connection.receive(frame);
    };
    return { connection, send };
  };
  return { asked, open, settle };
}

describe('a front', () => {
  it('reads nothing more of who waits while too much does, but of others', () => {
    const { asked, open, settle } = fronted(10);
    const [one, other] = [open(), open()];
    one.send(50);
    expect(asked).toHaveLength(10);
    other.send(50);
    expect(asked).toHaveLength(11);
    settle();
    expect(asked).toHaveLength(10);
    settle();
    expect(asked).toHaveLength(10);
    other.connection.gone();
    for (let left = 60; left > 0 && asked.length > 0; left -= 1) settle();
    expect(asked).toHaveLength(0);
    one.send(1);
    expect(asked.map(({ wish }) => wish.kind)).toEqual([ProposalKind.request]);
  });

  it('waits for nobody who is gone', () => {
    const { asked, open, settle } = fronted(10);
    for (let i = 0; i < 10; i += 1) {
      const other = open();
      other.send(1);
      other.connection.gone();
    }
    const one = open();
    for (let left = 10; left > 0; left -= 1) settle();
    one.send(5);
    expect(asked).toHaveLength(5);
  });

  it('reads nothing more of who does not read what it was answered', () => {
    const { asked, open } = fronted(1000);
    let unsent = 0;
    const { connection, send } = open(() => unsent);
    send(2);
    unsent = 5 << 20;
    send(3);
    expect(asked).toHaveLength(2);
    unsent = 0;
    connection.goOn();
    expect(asked).toHaveLength(5);
  });
});
