import { Worker } from 'node:worker_threads';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { helpIfAsked } from '../../../scripts/help.ts';
import { searchTogether } from '../cli/crew.ts';
import { ClusterSpace } from '../src/explorer/cluster/cluster-space.ts';
import type { Reductions } from '../src/explorer/cluster/options.ts';
import { Search } from '../src/explorer/search.ts';
import { together } from '../src/explorer/threads/together.ts';

helpIfAsked(`Usage: npm run bench:explorer -- [reduced] [plain] [threads] [ceiling]

States of Raft with three servers in a second of one thread, all properties on, and what a second
thread adds: medians of several searches. Rates are by the clock, and by the time of all processors,
in which what the garbage collector does beside the thread counts as well; on a busy machine only the
second means anything. Two threads are compared by the clock, in turn, with a search that shares
nothing; for what the machine has to give, two such searches run side by side as well (ceiling).

Without names of parts all of them run, which takes half an hour. Two numbers of different runs are
not to be compared.
`);

const ROUNDS = 3;
/** Without reductions nothing that is worth a measurement ends. */
const CUT_OFF = 4_000_000;
const LARGE = '4 elections, 2 writes, 1 crash';
/** One in which each state is come upon eleven times. */
const ANSWERING = '4 elections, 2 writes, stale requests answered';
/** Where there is something to share out: each thread has to warm up by itself. */
const LONG = '4 elections, 3 writes, 1 crash';
/** Threads make room for so many states. */
const CAPACITY = 24_000_000;

type Raft = (typeof raftExploration.scopes)[number];

function scopeNamed(name: string): Raft {
  const found = raftExploration.scopes.find((scope) => scope.name === name);
  if (found === undefined) throw new RangeError(`there is no scope ${name}`);
  return found;
}

function measure(
  what: string,
  scope: Raft,
  options: { readonly reductions?: Reductions; readonly maxStates?: number },
): void {
  const seconds: number[] = [];
  const processor: number[] = [];
  let [distinct, generated] = [0, 0];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { reductions = {}, ...limits } = options;
    const space = new ClusterSpace(raftSubject, raftExploration, scope, { reductions });
    const search = new Search(space, { order: 'breadth', ...limits });
    const [used, began] = [process.cpuUsage(), performance.now()];
    search.finish();
    seconds.push((performance.now() - began) / 1000);
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1e6);
    ({ distinct, generated } = search);
    bytes = search.table.bytes / search.distinct;
  }
  const rate = (count: number, times: readonly number[]): string =>
    Math.round(count / median(times)).toLocaleString('en');
  console.log(
    `${what}: ${distinct} distinct, ${generated} generated, ${bytes.toFixed(1)} bytes a state`,
  );
  for (const [by, times] of [['the clock', seconds] as const, ['processors', processor] as const]) {
    const rates = `${rate(distinct, times)} distinct and ${rate(generated, times)} generated`;
    console.log(
      `  a second by ${by}: ${rates} (${times.map((time) => time.toFixed(1)).join(', ')} s)`,
    );
  }
}

interface Counts {
  readonly distinct: number;
  readonly generated: number;
}

interface Timed {
  readonly seconds: number;
  readonly seen: string;
}

async function timed(search: () => Promise<readonly Counts[]>): Promise<Timed> {
  const began = performance.now();
  const [first] = await search();
  const seconds = (performance.now() - began) / 1000;
  return { seconds, seen: `${first?.distinct} distinct, ${first?.generated} generated` };
}

const task = { protocol: 'raft', scope: LONG, mutant: null, reductions: {} };

/** On a thread of its own as well, so that neither has a warmer start. */
function searchAlone(): Promise<Counts> {
  const worker = new Worker(new URL('./alone-worker.mjs', import.meta.url), {
    workerData: LONG,
    execArgv: ['--conditions=@menagerie/source'],
    resourceLimits: { maxYoungGenerationSizeMb: 192 },
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

const alone = (): Promise<Timed> => timed(async () => [await searchAlone()]);
const sideBySide = (): Promise<Timed> => timed(() => Promise.all([searchAlone(), searchAlone()]));
const inTwo = (): Promise<Timed> =>
  timed(async () => [together(await searchTogether(task, 2, CAPACITY))]);

async function compareThreads(): Promise<void> {
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const one = await alone();
    const two = await inTwo();
    if (one.seen !== two.seen) throw new RangeError(`one thread: ${one.seen}; two: ${two.seen}`);
    ratios.push(one.seconds / two.seconds);
    const [a, b] = [one, two].map(({ seconds }) => seconds.toFixed(1));
    console.log(`one thread ${a} s, two ${b} s: ${one.seen} by both`);
  }
  console.log(`two threads: ${median(ratios).toFixed(2)} times one`);
}

async function compareSearches(): Promise<void> {
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const one = await alone();
    const both = await sideBySide();
    ratios.push((2 * one.seconds) / both.seconds);
  }
  console.log(`two searches that share nothing: ${median(ratios).toFixed(2)} times one`);
}

function median(rates: readonly number[]): number {
  return rates.toSorted((a, b) => a - b)[rates.length >> 1] ?? 0;
}

const parts = process.argv.slice(2);
const isMeant = (part: string): boolean => parts.length === 0 || parts.includes(part);

if (isMeant('reduced')) {
  for (const name of [LARGE, ANSWERING]) measure(`all reductions, ${name}`, scopeNamed(name), {});
}
if (isMeant('plain'))
  measure(
    'no reductions, in a bag',
    { ...scopeNamed('4 elections, 2 writes'), network: 'bag' },
    {
      reductions: { symmetry: false, deadMessages: false, wornMessages: false, idleInputs: false },
      maxStates: CUT_OFF,
    },
  );
if (isMeant('threads')) await compareThreads();
if (isMeant('ceiling')) await compareSearches();
