import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { connect } from '@menagerie/client/node';
import { bareSocket } from './bare-socket.ts';
import type { Contestant } from './contestant.ts';

/**
 * Requests in a second, and how long the slowest in a hundred takes, beside other clients for Node, to
 * one server in a process of its own: one request after the other, and 100 under way at a time.
 *
 * The machine may be busy with other things, and is faster in one second than in the next. So rounds
 * are short and many, the clients take turns in each, in another order each time, and are compared
 * round by round. What is given is the median. A bare socket, which sends the bytes of a request and
 * looks at nothing that comes, shows what is left to a client.
 */
const ROUNDS = 30;
const MILLISECONDS = 100;
const WARM_MILLISECONDS = 1000;
const DATA = Buffer.alloc(128, 120);

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

async function measure(
  act: () => Promise<unknown>,
  atOnce: number,
  milliseconds: number,
): Promise<Measured> {
  const times: number[] = [];
  const began = performance.now();
  const cpu = process.cpuUsage();
  const work = async (): Promise<void> => {
    for (let now = began; now - began < milliseconds; ) {
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

/** Each client in each round; the first is whom the others are compared with. */
async function compare(
  contestants: readonly Contestant[],
  act: (contestant: Contestant) => Promise<unknown>,
  atOnce: number,
): Promise<void> {
  const results = new Map<Contestant, Measured[]>(contestants.map((one) => [one, []]));
  for (const one of contestants) await measure(() => act(one), atOnce, WARM_MILLISECONDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = round % contestants.length;
    for (const one of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      results.get(one)?.push(await measure(() => act(one), atOnce, MILLISECONDS));
    }
  }
  const [own = []] = results.values();
  for (const [{ name }, rounds] of results) {
    const of = (value: (one: Measured) => number): number => median(rounds.map(value));
    const ahead = (value: (one: Measured) => number): string =>
      median(rounds.map((one, at) => value(own[at] ?? one) / value(one))).toFixed(2);
    console.log(
      [
        `  ${name.padEnd(22)}`,
        `${of((one) => one.perSecond).toFixed(0)}/s`.padStart(9),
        `p99 ${of((one) => one.p99Ms).toFixed(2)} ms`.padStart(13),
        `${of((one) => one.cpuUs).toFixed(1)} us of processor each`.padStart(27),
        `  ours: ${ahead((one) => one.perSecond)} times as many, p99 ${ahead((one) => one.p99Ms)} times as long`,
      ].join(' '),
    );
  }
}

const server = spawn(
  process.execPath,
  ['--import', 'tsx', join(import.meta.dirname, 'server-child.ts')],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const port = await new Promise<string>((resolve) => {
  server.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
});
const address = `127.0.0.1:${port}`;
const found = [
  await ours(address),
  await peer(address),
  await native(address),
  await bareSocket(address),
];
const contestants = found.filter((one) => one !== null);
const setup = await connect(address);
await setup.create('/bench', DATA);
await setup.close();

for (const operation of ['get', 'set'] as const) {
  for (const atOnce of [1, 100]) {
    console.log(`${operation}, ${atOnce} at a time`);
    await compare(
      contestants,
      (one) => (operation === 'get' ? one.get('/bench') : one.set('/bench', DATA)),
      atOnce,
    );
  }
}
for (const contestant of contestants) contestant.close();
server.stdin.end();
