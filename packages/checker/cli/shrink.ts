import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Shape, Subject } from '@menagerie/contract';
import {
  createSimulation,
  parseScenario,
  printScenario,
  protocolOfScenario,
  SimulatorError,
  scenarioToLink,
} from '@menagerie/simulator';
import { subjectNamed } from '../../simulator/cli/subjects.ts';
import { CheckerError } from '../src/errors.ts';
import { Shrinker, type ShrinkProgress } from '../src/shrinker/shrink.ts';

const USAGE = `Usage: npm run shrink -- <scenario.json> [options]

Makes a failing run short: leaves out whatever the violation does not need.

  -o, --out <file>           where the short scenario is written (default: <scenario>.short.json)
  -p, --property <name>      the property that must stay violated (default: the first one violated)
      --max-replays <count>  how many runs may be played (default: 100000)
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
      'link-base': { type: 'string', default: 'http://localhost:3000/lab/' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [file] = positionals;
  if (values.help || file === undefined) return null;
  const maxReplays = Number(values['max-replays']);
  if (!Number.isInteger(maxReplays) || maxReplays < 1) {
    throw new UsageError(`--max-replays is ${values['max-replays']}: use a whole number from 1`);
  }
  const out = values.out ?? `${file.replace(/\.json$/, '')}.short.json`;
  const linkBase = values['link-base'];
  return { file, out, property: values.property ?? null, maxReplays, linkBase };
}

class UsageError extends Error {}

function shrinkFile(text: string, options: Options): void {
  subjectNamed(protocolOfScenario(text)).use((subject) => shrinkText(subject, text, options));
}

function shrinkText<S extends Shape>(subject: Subject<S>, text: string, options: Options): void {
  const scenario = parseScenario(text, [subject]);
  const simulation = createSimulation(subject, scenario);
  while (options.property === null && simulation.step() !== null) {}
  const property = options.property ?? simulation.violation?.property;
  if (property === undefined) throw new UsageError(`nothing is violated in ${options.file}`);
  const { maxReplays, out, linkBase } = options;
  const shrinker = new Shrinker(subject, scenario, property, { maxReplays });
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
