import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawScenario, mergeSummaries, printScenario, SimulatorError } from '@menagerie/simulator';
import type { Batch } from './batch.ts';
import { type CliOptions, readOptions } from './options.ts';
import { ProgressLine } from './progress-line.ts';
import { coverageText, explain, summaryText } from './report.ts';
import { subjectNamed } from './subjects.ts';
import { runBatches } from './threads.ts';

/** Seeds in one batch: some tenths of a second of work. */
const BATCH = 25;

// Whoever reads the output may have seen enough, as `head` does: that is the end, and no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

async function main(options: CliOptions): Promise<number> {
  return options.replay === null ? await campaign(options) : replay(options, options.replay);
}

function replay(options: CliOptions, path: string): number {
  const { text, link, trace, violated } = explain(readFileSync(path, 'utf8'), options.linkBase);
  console.log(`${text}\n${link}`);
  if (options.trace !== null) writeFileSync(options.trace, trace);
  return violated ? 1 : 0;
}

async function campaign(options: CliOptions): Promise<number> {
  const { protocol, mutant, seeds, from, servers } = options;
  const progress = new ProgressLine(seeds);
  let done = 0;
  let steps = 0;
  const results = await runBatches(batchesOf(options), options.workers, ({ summary }) => {
    done += summary.seeds;
    steps += summary.steps;
    progress.show(done, steps);
  });
  const seconds = progress.end();
  const what = mutant === null ? protocol : `${protocol} with mistake ${mutant}`;
  const last = from + seeds - 1;
  console.log(`${what}, ${servers.min} to ${servers.max} members, seeds ${from} to ${last}`);
  const summary = mergeSummaries(results.map((result) => result.summary));
  console.log(summaryText(summary, seconds));
  if (options.coverage) console.log(`\n${coverageText(summary.coverage)}`);
  const end = results.at(-1);
  if (end?.error) {
    console.error(`\n${end.error}`);
    return 1;
  }
  const failure = end?.failure ?? null;
  if (failure !== null) {
    const name = `${mutant ?? protocol}-seed-${failure.seed}.json`;
    tellFailure(options, failure.seed, name, failure.scenario);
    return mutant === null ? 1 : 0;
  }
  if (options.trace !== null) {
    const limits = { ...limitsOf(options), mutant };
    const first = subjectNamed(protocol).use((subject) =>
      printScenario(drawScenario(subject, from, limits), subject),
    );
    writeFileSync(options.trace, explain(first, options.linkBase).trace);
  }
  if (mutant !== null) {
    console.log(`\nSURVIVED: no violation of ${mutant} in ${seeds} seeds. Run more of them.`);
    return 1;
  }
  console.log('\nno violation');
  return 0;
}

function tellFailure(options: CliOptions, seed: number, name: string, scenario: string): void {
  const { text, link, trace } = explain(scenario, options.linkBase);
  mkdirSync(options.out, { recursive: true });
  const path = join(options.out, name);
  writeFileSync(path, scenario);
  if (options.trace !== null) writeFileSync(options.trace, trace);
  console.log(`\nseed ${seed}: ${text}`);
  console.log(`scenario: ${path}`);
  console.log(`see it:   ${link}`);
  console.log(`again:    npm run simulate -- --replay ${path}`);
}

function batchesOf(options: CliOptions): Batch[] {
  const { protocol, mutant, seeds, from, coverage } = options;
  const batches: Batch[] = [];
  for (let at = 0; at < seeds; at += BATCH) {
    const count = Math.min(BATCH, seeds - at);
    const nth = batches.length;
    batches.push({ nth, from: from + at, count, protocol, mutant, coverage, ...limitsOf(options) });
  }
  return batches;
}

function limitsOf({ servers }: CliOptions): { membersMin: number; membersMax: number } {
  return { membersMin: servers.min, membersMax: servers.max };
}

try {
  process.exitCode = await main(readOptions(process.argv.slice(2)));
} catch (error) {
  if (error instanceof SimulatorError || (error instanceof Error && 'code' in error)) {
    console.error(`error: ${error.message}`);
    process.exitCode = 2;
  } else throw error;
}
