import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreName } from '@menagerie/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleInto } from '../campaign/bundle.ts';
import { keep, nameOf, troubleIn } from '../campaign/report.ts';
import { runOnce } from '../campaign/run.ts';

/** Seeds of one line run at once: most of the time servers wait. More of it is `npm run campaign`. */
const RUNS: readonly (readonly [CoreName, number, ...number[]])[] = [
  ['zab', 3, 1, 2],
  ['raft', 3, 3, 4],
  ['paxos', 3, 5, 6],
  ['zab', 3, 7, 8],
  ['raft', 3, 9, 10],
  ['paxos', 3, 11, 12],
  ['zab', 5, 13],
  ['raft', 5, 14],
  ['paxos', 5, 15],
  ['zab', 5, 16],
  ['raft', 5, 17],
  ['paxos', 5, 18],
  ['zab', 3, 19, 20],
];
const LENGTH_MS = 2000;

let directory = '';
let program = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'menagerie-bundle-'));
  program = await bundleInto(directory);
});
afterAll(() => rm(directory, { recursive: true }));

it.each(RUNS)(
  'what clients see of %s on %i processes with faults is as promised, seed %i',
  async (core, servers, ...seeds) => {
    const options = { core, servers, lengthMs: LENGTH_MS, program, mistake: '' };
    const runs = await Promise.all(seeds.map((seed) => runOnce({ ...options, seed })));
    for (const run of runs) {
      const trouble = troubleIn(run);
      if (trouble.length > 0) trouble.push(`kept in ${await keep(run, '.menagerie/campaign')}`);
      expect([nameOf(run), trouble]).toEqual([nameOf(run), []]);
      expect(run.judgement.answered).toBeGreaterThan(0);
    }
  },
);

it.each(['read-overtakes-write', 'event-comes-late', 'ephemeral-stays', 'applies-otherwise'])(
  'servers with the mistake %s are found out',
  async (mistake) => {
    const options = { core: 'zab', servers: 3, lengthMs: 500, program, mistake } as const;
    for (let seed = 1; ; seed += 1) {
      // Not in each run: what meets what is up to the machine.
      if (troubleIn(await runOnce({ ...options, seed })).length > 0) return;
    }
  },
);
