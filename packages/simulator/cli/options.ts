import { Command, InvalidArgumentError } from 'commander';
import { subjects } from './subjects.ts';

export interface CliOptions {
  readonly protocol: string;
  readonly seeds: number;
  readonly from: number;
  readonly servers: Range;
  readonly mutant: string | null;
  readonly out: string;
  readonly linkBase: string;
  readonly trace: string | null;
  readonly coverage: boolean;
  readonly workers: number;
  readonly replay: string | null;
}

/** Both ends included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

const EXAMPLES = `
Examples:
  $ npm run simulate -- --seeds 1000                 a thousand random runs of Raft
  $ npm run simulate -- --seeds 1 --from 4711        seed 4711 alone
  $ npm run simulate -- --mutant R-01 --seeds 5000   see a known mistake found
  $ npm run simulate -- --seeds 200 --coverage       what met which role under which fault
  $ npm run simulate -- --replay failure.json --trace failure.jsonl

Exit codes:
  0  no violation; with --mutant: the mutant was found out
  1  a violation; with --mutant: the mutant survived
  2  the command line or the scenario file cannot be used
`;

/** Reads the command line. Prints what is wrong with it and exits with 2 where it cannot be used. */
export function readOptions(argv: readonly string[]): CliOptions {
  const names = subjects.map(({ name }) => name);
  const command = new Command('simulate')
    .description(
      'Runs a protocol through random networks, disks, clocks and crashes, seed by seed.',
    )
    .option('-p, --protocol <name>', `one of ${names.join(', ')}`, oneOf(names), names[0])
    .option('-n, --seeds <count>', 'how many seeds to run', whole(1), 1000)
    .option('--from <seed>', 'the first seed', whole(0), 0)
    .option('-s, --servers <range>', 'members at the start, as 3 or 3..5', range, {
      min: 3,
      max: 5,
    })
    .option('-m, --mutant <id>', 'run a known mistake in place of the protocol')
    .option('-o, --out <folder>', 'where the scenario of a violation is written', '.')
    .option('--link-base <address>', 'the lab that links lead to', 'http://localhost:3000/lab/')
    .option(
      '--trace <file>',
      'write the trace of the violating run, or else of the first, as JSON lines',
    )
    .option('--coverage', 'print which events met which roles under which faults', false)
    .option('-w, --workers <count>', 'threads; the result does not depend on it', whole(1), 2)
    .option('--replay <file>', 'run the scenario in a file instead of seeds')
    .addHelpText('after', EXAMPLES)
    .exitOverride((error) => {
      // Commander leaves with 1 for bad usage; 1 is the violation.
      process.exit(error.exitCode === 0 ? 0 : 2);
    })
    .parse([...argv], { from: 'user' });
  const options = command.opts<Omit<CliOptions, 'mutant' | 'trace' | 'replay'> & Optional>();
  const { mutant = null, trace = null, replay = null } = options;
  const known = subjects.find(({ name }) => name === options.protocol)?.mutants ?? [];
  if (mutant !== null && !known.includes(mutant)) {
    const ids = known.join(', ');
    command.error(`error: ${options.protocol} has no mutant "${mutant}": use one of ${ids}`);
  }
  return { ...options, mutant, trace, replay };
}

interface Optional {
  readonly mutant?: string;
  readonly trace?: string;
  readonly replay?: string;
}

function whole(min: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= 0xffff_ffff) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to 4294967295.`);
  };
}

function oneOf(names: readonly string[]): (text: string) => string {
  return (text) => {
    if (names.includes(text)) return text;
    throw new InvalidArgumentError(`It must be one of ${names.join(', ')}.`);
  };
}

function range(text: string): Range {
  const [, first, last] = /^(\d+)(?:\.\.(\d+))?$/.exec(text) ?? [];
  const min = Number(first);
  const max = Number(last ?? first);
  if (first !== undefined && min >= 1 && max <= 29 && min <= max) return { min, max };
  throw new InvalidArgumentError('It must be a number or a range such as 3..5, from 1 to 29.');
}
