import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Scope, Shape } from '@menagerie/contract';
import { printScenario, scenarioToLink } from '@menagerie/simulator';
import { ExplorerError } from '../src/explorer/errors.ts';
import { type ExploreOptions, Explorer } from '../src/explorer/explore.ts';
import { reportText, type Tally } from '../src/explorer/report.ts';
import type { SwarmOptions } from '../src/explorer/swarm.ts';
import { together } from '../src/explorer/threads/together.ts';
import { searchTogether } from './crew.ts';
import { type Explorable, PROTOCOLS, UsageError, withProtocol } from './protocols.ts';

const USAGE = `Usage: npm run explore -- [options]

Looks at every world of a scope, the nearest first, or walks through it at random, and says what
it found.

      --protocol <name>   raft, paxos, synod or zab; where it is left out: raft, and with --deep all
      --scope <name>      a scope by its name, or by a part of it that no other has; several with --all
      --all               every scope that is not deep
      --deep              every deep scope: half an hour, gigabytes
      --list              the names of the scopes
      --mutant <id>       explores a mistake in place of the protocol
      --order <order>     breadth (default), depth, or swarm: random walks, which find mistakes
                          and never show that there is none
      --walks <n>         of swarm: so many walks (default: 10000)
      --steps <n>         of swarm: steps after which a walk ends (default: 100)
      --seed <n>          of swarm: equal seeds give equal walks (default: 1)
      --without <names>   reductions to leave off: symmetry, deadMessages,
                          wornMessages, idleInputs
      --threads <n>       so many threads that share what they have seen; breadth first only
      --max <states>      gives up after so many states; not with swarm
      --out <directory>   where counterexamples are written (default: test-results)
  -h, --help              this

Exit codes:
  0  nothing is violated; with --mutant: something is
  1  something is violated, or a scope did not come to what it must; with --mutant: nothing is violated
  2  the command line cannot be used
`;

const RAFT = 'raft';
const LINK_BASE = 'http://localhost:3000/lab/';
/** States between two looks at the clock. */
const SLICE = 50_000;
const TELL_EVERY_MS = 5000;
/** States that threads make room for where --max says nothing else. */
const SHARED_STATES = 50_000_000;

const { values } = parseArgs({
  options: {
    protocol: { type: 'string' },
    scope: { type: 'string' },
    all: { type: 'boolean', default: false },
    deep: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    mutant: { type: 'string' },
    order: { type: 'string', default: 'breadth' },
    walks: { type: 'string' },
    steps: { type: 'string' },
    seed: { type: 'string' },
    without: { type: 'string', default: '' },
    threads: { type: 'string', default: '1' },
    max: { type: 'string' },
    out: { type: 'string', default: 'test-results' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function main<S extends Shape>(protocol: Explorable<S>): Promise<number> {
  const { scopes } = protocol.exploration;
  if (values.list) {
    for (const { name, deep } of scopes)
      console.log(`${deep === true ? 'deep  ' : '      '}${name}`);
    return 0;
  }
  let failed = false;
  for (const scope of chosen(scopes)) failed = (await explore(protocol, scope)) || failed;
  return failed === (values.mutant !== undefined) ? 0 : 1;
}

function chosen<S extends Shape>(scopes: readonly Scope<S>[]): readonly Scope<S>[] {
  if (values.all || values.deep) return scopes.filter(({ deep = false }) => deep === values.deep);
  const wanted = values.scope;
  if (wanted === undefined) throw new UsageError('name a scope with --scope, or use --all');
  const exact = scopes.filter(({ name }) => name === wanted);
  const found = exact.length > 0 ? exact : scopes.filter(({ name }) => name.includes(wanted));
  if (found.length === 1) return found;
  const what = found.length === 0 ? 'no scope has' : 'several scopes have';
  throw new UsageError(`${what} "${wanted}" in the name: see --list`);
}

/** @returns whether something is violated, or the scope says nothing */
async function explore<S extends Shape>(
  { subject, exploration }: Explorable<S>,
  scope: Scope<S>,
): Promise<boolean> {
  const explorer = new Explorer(subject, exploration, scope, options<S>());
  const threads = wholeNumber('threads', values.threads);
  const began = Date.now();
  const tally =
    threads === 1
      ? searchAlone(explorer)
      : await searchShared(subject.protocol.name, scope.name, threads);
  const seconds = (Date.now() - began) / 1000;
  const { distinct, generated } = tally;
  const report = explorer.report(tally);
  console.log(reportText(report));
  const rate = (count: number): string => Math.round(count / seconds).toLocaleString('en');
  console.log(
    `  time         ${seconds.toFixed(1)} s: ${rate(distinct)} distinct and ${rate(generated)} generated a second, ${threads === 1 ? 'one thread' : `${threads} threads`}`,
  );
  const found = explorer.counterexample(tally.found);
  if (found !== null) {
    const name = `${values.mutant ?? subject.protocol.name}-${scope.name.replaceAll(/\W+/g, '-')}.json`;
    const path = join(values.out, name);
    mkdirSync(values.out, { recursive: true });
    writeFileSync(path, printScenario(found.scenario, subject));
    console.log(`  scenario     ${path}`);
    console.log(`  see it       ${scenarioToLink(LINK_BASE, found.scenario, subject)}`);
  }
  console.log();
  return found !== null || report.missed.length > 0;
}

/** All that were named or, where none was, those that the other options are about. */
function protocols(): readonly string[] {
  if (values.protocol !== undefined) return [values.protocol];
  return values.deep ? PROTOCOLS : [RAFT];
}

async function exploreAll(): Promise<number> {
  const began = Date.now();
  let code = 0;
  for (const name of protocols()) {
    code = Math.max(code, await withProtocol(name, main));
  }
  if (values.deep) {
    const minutes = ((Date.now() - began) / 60_000).toFixed(1);
    const { maxRSS } = process.resourceUsage();
    console.log(`${minutes} minutes in all, ${(maxRSS / 2 ** 20).toFixed(1)} GB at most`);
  }
  return code;
}

function searchAlone<S extends Shape>(explorer: Explorer<S>): Tally {
  const began = Date.now();
  let told = began;
  while (explorer.run(SLICE) === 'searching') {
    const now = Date.now();
    if (now - told < TELL_EVERY_MS) continue;
    told = now;
    tell(explorer.distinct, now - began);
  }
  return explorer.tally();
}

async function searchShared(protocol: string, scope: string, threads: number): Promise<Tally> {
  const { order, mutant, maxStates = SHARED_STATES, reductions = {} } = options();
  if (order !== 'breadth') throw new UsageError('--threads is for --order breadth only');
  const task = { protocol, scope, mutant: mutant ?? null, reductions };
  const began = Date.now();
  const shares = await searchTogether(task, threads, maxStates, {
    every: TELL_EVERY_MS,
    tell: (states) => tell(states, Date.now() - began),
  });
  return together(shares);
}

function tell(states: number, ms: number): void {
  console.error(`… ${states} states in ${Math.round(ms / 1000)} s`);
}

function options<S extends Shape>(): ExploreOptions<S> {
  const { order, mutant = null, max } = values;
  if (order !== 'breadth' && order !== 'depth' && order !== 'swarm') {
    throw new UsageError(`--order is ${order}: use breadth, depth or swarm`);
  }
  if (order === 'swarm' && max !== undefined) {
    throw new UsageError('--max is not for --order swarm: give --walks and --steps');
  }
  const maxStates = max === undefined ? null : wholeNumber('max', max);
  const without = values.without.split(',');
  return {
    mutant,
    order,
    walks: walks(order),
    ...(maxStates === null ? {} : { maxStates }),
    reductions: {
      symmetry: !without.includes('symmetry'),
      deadMessages: !without.includes('deadMessages'),
      wornMessages: !without.includes('wornMessages'),
      idleInputs: !without.includes('idleInputs'),
    },
  };
}

/** @throws UsageError for one of their options where nobody walks */
function walks(order: string): Partial<SwarmOptions> {
  const given: Partial<Record<keyof SwarmOptions, number>> = {};
  for (const option of ['seed', 'walks', 'steps'] as const) {
    const text = values[option];
    if (text === undefined) continue;
    if (order !== 'swarm') throw new UsageError(`--${option} is for --order swarm only`);
    given[option] = wholeNumber(option, text);
  }
  return given;
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsageError(`--${option} is ${text}: use a whole number from 1`);
}

try {
  if (values.help) console.log(USAGE);
  else process.exitCode = await exploreAll();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof ExplorerError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}
