import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CoreName } from '@menagerie/server';
import { bundleInto } from '../../server/campaign/bundle.ts';
import { type LoadReport, underLoad } from './run.ts';

const CORES: readonly CoreName[] = ['zab', 'raft', 'paxos'];

const HELP = `Usage: npm run load:recipes -- [options]

Holders of one lock and caches of one tree, on three server processes of which one after the other is
killed by SIGKILL and started again. What is held against them: the ledger under the lock, the tokens,
claims that are left, caches beside the tree, watches on the servers, the heap, promises that nobody has.

  --core zab|raft|paxos  on which protocol (zab)
  --locks N              how many clients hold the lock in turn (50)
  --caches N             how many clients follow the tree (50)
  --kills N              how many kills (60)
  --every MS             from one to the next (1000)
  --seed N               of what is written (1)

Ends with 1 if something does not hold.
`;

const { values } = parseArgs({
  options: {
    core: { type: 'string', default: 'zab' },
    locks: { type: 'string', default: '50' },
    caches: { type: 'string', default: '50' },
    kills: { type: 'string', default: '60' },
    every: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/** What a heap may have grown by: code that was compiled meanwhile, and the tokens of the report. */
const ROOM_BYTES = 4 * 2 ** 20;
/** A first run without faults, so that all code is loaded before the heap is looked at. */
const WARM_UP = { locks: 5, caches: 6, kills: 1, everyMs: 1000 };

if (values.help) process.stdout.write(HELP);
else process.exitCode = await main();

async function main(): Promise<number> {
  const core = CORES.find((name) => name === values.core);
  const [locks = 0, caches = 0, kills = 0, everyMs = 0, seed = 0] = [
    values.locks,
    values.caches,
    values.kills,
    values.every,
    values.seed,
  ].map(Number);
  const sizes = { locks, caches, kills, everyMs, seed };
  if (core === undefined || !Object.values(sizes).every(Number.isSafeInteger)) {
    process.stderr.write(
      '--core is zab, raft or paxos, and all else are whole numbers: see --help\n',
    );
    return 2;
  }
  const unheard: unknown[] = [];
  process.on('unhandledRejection', (reason) => unheard.push(reason));
  const home = await mkdtemp(join(tmpdir(), 'menagerie-load-'));
  try {
    const program = await bundleInto(join(home, 'program'));
    const within = (name: string) => ({ core, program, directory: join(home, name) });
    await underLoad({ ...sizes, ...WARM_UP, ...within('warm-up') });
    const before = liveBytes();
    const report = await underLoad({ ...sizes, ...within('load') });
    const grownBytes = liveBytes() - before;
    const broken = [
      ...report.broken,
      ...(grownBytes > ROOM_BYTES ? [`the heap has grown by ${grownBytes} bytes`] : []),
      ...unheard.map((reason) => `nobody has heard of a rejection: ${String(reason)}`),
    ];
    process.stdout.write(`${textOf(report, kills, before, grownBytes, unheard.length)}\n`);
    for (const problem of broken) process.stderr.write(`${problem}\n`);
    return broken.length === 0 ? 0 : 1;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function textOf(
  { deeds, suspended, killedForMs, watches }: LoadReport,
  kills: number,
  heapBytes: number,
  grownBytes: number,
  unheard: number,
): string {
  const { applied, unknown, lost, sessions } = deeds;
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} kB`;
  return [
    `${values.core}: ${kills} kills in ${(killedForMs / 1000).toFixed(1)} s, one of three servers after the other`,
    `${values.locks} holders of one lock: ${applied} effects applied, ${unknown} unknown, ${lost} lost; ${sessions} sessions ended`,
    `${values.caches} caches: read beside the tree in the end`,
    `${suspended} connections of clients lost, ${unheard} rejections that nobody has heard of`,
    `watches on the servers: ${watches.before} before, ${watches.after} after`,
    `heap: ${kilobytes(heapBytes)} before, ${kilobytes(heapBytes + grownBytes)} after`,
  ].join('\n');
}

/** What lives behind a collection. */
function liveBytes(): number {
  if (globalThis.gc === undefined) throw new Error('the heap cannot be read: run with --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
