import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { searchTogether } from '../cli/crew.ts';
import { ClusterSpace } from '../src/explorer/cluster/cluster-space.ts';
import type { Reductions } from '../src/explorer/cluster/options.ts';
import { Search } from '../src/explorer/search.ts';
import { together } from '../src/explorer/threads/together.ts';

/**
 * States of Raft with three servers in a second of one thread, all properties on, and what a
 * second thread adds: medians of several searches. Rates are by the clock, and by the time of all
 * processors, in which what the garbage collector does beside the thread counts as well; on a busy
 * machine only the second means anything. Two threads are compared with one by the clock, in turn.
 * Two numbers of different runs of this file are not to be compared.
 */
const ROUNDS = 3;
/** Without reductions nothing that is worth a measurement ends. */
const CUT_OFF = 4_000_000;
const LARGE = '4 elections, 2 writes, 1 crash';
/** One in which each state is come upon eleven times. */
const ANSWERING = '4 elections, 2 writes, stale requests answered';
/** Threads make room for so many states. */
const CAPACITY = 6_000_000;

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

/** @returns seconds by the clock, and what was seen */
async function timeThreads(threads: number): Promise<[seconds: number, seen: string]> {
  const task = { protocol: 'raft', scope: LARGE, mutant: null, reductions: {} };
  const began = performance.now();
  const tally = together(await searchTogether(task, threads, CAPACITY));
  const seconds = (performance.now() - began) / 1000;
  return [seconds, `${tally.distinct} distinct, ${tally.generated} generated`];
}

async function compareThreads(): Promise<void> {
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [one, seen] = await timeThreads(1);
    const [two, seenByTwo] = await timeThreads(2);
    if (seen !== seenByTwo) throw new RangeError(`one thread: ${seen}; two: ${seenByTwo}`);
    ratios.push(one / two);
    console.log(`one thread ${one.toFixed(1)} s, two ${two.toFixed(1)} s: ${seen} by both`);
  }
  console.log(`two threads: ${median(ratios).toFixed(2)} times one`);
}

function median(rates: readonly number[]): number {
  return rates.toSorted((a, b) => a - b)[rates.length >> 1] ?? 0;
}

for (const name of [LARGE, ANSWERING]) measure(`all reductions, ${name}`, scopeNamed(name), {});
measure(
  'no reductions, in a bag',
  { ...scopeNamed('4 elections, 2 writes'), network: 'bag' },
  {
    reductions: { symmetry: false, deadMessages: false, wornMessages: false, idleInputs: false },
    maxStates: CUT_OFF,
  },
);
await compareThreads();
