import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Shape } from '@menagerie/contract';
import {
  createSimulation,
  parseScenario,
  printScenario,
  protocolOfScenario,
  SimulatorError,
  scenarioToLink,
} from '@menagerie/simulator';
import { CheckerError } from '../src/errors.ts';
import { explorerSearch } from '../src/shrinker/explorer-search.ts';
import { Shrinker, type ShrinkProgress } from '../src/shrinker/shrink.ts';
import { type Explorable, UsageError, withProtocol } from './protocols.ts';

const USAGE = `Usage: npm run shrink -- <scenario.json> [options]

Makes a failing run short: leaves out whatever the violation does not need, and lets an explorer
look for a shorter way to it.

  -o, --out <file>           where the short scenario is written (default: <scenario>.short.json)
  -p, --property <name>      the property that must stay violated (default: the first one violated)
      --max-replays <count>  how many runs may be played (default: 100000)
      --max-states <count>   how many states an explorer may look at from one place of the run
                             (default: 100000)
      --link-base <address>  the lab that links lead to (default: http://localhost:3000/lab/)
  -h, --help                 this

Exit codes:
  0  the run was shrunk
  2  the command line or the scenario file cannot be used, or nothing is violated
`;

/** Attempts between two looks at the progress. */
const SLICE = 500;

interface Options {
  readonly file: string;
  readonly out: string;
  readonly property: string | null;
  readonly maxReplays: number;
  readonly maxStates: number;
  readonly linkBase: string;
}

/** @throws Error naming what cannot be used */
function readOptions(argv: readonly string[]): Options | null {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      out: { type: 'string', short: 'o' },
      property: { type: 'string', short: 'p' },
      'max-replays': { type: 'string', default: '100000' },
      'max-states': { type: 'string', default: '100000' },
      'link-base': { type: 'string', default: 'http://localhost:3000/lab/' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [file] = positionals;
  if (values.help || file === undefined) return null;
  const maxReplays = wholeNumber('max-replays', values['max-replays']);
  const maxStates = wholeNumber('max-states', values['max-states']);
  const out = values.out ?? `${file.replace(/\.json$/, '')}.short.json`;
  const linkBase = values['link-base'];
  return { file, out, property: values.property ?? null, maxReplays, maxStates, linkBase };
}

/** @throws UsageError */
function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsageError(`--${option} is ${text}: use a whole number from 1`);
}

function shrinkFile(text: string, options: Options): void {
  withProtocol(protocolOfScenario(text), (protocol) => shrinkText(protocol, text, options));
}

function shrinkText<S extends Shape>(
  { subject, exploration }: Explorable<S>,
  text: string,
  options: Options,
): void {
  const scenario = parseScenario(text, [subject]);
  const simulation = createSimulation(subject, scenario);
  while (options.property === null && simulation.step() !== null) {}
  const property = options.property ?? simulation.violation?.property;
  if (property === undefined) throw new UsageError(`nothing is violated in ${options.file}`);
  const { maxReplays, maxStates, out, linkBase } = options;
  const search = explorerSearch(subject, exploration, { maxWorlds: maxStates });
  const shrinker = new Shrinker(subject, scenario, property, { maxReplays, search });
  while (shrinker.advance(SLICE)) show(shrinker.progress);
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const { scenario: short, violation, before, now, replays } = shrinker.result();
  writeFileSync(out, printScenario(short, subject));
  console.log(`${property}: ${violation.sentence}`);
  console.log(
    `${before.events} events, ${before.decisions} decisions -> ${now.events} events, ` +
      `${now.decisions} decisions, after ${replays} runs`,
  );
  console.log(`scenario: ${out}`);
  console.log(`see it:   ${scenarioToLink(linkBase, short, subject)}`);
}

function show({ phase, replays, now }: ShrinkProgress): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001b[K${phase}: ${now.events} events after ${replays} runs`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) console.log(USAGE);
  else shrinkFile(readFileSync(options.file, 'utf8'), options);
} catch (error) {
  const known =
    error instanceof SimulatorError || error instanceof CheckerError || error instanceof UsageError;
  if (!known && !(error instanceof Error && 'code' in error)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}
