/**
 * Changes a core in one small place after the other and looks whether anything notices: the tests
 * of its package, the compiler, random runs with all properties. What nothing notices is either a
 * missing test or a change without a difference; the latter are listed with their reasons in
 * `mutate/`.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { Compiler } from './mutate/compiler.ts';
import { copyProject, removeCopy } from './mutate/copy.ts';
import { instrument, type SourceMutant } from './mutate/mutants.ts';
import {
  type Equivalent,
  judgementOf,
  readEquivalents,
  writeUnjudged,
} from './mutate/survivors.ts';
import { endTests, noticedByTests, noticedFromTheStart } from './mutate/tests.ts';
import { type Survivor, tryAll } from './mutate/trials.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const INTERRUPTED = 130;

const root = fileURLToPath(new URL('..', import.meta.url));

/** What belongs to a protocol: a package, and which paths of its `src`. */
interface Core {
  readonly folder: string;
  readonly has: (path: string) => boolean;
}

const CORES: Readonly<Record<string, Core>> = {
  raft: { folder: 'packages/raft', has: () => true },
  synod: { folder: 'packages/paxos', has: (path) => path.startsWith('synod/') },
  // What both share is tried with the larger one.
  paxos: { folder: 'packages/paxos', has: (path) => !path.startsWith('synod/') },
  zab: { folder: 'packages/zab', has: () => true },
};

interface Options {
  readonly protocol: string;
  readonly files: string;
  readonly processes: string;
  readonly unjudged?: string;
}

const EXAMPLES = `
Examples:
  $ npm run mutate -- --protocol raft                    every source file of Raft: a quarter of an hour
  $ npm run mutate -- --protocol raft --files election   files whose path contains "election"

Exit codes:
  0  every mutant was noticed, or is listed as equivalent with its reason
  1  some mutant was not, and is printed, and written with --unjudged; or a reason is out of date
  2  there is no such protocol
  130  stopped before there was a result
`;

async function main(options: Options): Promise<number> {
  const core = CORES[options.protocol];
  if (core === undefined) {
    console.error(`no protocol "${options.protocol}": use ${Object.keys(CORES).join(', ')}`);
    return 2;
  }
  const files = sourcesOf(core).filter((file) => file.includes(options.files));
  const copy = copyProject(root);
  const stop = (signal: NodeJS.Signals): void => {
    // Without a word this would look like an end, and what was printed so far like a result.
    console.error(`stopped by ${signal}, without a result`);
    endTests();
    removeCopy(copy);
    process.exit(INTERRUPTED);
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    const mutants = await instrument(copy, files);
    console.log(`${mutants.length} mutants in ${files.length} files`);
    const equivalents = readEquivalents(
      join(root, `scripts/mutate/equivalent-${options.protocol}.json`),
    ).filter(({ file }) => files.includes(file));
    return await judge(copy, core, mutants, equivalents, options);
  } finally {
    removeCopy(copy);
  }
}

async function judge(
  copy: string,
  { folder }: Core,
  mutants: readonly SourceMutant[],
  equivalents: readonly Equivalent[],
  { protocol, processes, unjudged }: Options,
): Promise<number> {
  // Cheapest first: each is asked only about what those before it did not notice.
  const byTests = await noticedByTests(copy, folder, 'close', idsOf(mutants));
  console.error(`tests: ${byTests.size} noticed`);
  const untested = mutants.filter(({ id }) => !byTests.has(id));
  const compiler = new Compiler(root, folder);
  const compiled = untested.filter((mutant) => !compiler.refuses(mutant));
  console.error(`compiler: ${untested.length - compiled.length} refused`);
  const judged = compiled.filter((mutant) => judgementOf(equivalents, mutant) !== null);
  const open = compiled.filter((mutant) => !judged.includes(mutant));
  const unseen = await unseenInRuns(copy, protocol, open, Number(processes));
  // Already here, for what comes now takes long where much is left.
  if (unjudged !== undefined) writeUnjudged(unjudged, unseen);
  const left = await unseenLast(copy, folder, unseen);
  const stale = equivalents.filter(
    (each) => !judged.some((mutant) => judgementOf([each], mutant) !== null),
  );
  report(mutants.length, {
    tests: byTests.size,
    compiler: untested.length - compiled.length,
    'random runs': open.length - unseen.length,
    'long tests': unseen.length - left.length,
    equivalent: judged.length,
    'not noticed': left.length,
  });
  for (const survivor of left) printSurvivor(survivor);
  for (const { file, at, replacement } of stale) {
    console.log(`${file}: listed as equivalent, but noticed or gone: ${at} → ${replacement}`);
  }
  if (unjudged !== undefined) writeUnjudged(unjudged, left);
  return left.length + stale.length === 0 ? 0 : 1;
}

async function unseenInRuns(
  copy: string,
  protocol: string,
  mutants: readonly SourceMutant[],
  processes: number,
): Promise<Survivor[]> {
  const left: Survivor[] = [];
  let done = 0;
  await tryAll(copy, protocol, mutants, processes, (mutant, { by, alike, loading }) => {
    if (by === null) left.push({ mutant, alike, loading });
    done += 1;
    progress('random runs', done, mutants.length, left.length);
  });
  return left;
}

/** The tests that take longest, and those with the mutant on from the start. */
async function unseenLast(
  copy: string,
  folder: string,
  survivors: readonly Survivor[],
): Promise<Survivor[]> {
  if (survivors.length === 0) return [];
  const ids = idsOf(survivors.map(({ mutant }) => mutant));
  const noticed = await noticedByTests(copy, folder, 'long', ids);
  const left: Survivor[] = [];
  for (const survivor of survivors) {
    const { id } = survivor.mutant;
    if (noticed.has(id)) continue;
    // What changes while the sources load is noticed only where it is on from the start.
    if (survivor.loading && (await noticedFromTheStart(copy, folder, id))) continue;
    left.push(survivor);
  }
  return left;
}

function idsOf(mutants: readonly SourceMutant[]): string[] {
  return mutants.map(({ id }) => id);
}

function sourcesOf({ folder, has }: Core): string[] {
  return readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('testing/') && has(file))
    .map((file) => `${folder}/src/${file}`)
    .sort();
}

function progress(what: string, done: number, all: number, left: number): void {
  const line = `${what}: ${done} of ${all}, ${left} not noticed`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}${done === all ? '\n' : ''}`);
  else if (done === all || done % 20 === 0) console.error(line);
}

function report(all: number, counts: Readonly<Record<string, number>>): void {
  const shown = Object.entries(counts).map(([by, count]) => `${by} ${count}`);
  console.log(`${all} mutants: ${shown.join(', ')}`);
}

function printSurvivor({ mutant, alike }: Survivor): void {
  const { file, line, mutator, original, replacement } = mutant;
  const runs = alike ? 'every run ends alike' : 'runs end otherwise';
  console.log(`${file}:${line} ${mutator} (${runs})\n  - ${original}\n  + ${replacement}`);
}

const command = new Command('mutate')
  .description('Mutates the sources of a core and reports what no test notices.')
  .requiredOption('-p, --protocol <name>', `one of ${Object.keys(CORES).join(', ')}`)
  .option('-f, --files <part>', 'only files whose path contains this', '')
  .option('-w, --processes <count>', 'processes of random runs', '2')
  .option('--unjudged <file>', 'write what was not noticed as a list to be judged')
  .addHelpText('after', EXAMPLES);
command.parse();
process.exitCode = await main(command.opts<Options>());
