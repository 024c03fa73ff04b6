import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CoreName } from '@menagerie/server';
import { bundleInto } from './bundle.ts';
import { isMistake, MISTAKE_NAMES } from './process/mistakes.ts';
import { keep, nameOf, Tally, troubleIn } from './report.ts';
import { runOnce } from './run.ts';

const CORES: readonly CoreName[] = ['zab', 'raft', 'paxos'];

/** Of a sentence, on the screen. */
const MOST_LETTERS = 500;

const HELP = `Usage: npm run campaign -- [options]

Clients on real server processes that are killed, paused and parted, and lose what they had not
synced. Each run is judged: writes and synced reads linearizable, sessions in order, nothing lost that
was answered, ephemerals as long as their sessions.

  --core zab|raft|paxos  on which protocol (each in turn)
  --servers 3|5          how many (3 and 5 in turn)
  --runs N               how many runs (10)
  --seed N               the first seed; each run has the next (1)
  --length MS            for so long there are new faults (6000)
  --at-once N            runs at the same time (1)
  --keep DIRECTORY       where runs that failed are kept (.menagerie/campaign)
  --mistake NAME         servers make it, and runs are to fail:
                         ${MISTAKE_NAMES.join(', ')}

Examples:
  npm run campaign -- --core zab --servers 3 --runs 70 --seed 1
  npm run campaign -- --core raft --servers 5 --runs 1 --seed 17
  npm run campaign -- --mistake sync-without-quorum

Ends with 1 if a run failed.
`;

const { values } = parseArgs({
  options: {
    core: { type: 'string' },
    servers: { type: 'string' },
    runs: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    length: { type: 'string', default: '6000' },
    'at-once': { type: 'string', default: '1' },
    keep: { type: 'string', default: '.menagerie/campaign' },
    mistake: { type: 'string', default: '' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const trouble = wrongIn();
if (trouble !== null) {
  process.stderr.write(`${trouble}\nSee --help.\n`);
  process.exit(2);
}

const first = Number(values.seed);
const runs = Number(values.runs);
const cores = CORES.filter((core) => values.core === undefined || values.core === core);
const sizes = [3, 5].filter((size) => values.servers === undefined || `${size}` === values.servers);
const bundled = await mkdtemp(join(tmpdir(), 'menagerie-bundle-'));
const program = await bundleInto(bundled);
const total = { answered: 0, failed: 0, undecided: 0 };
const tally = new Tally();
let next = 0;
await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
await rm(bundled, { recursive: true });
console.log(
  `${runs} runs, ${total.answered} calls answered, ${total.failed} runs failed, ${total.undecided} paths undecided`,
);
for (const line of tally.lines) console.log(line);
process.exit(total.failed > 0 ? 1 : 0);

async function work(): Promise<void> {
  while (next < runs) {
    const nth = next;
    next += 1;
    const core = cores[nth % cores.length] ?? 'zab';
    const servers = sizes[Math.floor(nth / cores.length) % sizes.length] ?? 3;
    const run = await runOnce({
      core,
      servers,
      seed: first + nth,
      lengthMs: Number(values.length),
      program,
      mistake: values.mistake,
    });
    const { answered, undecided } = run.judgement;
    const wrong = troubleIn(run);
    tally.add(run);
    total.answered += answered;
    total.undecided += undecided.length;
    const seconds = (run.tookMs / 1000).toFixed(1);
    const faults = `${run.happened.length} faults`;
    console.log(`${nameOf(run)}: ${answered} calls answered, ${faults}, ${seconds} s`);
    if (run.slow.length > 0)
      console.log(`  ${run.slow.join(', ')}; kept in ${await keep(run, values.keep)}`);
    if (undecided.length > 0) console.log(`  too much to say: ${undecided.join(', ')}`);
    if (wrong.length === 0) continue;
    total.failed += 1;
    for (const sentence of wrong.slice(0, 5)) console.log(`  ${sentence.slice(0, MOST_LETTERS)}`);
    console.log(`  kept in ${await keep(run, values.keep)}`);
  }
}

/** What is wrong with the command line; `null` for nothing. */
function wrongIn(): string | null {
  const { core, servers, mistake } = values;
  if (core !== undefined && !CORES.some((one) => one === core)) {
    return `--core is one of ${CORES.join(', ')}`;
  }
  if (servers !== undefined && servers !== '3' && servers !== '5') return '--servers is 3 or 5';
  if (mistake !== '' && !isMistake(mistake)) {
    return `--mistake is one of ${MISTAKE_NAMES.join(', ')}`;
  }
  const numbers = ['runs', 'seed', 'length', 'at-once'] as const;
  const wrong = numbers.find((name) => !/^\d+$/.test(values[name]));
  return wrong === undefined ? null : `--${wrong} is "${values[wrong]}": write a whole number`;
}
