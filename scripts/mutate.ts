/**
 * Changes a core in one small place after the other and looks whether anything notices: random
 * runs with all properties, the compiler, the tests. What nothing notices is either a missing test
 * or a change without a difference; the latter are listed with their reasons in `mutate/`.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { copyProject, removeCopy } from './mutate/copy.ts';
import { instrument, type SourceMutant } from './mutate/mutants.ts';
import { compiles, judgeTypesOnly, noticedByTests, refusedByCompiler } from './mutate/suites.ts';
import { readEquivalents, reasonFor, writeUnjudged } from './mutate/survivors.ts';
import { tryAll } from './mutate/trials.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What belongs to a protocol. */
const PROTOCOLS: Readonly<Record<string, { readonly folder: string; readonly sources: string }>> = {
  raft: { folder: 'packages/raft', sources: 'packages/raft/src' },
  synod: { folder: 'packages/paxos', sources: 'packages/paxos/src/synod' },
  paxos: { folder: 'packages/paxos', sources: 'packages/paxos/src/multi' },
  zab: { folder: 'packages/zab', sources: 'packages/zab/src' },
};

interface Options {
  readonly protocol: string;
  readonly files: string;
  readonly processes: string;
  readonly unjudged?: string;
}

const EXAMPLES = `
Examples:
  $ npm run mutate -- --protocol raft                    every source file of Raft: an hour or two
  $ npm run mutate -- --protocol raft --files election   files whose path contains "election"

Exit codes:
  0  every mutant was noticed, or is listed as equivalent with its reason
  1  some mutant was not; they are printed, and written with --unjudged
`;

async function main(options: Options): Promise<number> {
  const chosen = PROTOCOLS[options.protocol];
  if (chosen === undefined) {
    console.error(`no protocol "${options.protocol}": use ${Object.keys(PROTOCOLS).join(', ')}`);
    return 2;
  }
  const files = sourcesOf(chosen.sources).filter((file) => file.includes(options.files));
  const [copy, untouched] = [copyProject(root), copyProject(root)];
  try {
    judgeTypesOnly(untouched);
    if (!(await compiles(untouched, chosen.folder))) {
      console.error(`${chosen.folder} does not compile: mend it first`);
      return 2;
    }
    const mutants = await instrument(copy, files);
    console.log(`${mutants.length} mutants in ${files.length} files`);
    const noticed = { runs: 0, compiler: 0, tests: 0, equivalent: 0 };
    let left: SourceMutant[] = [];
    let done = 0;
    await tryAll(copy, options.protocol, mutants, Number(options.processes), (mutant, by) => {
      if (by === null) left.push(mutant);
      else noticed.runs += 1;
      done += 1;
      progress('random runs', done, mutants.length, left.length);
    });
    const equivalents = readEquivalents(
      join(root, `scripts/mutate/equivalent-${options.protocol}.json`),
    );
    const judged = left.filter((mutant) => reasonFor(equivalents, mutant) !== null);
    noticed.equivalent = judged.length;
    left = left.filter((mutant) => !judged.includes(mutant));
    left = await sieve('compiler', left, async (mutant) => {
      const refused = await refusedByCompiler(untouched, chosen.folder, mutant);
      if (refused) noticed.compiler += 1;
      return refused;
    });
    // The long random runs of other packages' tests are behind us: only what looks closely is left.
    const projects = [chosen.folder.replace('packages/', '')];
    left = await sieve('tests', left, async (mutant) => {
      const seen = await noticedByTests(copy, projects, mutant);
      if (seen) noticed.tests += 1;
      return seen;
    });
    report(mutants.length, noticed, left);
    if (options.unjudged !== undefined) writeUnjudged(options.unjudged, left);
    return left.length === 0 ? 0 : 1;
  } finally {
    removeCopy(copy);
    removeCopy(untouched);
  }
}

/** What a check, asked of one after the other, does not notice. */
async function sieve(
  what: string,
  mutants: readonly SourceMutant[],
  notices: (mutant: SourceMutant) => Promise<boolean>,
): Promise<SourceMutant[]> {
  const left: SourceMutant[] = [];
  for (const [i, mutant] of mutants.entries()) {
    if (!(await notices(mutant))) left.push(mutant);
    progress(what, i + 1, mutants.length, left.length);
  }
  return left;
}

function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('testing/'))
    .map((file) => `${folder}/${file}`)
    .sort();
}

function progress(what: string, done: number, all: number, left: number): void {
  const line = `${what}: ${done} of ${all}, ${left} not noticed`;
  if (process.stderr.isTTY) process.stderr.write(`\r${line}${done === all ? '\n' : ''}`);
  else if (done === all || done % 50 === 0) console.error(line);
}

function report(
  all: number,
  noticed: Readonly<Record<string, number>>,
  left: readonly SourceMutant[],
): void {
  const shown = Object.entries(noticed).map(([by, count]) => `${by} ${count}`);
  console.log(`${all} mutants: ${shown.join(', ')}; not noticed ${left.length}`);
  for (const { file, line, mutator, original, replacement } of left) {
    console.log(`${file}:${line} ${mutator}\n  - ${original}\n  + ${replacement}`);
  }
}

const command = new Command('mutate')
  .description('Mutates the sources of a core and reports what no test notices.')
  .requiredOption('-p, --protocol <name>', `one of ${Object.keys(PROTOCOLS).join(', ')}`)
  .option('-f, --files <part>', 'only files whose path contains this', '')
  .option('-w, --processes <count>', 'processes of random runs', '2')
  .option('--unjudged <file>', 'write what was not noticed as a list to be judged')
  .addHelpText('after', EXAMPLES);
command.parse();
process.exitCode = await main(command.opts<Options>());
