import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreName } from '@menagerie/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleInto } from '../campaign/bundle.ts';
import { keep, nameOf, troubleIn } from '../campaign/report.ts';
import { runOnce } from '../campaign/run.ts';

interface Case {
  readonly core: CoreName;
  readonly servers: number;
  /** They run at once: most of the time servers wait. */
  readonly seeds: readonly number[];
}

/** More of it is `npm run campaign`. */
const CASES: readonly Case[] = [
  { core: 'zab', servers: 3, seeds: [1, 2] },
  { core: 'raft', servers: 3, seeds: [3, 4] },
  { core: 'paxos', servers: 3, seeds: [5, 6] },
  { core: 'zab', servers: 3, seeds: [7, 8] },
  { core: 'raft', servers: 3, seeds: [9, 10] },
  { core: 'paxos', servers: 3, seeds: [11, 12] },
  { core: 'zab', servers: 5, seeds: [13] },
  { core: 'raft', servers: 5, seeds: [14] },
  { core: 'paxos', servers: 5, seeds: [15] },
  { core: 'zab', servers: 5, seeds: [16] },
  { core: 'raft', servers: 5, seeds: [17] },
  { core: 'paxos', servers: 5, seeds: [18] },
  { core: 'zab', servers: 3, seeds: [19, 20] },
];
const LENGTH_MS = 2000;

let directory = '';
let program = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'menagerie-bundle-'));
  program = await bundleInto(directory);
});
afterAll(() => rm(directory, { recursive: true }));

for (const { core, servers, seeds } of CASES) {
  it(`what clients see of ${servers} processes on ${core} with faults is as promised, seed ${seeds.join(' and ')}`, async () => {
    const options = { core, servers, lengthMs: LENGTH_MS, program, mistake: '' };
    const runs = await Promise.all(seeds.map((seed) => runOnce({ ...options, seed })));
    for (const run of runs) {
      const trouble = troubleIn(run);
      if (trouble.length > 0) trouble.push(`kept in ${await keep(run, '.menagerie/campaign')}`);
      expect([nameOf(run), trouble]).toEqual([nameOf(run), []]);
      expect(run.judgement.answered).toBeGreaterThan(0);
    }
  });
}

it.each([
  ['read-overtakes-write', 'got a reply before one'],
  ['event-comes-late', 'told-first'],
  ['ephemeral-stays', 'with-session'],
  ['applies-otherwise', 'of-its-zxid'],
])('servers with the mistake %s are found out: %s', async (mistake, accusation) => {
  const options = { core: 'zab', servers: 3, lengthMs: 500, program, mistake } as const;
  for (let seed = 1; ; seed += 1) {
    const trouble = troubleIn(await runOnce({ ...options, seed }));
    // Not in each run: what meets what is up to the machine.
    if (trouble.some((sentence) => sentence.includes(accusation))) return;
  }
});
