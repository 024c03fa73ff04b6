import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { searchTogether } from '../cli/crew.ts';
import { ClusterSpace } from '../src/explorer/cluster/cluster-space.ts';
import type { Reductions } from '../src/explorer/cluster/options.ts';
import { Search } from '../src/explorer/search.ts';
import { together } from '../src/explorer/threads/together.ts';

/**
 * States of Raft with three servers in a second of one processor, all properties on, and what a
 * second thread adds: medians of several searches. Rates are by processor time, since the machine
 * may be busy with other things; two threads are compared with one by the clock, in turn, so a
 * busy machine shows in that ratio. Two numbers of different runs of this file are not to be
 * compared.
 */
const ROUNDS = 3;
/** Without reductions nothing that is worth a measurement ends. */
const CUT_OFF = 600_000;
const LARGE = '4 elections, 2 writes, 1 crash';
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
  const distinct: number[] = [];
  const generated: number[] = [];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { reductions = {}, ...limits } = options;
    const space = new ClusterSpace(raftSubject, raftExploration, scope, { reductions });
    const search = new Search(space, { order: 'breadth', ...limits });
    const began = process.cpuUsage();
    search.finish();
    const { user, system } = process.cpuUsage(began);
    const seconds = (user + system) / 1e6;
    distinct.push(search.distinct / seconds);
    generated.push(search.generated / seconds);
    bytes = search.table.bytes / search.distinct;
  }
  const shown = (rates: number[]): string => Math.round(median(rates)).toLocaleString('en');
  console.log(
    `${what}: ${shown(distinct)} distinct and ${shown(generated)} generated a second, ${bytes.toFixed(1)} bytes a state`,
  );
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

function median(rates: number[]): number {
  return rates.toSorted((a, b) => a - b)[rates.length >> 1] ?? 0;
}

measure(`all reductions, ${LARGE}`, scopeNamed(LARGE), {});
measure(
  'no reductions, in a bag',
  { ...scopeNamed('4 elections, 2 writes'), network: 'bag' },
  {
    reductions: { symmetry: false, deadMessages: false, wornMessages: false, idleInputs: false },
    maxStates: CUT_OFF,
  },
);
await compareThreads();
