import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { ConnectRequest, JuteWriter, writeFrame, writeRequest } from '@menagerie/jute';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assault, type Toll } from './helpers/attacker.ts';
import { Random } from './helpers/random.ts';
import { RawClient } from './helpers/raw-client.ts';
import { word } from './helpers/word.ts';

/** From the environment, so that a campaign needs no change. */
const FRAMES = Number(process.env['MENAGERIE_BAD_FRAMES'] ?? 6000);
const SEED = Number(process.env['MENAGERIE_BAD_SEED'] ?? Date.now() % 2 ** 31);
const CORE = process.env['MENAGERIE_BAD_CORE'] ?? 'zab';

const AT_ONCE = 16;
/** That stay, and say nothing, or not all. */
const SILENT = 100;
/** As the server of the test has it. */
const COMPACT_EVERY = 1000;
const DEAF = 4;
/** Longer than any session or closed connection is kept. */
const MOST_WAITS = 400;
const MEBIBYTE = 2 ** 20;
/** More than any garbage that a collection leaves, and less than what a thousand connections hold. */
const SLACK = 24 * MEBIBYTE;

const STAYS = new Set(['/good', '/zookeeper', '/zookeeper/config', '/zookeeper/quota']);
const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const child = join(import.meta.dirname, 'helpers/bad-input-child.ts');

/** What may grow, as the process says and as the server says. */
interface Measured {
  readonly heap: number;
  readonly sockets: number;
  readonly counts: Readonly<Record<string, number>>;
}

const COUNTS = [
  'num_alive_connections',
  'global_sessions',
  'watch_count',
  'ephemerals_count',
  'znode_count',
  'outstanding_requests',
];

describe(`${FRAMES} frames from seed ${SEED}`, () => {
  const random = new Random(SEED);
  const silent: Socket[] = [];
  let server: ChildProcess;
  let port = 0;
  let slowest = 0;
  let good: RawClient;

  beforeAll(async () => {
    const flags = ['--expose-gc', '--import', 'tsx', '--conditions=@menagerie/source'];
    server = spawn(process.execPath, [...flags, child, CORE], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [{ clientPort }]: unknown[] & { 0: { clientPort: number } } = await heard();
    port = clientPort;
    good = await RawClient.open(port, { timeOut: 60_000 });
    await good.ask('create', { path: '/good', data: null, acl: OPEN, flags: 1 });
  });

  afterAll(() => {
    for (const socket of silent) socket.destroy();
    good.vanish();
    server.kill('SIGKILL');
  });

  it('neither end it, nor leave anything behind, nor disturb anybody else', {
    timeout: 0,
  }, async () => {
    const before = await quiet();
    for (let i = 0; i < SILENT; i += 1) silent.push(mute(port, random));
    const toll: Toll = { connections: SILENT, frames: 0, hanging: 0, unanswered: 0 };
    let attacks = true;
    const goodRounds = work(() => attacks);
    // Without their end in sight the last would all wait for each other.
    const attackers = Array.from({ length: AT_ONCE }, async () => {
      const own = new Random(random.below(2 ** 31));
      while (toll.frames < FRAMES && server.exitCode === null) await assault(port, own, toll);
    });
    await Promise.all(attackers);
    attacks = false;
    const rounds = await goodRounds;
    for (const socket of silent.splice(0)) socket.destroy();
    const after = await quiet();
    console.log({ seed: SEED, core: CORE, ...toll, rounds, slowest, before, after });
    expect(server.exitCode).toBeNull();
    expect({ hanging: toll.hanging, unanswered: toll.unanswered }).toEqual({
      hanging: 0,
      unanswered: 0,
    });
    expect(rounds).toBeGreaterThan(0);
    expect(after.sockets).toBe(before.sockets);
    expect(after.counts).toEqual(before.counts);
    expect(after.heap - before.heap).toBeLessThan(SLACK);
  });

  it('get little memory where they read nothing of what they asked for', {
    timeout: 0,
  }, async () => {
    const before = await quiet();
    const body = { path: '/bad-large', watch: false };
    const deaf = await Promise.all(
      Array.from({ length: DEAF }, async () => {
        const socket = connect({ port, host: '127.0.0.1' });
        await dial(socket);
        socket.pause();
        const asked = writeRequest(new JuteWriter(), 'getData', 1, body).slice();
        socket.write(Buffer.concat(Array.from({ length: 1000 }, () => asked)));
        return socket;
      }),
    );
    // What they asked for came before what is asked now.
    for (let round = 0; round < 20; round += 1) await good.ask('getData', body);
    const { heap } = await measure();
    for (const socket of deaf) socket.destroy();
    await quiet();
    expect(heap - before.heap).toBeLessThan(SLACK);
  });

  it('are let go where they do not let go', { timeout: 0 }, async () => {
    const sockets = Array.from({ length: SILENT }, (_, i) => {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      socket.on('error', () => socket.destroy());
      // Half of them say nothing, and the others what is closed at once.
      socket.write(i % 2 === 0 ? new Uint8Array(2) : Uint8Array.of(127, 255, 255, 255));
      return socket;
    });
    await quiet();
    for (const socket of sockets) socket.destroy();
  });

  /** Writes, reads, watches and counts, until it is enough: each must be as if it were alone. */
  async function work(goesOn: () => boolean): Promise<number> {
    let rounds = 0;
    for (; goesOn(); rounds += 1) {
      const began = performance.now();
      const data = new TextEncoder().encode(String(rounds));
      const seen = good.events.length;
      await good.ask('getData', { path: '/good', watch: true });
      const set = await good.ask('setData', { path: '/good', data, version: rounds });
      const read = await good.ask('getData', { path: '/good', watch: false });
      expect(set).toMatchObject({ type: 'done', body: { stat: { version: rounds + 1 } } });
      expect(read).toMatchObject({ type: 'done', body: { data } });
      expect(good.events.slice(seen)).toEqual([{ type: 3, state: 3, path: '/good' }]);
      // Nobody needs those that are over.
      good.events.length = 0;
      slowest = Math.max(slowest, performance.now() - began);
    }
    const reply = await good.ask('setData', { path: '/good', data: null, version: -1 });
    expect(reply).toMatchObject({ type: 'done' });
    await good.ask('delete', { path: '/good', version: -1 });
    await good.ask('create', { path: '/good', data: null, acl: OPEN, flags: 1 });
    return rounds;
  }

  /** With nothing but the good session, and only what the tree began with. */
  async function quiet(): Promise<Measured> {
    await clear('/');
    // The log holds what was written until it is cut short.
    const last = { path: '/last', data: null, acl: OPEN, flags: 0 };
    await good.ask('create', last);
    const writes = Array.from({ length: 3 * COMPACT_EVERY }, () =>
      good.ask('setData', { path: '/last', data: null, version: -1 }),
    );
    await Promise.all(writes);
    await good.ask('delete', { path: '/last', version: -1 });
    let measured = await measure();
    // The one of the good session, and those of the server itself.
    for (
      let waits = 0;
      measured.sockets > 1 || measured.counts['global_sessions'] !== 1;
      waits += 1
    ) {
      if (waits === MOST_WAITS) throw new Error(`it stays: ${JSON.stringify(measured)}`);
      await good.ask('ping', null);
      await new Promise((resolve) => setTimeout(resolve, 20));
      measured = await measure();
    }
    const body = { path: '/bad', data: null, acl: OPEN, flags: 0 };
    await good.ask('create', body);
    await good.ask('create', { ...body, path: '/bad-large', data: new Uint8Array(200_000) });
    return measured;
  }

  async function clear(path: string): Promise<void> {
    const reply = await good.ask('getChildren', { path, watch: false });
    const children = reply.type === 'done' ? (reply.body.children ?? []) : [];
    for (const name of children) {
      const below = `${path === '/' ? '' : path}/${name ?? ''}`;
      await clear(below);
      if (!STAYS.has(below)) await good.ask('delete', { path: below, version: -1 });
    }
  }

  async function measure(): Promise<Measured> {
    const answer = heard();
    server.send('measure');
    const [measured]: unknown[] & { 0: Measured } = await answer;
    return { ...measured, counts: countsIn(await word(port, 'mntr')) };
  }

  function heard(): Promise<[never]> {
    return once(server, 'message') as Promise<[never]>;
  }
});

function countsIn(mntr: string): Record<string, number> {
  return Object.fromEntries(
    COUNTS.map((name) => [name, Number(new RegExp(`zk_${name}\t(.*)`).exec(mntr)?.[1])]),
  );
}

/** Opens a session. */
async function dial(socket: Socket): Promise<void> {
  const greeting = { protocolVersion: 0, lastZxidSeen: 0n, timeOut: 1000, sessionId: 0n };
  const whole = { ...greeting, passwd: new Uint8Array(16), readOnly: false };
  socket.on('error', () => socket.destroy());
  socket.write(writeFrame(new JuteWriter(), ConnectRequest, whole).slice());
  await once(socket, 'data');
}

function mute(port: number, random: Random): Socket {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => socket.destroy());
  socket.write(new Uint8Array(random.below(4)));
  return socket;
}
