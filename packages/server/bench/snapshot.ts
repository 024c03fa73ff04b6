import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { CoreName } from '@menagerie/server';
import { startServer } from '@menagerie/server/node';
import { helpIfAsked } from '../../../scripts/help.ts';
import { RawClient } from '../test/helpers/raw-client.ts';

helpIfAsked(`Usage: npm run bench:snapshot -- [zab|raft|paxos] [znodes]

For how long a server is held up while its tree is written out under load, and how long it takes to
begin again: on Zab, with a million znodes of 128 bytes, unless said.
`);

const [core = 'zab', count = '1000000', role = 'client', directory = ''] = process.argv.slice(2);
const ZNODES = Number(count);
const PIPELINED = 512;
const acl = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const data = new Uint8Array(128).fill(7);

/** What the event loop of the server did since it was asked the last time. In milliseconds. */
interface Stalls {
  readonly max: number;
  readonly p99: number;
  /** The longest less what its thread waited for a processor: it worked, or what it called did not return. */
  readonly own: number;
}

const coreName = (name: string): CoreName => (name === 'raft' || name === 'paxos' ? name : 'zab');

if (role === 'server') await serve();
else await measure();

async function serve(): Promise<void> {
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  const server = await startServer({
    core: coreName(core),
    directory,
    clientPort: 0,
  });
  stalls.enable();
  let own = 0;
  let before = hadMs();
  setInterval(() => {
    const now = hadMs();
    own = Math.max(own, now - before);
    before = now;
  }, 1);
  process.on('message', () => {
    process.send?.({ max: stalls.max / 1e6, p99: stalls.percentile(99) / 1e6, own });
    stalls.reset();
    own = 0;
  });
  process.send?.(server.clientPort);
}

/** The time that passed, less what the thread of the event loop waited for a processor. Linux knows. */
function hadMs(): number {
  const file = '/proc/self/schedstat';
  const waitedNs = existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[1]) : 0;
  return performance.now() - waitedNs / 1e6;
}

async function measure(): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'menagerie-bench-'));
  try {
    const first = await start(place);
    const client = await RawClient.open(first.port, { timeOut: 40_000 });
    await client.ask('create', { path: '/bench', data, acl, flags: 0 });
    const filling = performance.now();
    await pipelined(ZNODES, (at) =>
      client.ask('create', { path: pathOf(at), data, acl, flags: 0 }),
    );
    console.log(`${core}: ${ZNODES} znodes were created in ${seconds(filling)}`);
    await first.stalls();
    const write = (at: number) =>
      client.ask('setData', { path: pathOf(at % 1000), data, version: -1 });
    console.log(await underLoad('before', first, write, 10_000));
    // From the beginning of one to its end.
    await writeWhile(write, () => keeps(place));
    await writeWhile(write, async () => !(await keeps(place)));
    await first.stalls();
    const keeping = performance.now();
    const writes = await writeWhile(write, () => keeps(place));
    const rate = Math.round((writes / (performance.now() - keeping)) * 1000);
    console.log(`while it was kept, ${seconds(keeping)}: ${await told(first)}, ${rate} writes/s`);
    // What comes next writes the image of the core, and lets go of the old log.
    await pipelined(10_000, write);
    console.log(`behind it: ${await told(first)}`);
    first.kill();

    const starting = performance.now();
    const second = await start(place);
    const again = await RawClient.open(second.port);
    await again.ask('getAllChildrenNumber', { path: '/' });
    console.log(`killed, and answers again after ${seconds(starting)}`);
    second.kill();
  } finally {
    await rm(place, { recursive: true });
  }
}

interface Started {
  readonly port: number;
  stalls(): Promise<Stalls>;
  kill(): void;
}

async function start(place: string): Promise<Started> {
  const child = fork(import.meta.filename, [core, count, 'server', place]);
  const said = <T>(): Promise<T> => new Promise((resolve) => child.once('message', resolve));
  const port = await said<number>();
  return {
    port,
    stalls: () => {
      const answer = said<Stalls>();
      child.send('stalls');
      return answer;
    },
    kill: () => child.kill('SIGKILL'),
  };
}

async function underLoad(
  when: string,
  server: Started,
  write: (at: number) => Promise<unknown>,
  writes: number,
): Promise<string> {
  const began = performance.now();
  await pipelined(writes, write);
  const rate = Math.round((writes / (performance.now() - began)) * 1000);
  return `${when}: ${await told(server)}, ${rate} writes/s`;
}

async function told(server: Started): Promise<string> {
  const { max, p99, own } = await server.stalls();
  const usual = `99 of 100 rounds of the loop took less than ${p99.toFixed(1)} ms`;
  return `${usual}, the longest ${max.toFixed(1)} ms, ${own.toFixed(1)} ms without waiting for a processor`;
}

/** So many at once, until all are answered. */
async function pipelined(total: number, ask: (at: number) => Promise<unknown>): Promise<void> {
  let at = 0;
  const one = async (): Promise<void> => {
    while (at < total) {
      at += 1;
      await ask(at - 1);
    }
  };
  await Promise.all(Array.from({ length: PIPELINED }, one));
}

/** @returns how many writes that were */
async function writeWhile(
  write: (at: number) => Promise<unknown>,
  holds: () => Promise<boolean>,
): Promise<number> {
  let writes = 0;
  for (; await holds(); writes += 1000) await pipelined(1000, write);
  return writes;
}

/** Whether a tree is being written. */
async function keeps(place: string): Promise<boolean> {
  return (await readdir(place)).some((name) => /^tree-.*\.part$/.test(name));
}

function pathOf(at: number): string {
  return `/bench/znode-${String(at).padStart(10, '0')}`;
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
