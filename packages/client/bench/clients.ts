import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { connect } from '@menagerie/client/node';

/**
 * Requests in a second, and how long the slowest in a hundred takes, beside other clients for Node, to
 * one server in a process of its own: one request after the other, and 100 under way at a time. The
 * median of several rounds, in each of which the clients take turns, since the machine may be busy
 * with other things.
 */
const ROUNDS = 7;
const MILLISECONDS = 500;
const DATA = Buffer.alloc(128, 120);

/** A client under test. */
interface Contestant {
  readonly name: string;
  get(path: string): Promise<unknown>;
  set(path: string, data: Buffer): Promise<unknown>;
  close(): void;
}

interface Measured {
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly cpuUs: number;
}

type Callback = (error: Error | null) => void;

/** What is used here of node-zookeeper-client. */
interface PeerClient {
  once(event: 'connected', listener: () => void): void;
  connect(): void;
  close(): void;
  create(path: string, data: Buffer, done: Callback): void;
  getData(path: string, done: Callback): void;
  setData(path: string, data: Buffer, version: number, done: Callback): void;
}

/** What is used here of the native `zookeeper`. */
interface NativeClient {
  connect(options: object, done: (error: Error | null) => void): void;
  get(path: string, watch: boolean): Promise<unknown>;
  set(path: string, data: Buffer, version: number): Promise<unknown>;
  close(): void;
}

const require = createRequire(import.meta.url);

async function ours(address: string): Promise<Contestant> {
  const client = await connect(address, { sessionTimeoutMs: 30_000 });
  return {
    name: '@menagerie/client',
    get: (path) => client.get(path),
    set: (path, data) => client.set(path, data),
    close: () => void client.close(),
  };
}

async function peer(address: string): Promise<Contestant> {
  const { createClient } = require('node-zookeeper-client') as {
    createClient(address: string): PeerClient;
  };
  const client = createClient(address);
  await new Promise<void>((resolve) => {
    client.once('connected', resolve);
    client.connect();
  });
  const promised = (act: (done: Callback) => void): Promise<void> =>
    new Promise((resolve, reject) =>
      act((error) => (error === null || error === undefined ? resolve() : reject(error))),
    );
  return {
    name: 'node-zookeeper-client',
    get: (path) => promised((done) => client.getData(path, done)),
    set: (path, data) => promised((done) => client.setData(path, data, -1, done)),
    close: () => client.close(),
  };
}

/** `null` where it is not installed: it has to be compiled. */
async function native(address: string): Promise<Contestant | null> {
  const { MENAGERIE_CLIENTS: folder } = process.env;
  if (folder === undefined) {
    console.log('The native zookeeper is left out: set MENAGERIE_CLIENTS to the folder that');
    console.log('packages/server/interop/install.sh filled.');
    return null;
  }
  const { Promise: Native } = createRequire(join(folder, 'zookeeper', 'any.js'))('zookeeper') as {
    Promise: new (options: object) => NativeClient;
  };
  const options = { connect: address, timeout: 30_000, debug_level: 2 };
  const client = new Native(options);
  await new Promise<void>((resolve, reject) => {
    client.connect(options, (error) => (error === null ? resolve() : reject(error)));
  });
  return {
    name: 'zookeeper (native)',
    get: (path) => client.get(path, false),
    set: (path, data) => client.set(path, data, -1),
    close: () => client.close(),
  };
}

async function measure(act: () => Promise<unknown>, atOnce: number): Promise<Measured> {
  const times: number[] = [];
  const began = performance.now();
  const cpu = process.cpuUsage();
  const work = async (): Promise<void> => {
    for (let now = began; now - began < MILLISECONDS; ) {
      await act();
      const then = performance.now();
      times.push(then - now);
      now = then;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const { user, system } = process.cpuUsage(cpu);
  const sorted = times.toSorted((a, b) => a - b);
  return {
    perSecond: (times.length / (performance.now() - began)) * 1000,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    cpuUs: (user + system) / times.length,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const server = spawn(
  process.execPath,
  [
    '--import',
    'tsx',
    '--conditions=@menagerie/source',
    join(import.meta.dirname, 'server-child.ts'),
  ],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const port = await new Promise<string>((resolve) => {
  server.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
});
const address = `127.0.0.1:${port}`;
const first = await ours(address);
const found = [first, await peer(address), await native(address)];
const contestants = found.filter((one) => one !== null);
const setup = await connect(address);
await setup.create('/bench', DATA);
await setup.close();

for (const operation of ['get', 'set'] as const) {
  for (const atOnce of [1, 100]) {
    const results = new Map<Contestant, Measured[]>();
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const contestant of contestants) {
        const act = (): Promise<unknown> =>
          operation === 'get' ? contestant.get('/bench') : contestant.set('/bench', DATA);
        const measured = await measure(act, atOnce);
        // The first round warms up.
        if (round > 0) results.set(contestant, [...(results.get(contestant) ?? []), measured]);
      }
    }
    console.log(`${operation}, ${atOnce} at a time`);
    for (const [{ name }, rounds] of results) {
      const perSecond = median(rounds.map((one) => one.perSecond));
      const p99 = median(rounds.map((one) => one.p99Ms));
      const cpu = median(rounds.map((one) => one.cpuUs));
      console.log(
        `  ${name.padEnd(24)}${perSecond.toFixed(0).padStart(8)}/s  p99 ${p99.toFixed(2).padStart(7)} ms  ${cpu.toFixed(1).padStart(6)} us of processor each`,
      );
    }
  }
}
for (const contestant of contestants) contestant.close();
server.stdin.end();
