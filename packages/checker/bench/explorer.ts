import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { ClusterSpace } from '../src/explorer/cluster/cluster-space.ts';
import type { Reductions } from '../src/explorer/cluster/options.ts';
import { Search } from '../src/explorer/search.ts';

/**
 * States of Raft with three servers in a second of one processor, all properties on: the median
 * of three searches that are cut off. Processor time, since the machine may be busy with other
 * things; two numbers of different runs of this file are not to be compared.
 */
const ROUNDS = 3;
const STATES = 600_000;

type Raft = (typeof raftExploration.scopes)[number];

function scopeNamed(name: string): Raft {
  const found = raftExploration.scopes.find((scope) => scope.name === name);
  if (found === undefined) throw new RangeError(`there is no scope ${name}`);
  return found;
}

function measure(what: string, scope: Raft, reductions: Reductions): void {
  const distinct: number[] = [];
  const generated: number[] = [];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const space = new ClusterSpace(raftSubject, raftExploration, scope, { reductions });
    const search = new Search(space, { order: 'breadth', maxStates: STATES });
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

function median(rates: number[]): number {
  return rates.toSorted((a, b) => a - b)[rates.length >> 1] ?? 0;
}

const large = scopeNamed('4 elections, 2 writes');
measure('all reductions', large, {});
measure(
  'no reductions, in a bag',
  { ...large, network: 'bag' },
  {
    symmetry: false,
    deadMessages: false,
    idleInputs: false,
  },
);
