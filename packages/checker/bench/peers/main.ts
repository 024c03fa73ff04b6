import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { PeerError } from './errors.ts';
import { ours as ourTool } from './ours.ts';
import { type PeerModel, peerModels, usual } from './peer-models.ts';
import { stateright } from './stateright.ts';
import { type Comparison, requireSameStates, summaryOf, tableOf } from './table.ts';
import { tlc } from './tlc.ts';
import type { Measured, Tool } from './tool.ts';

const USAGE = `Usage: npm run bench:peers -- [options]

Exhausts the same published models with TLC, Stateright and the checker of this package, one after
the other, each with one thread, and compares them. A tool that is not on this machine is left out.

      --models <ids>      some of ${peerModels.map(({ id }) => id).join(', ')},
                          with commas between them (default: ${usual.map(({ id }) => id).join(',')})
      --rounds <number>   how often each is measured; the median counts (default: 3)
      --tla2tools <file>  the jar of TLC (default: what TLA2TOOLS names)
  -h, --help              this

Exit codes:
  0  all tools that are there found the same states
  1  they did not, or one of them failed
  2  the command line cannot be used
`;

const { values } = parseArgs({
  options: {
    models: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    tla2tools: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

class UsageError extends Error {}

function main(): void {
  const models = modelsNamed(values.models);
  const rounds = roundsOf(values.rounds);
  const jar = values.tla2tools ?? process.env['TLA2TOOLS'] ?? null;
  const own = ourTool();
  const peers = [...found(() => [tlc(jar)]), ...found(stateright)];
  for (const { name, version } of [...peers, own]) console.log(`${name}: ${version}`);
  console.log(`Machine: ${machine()}\n`);
  const comparisons = models.map((model) => compare(model, own, peers, rounds));
  console.log(`${tableOf(comparisons)}\n`);
  console.log(summaryOf(comparisons));
  console.log(`Machine in the end: ${machine()}`);
}

/** The tools, or none and a word on what is missing. */
function found(find: () => readonly Tool[]): readonly Tool[] {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof PeerError) || error.code !== 'missing-program') throw error;
    console.log(`Left out: ${error.message}`);
    return [];
  }
}

interface Running {
  readonly tool: Tool;
  readonly rounds: Measured[];
}

/** Each round lets every tool run once, so that what else the machine does hits them alike. */
function compare(model: PeerModel, own: Tool, peers: readonly Tool[], rounds: number): Comparison {
  const ours: Running = { tool: own, rounds: [] };
  const others = peers
    .filter((tool) => tool.has(model))
    .map((tool): Running => ({ tool, rounds: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const each of [...others, ours]) {
      each.rounds.push(each.tool.measure(model));
      console.error(`${model.ours.name}: ${each.tool.name}, round ${round + 1} of ${rounds}`);
    }
    requireSameStates(model.ours.name, [...others, ours]);
  }
  return { model: model.ours.name, ours, peers: others };
}

/** The load says how many others wanted a processor in the last minute: near 1 is quiet. */
function machine(): string {
  const [load = 0] = loadavg();
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model.trim()}, load ${load.toFixed(2)}`;
}

function modelsNamed(ids: string | undefined): readonly PeerModel[] {
  if (ids === undefined) return usual;
  return ids.split(',').map((wanted) => {
    const model = peerModels.find(({ id }) => id === wanted);
    if (model !== undefined) return model;
    throw new UsageError(
      `--models ${wanted}: there is no such model. There are ${peerModels.map(({ id }) => id).join(', ')}.`,
    );
  });
}

function roundsOf(text: string): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= 99) return rounds;
  throw new UsageError(`--rounds ${text}: it must be a whole number from 1 to 99.`);
}

try {
  if (values.help) console.log(USAGE);
  else main();
} catch (error) {
  if (!(error instanceof PeerError) && !(error instanceof UsageError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
