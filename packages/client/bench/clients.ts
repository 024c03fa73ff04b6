import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '@menagerie/client/node';
import { helpIfAsked } from '../../../scripts/help.ts';
import { CONTESTANTS, NATIVE_FOLDER } from './contestants.ts';
import { DATA, type Measured, PATH, type Task } from './measure.ts';
import { middleOf, quantile } from './statistics.ts';

helpIfAsked(`Usage: npm run bench:client -- [options]

Requests in a second, and how long the slowest in a hundred takes, beside other clients for Node, to
one server: one request after the other, and 100 under way at a time.

  --rounds N           how often (90)
  --operation get,set  which of the two (both)
  --at-once N,N        requests under way at a time (1,100)
  --help               this text

The server and each client have a process of their own, so that nobody pays for the garbage of
another. The machine may be busy with other things, and is faster in one second than in the next. So
rounds are short and many, the clients take turns in each, in another order each time, and are
compared round by round. What is given is the median, and between what it lies in 19 of 20 cases. A
bare socket, which sends the bytes of a request and looks at nothing that comes, shows what is left
to a client.
`);

const MILLISECONDS = 100;
const WARM_MILLISECONDS = 1000;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '90' },
    operation: { type: 'string', default: 'get,set' },
    'at-once': { type: 'string', default: '1,100' },
  },
});
const rounds = Number(values.rounds);
const tasks = (['get', 'set'] as const)
  .filter((operation) => values.operation.split(',').includes(operation))
  .flatMap((operation) =>
    values['at-once'].split(',').map((atOnce) => ({ operation, atOnce: Number(atOnce) })),
  );
if (!(rounds >= 1) || tasks.length === 0 || tasks.some(({ atOnce }) => !(atOnce >= 1))) {
  throw new Error('usage: bench:client [--rounds 90] [--operation get,set] [--at-once 1,100]');
}

/** A client in its process. */
interface Racer {
  readonly name: string;
  readonly child: ChildProcess;
}

async function racer(name: string, address: string): Promise<Racer> {
  const child = fork(join(import.meta.dirname, 'contestant-child.ts'), [name, address], {
    execArgv: ['--import', 'tsx'],
  });
  await once(child, 'message');
  return { name, child };
}

async function run({ child }: Racer, task: Task): Promise<Measured> {
  child.send(task);
  const [measured]: Measured[] = await once(child, 'message');
  if (measured === undefined) throw new Error('a client has ended in the middle of a round');
  return measured;
}

/** Turned by one each time, and every other time the other way round. */
function inOrder(racers: readonly Racer[], round: number): readonly Racer[] {
  const first = round % racers.length;
  const turned = [...racers.slice(first), ...racers.slice(0, first)];
  return Math.floor(round / racers.length) % 2 === 0 ? turned : turned.toReversed();
}

/** Each client in each round; the first is whom the others are compared with. */
async function compare(racers: readonly Racer[], task: Omit<Task, 'milliseconds'>): Promise<void> {
  const results = new Map<Racer, Measured[]>(racers.map((one) => [one, []]));
  for (const one of racers) await run(one, { ...task, milliseconds: WARM_MILLISECONDS });
  for (let round = 0; round < rounds; round += 1) {
    for (const one of inOrder(racers, round)) {
      results.get(one)?.push(await run(one, { ...task, milliseconds: MILLISECONDS }));
    }
  }
  const [own = []] = results.values();
  for (const [{ name }, measured] of results) print(name, own, measured);
}

function print(name: string, own: readonly Measured[], measured: readonly Measured[]): void {
  const of = (value: (one: Measured) => number): number => quantile(measured.map(value), 0.5);
  const ours = (value: (one: Measured) => number): string => {
    const ratios = measured.map((one, at) => value(own[at] ?? one) / value(one));
    const { median, low, high } = middleOf(ratios);
    return `${median.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
  };
  console.log(
    [
      `  ${name.padEnd(22)}`,
      `${of(({ perSecond }) => perSecond).toFixed(0)}/s`.padStart(9),
      `p99 ${of(({ p99Ms }) => p99Ms).toFixed(3)} ms`.padStart(14),
      `${of(({ cpuUs }) => cpuUs).toFixed(1)} us of processor each`.padStart(27),
      measured === own
        ? ''
        : `  ours: ${ours(({ perSecond }) => perSecond)} times as many, p99 ${ours(({ p99Ms }) => p99Ms)} times as long`,
    ].join(' '),
  );
}

const server = spawn(
  process.execPath,
  ['--import', 'tsx', join(import.meta.dirname, 'server-child.ts')],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const [line]: Buffer[] = await once(server.stdout, 'data');
const address = `127.0.0.1:${String(line).trim()}`;
const setup = await connect(address);
await setup.create(PATH, DATA);
await setup.close();
const names = [...CONTESTANTS.keys()].filter(
  (name) => NATIVE_FOLDER !== null || !name.includes('native'),
);
if (NATIVE_FOLDER === null) {
  console.log('The native zookeeper is left out: set MENAGERIE_CLIENTS to the folder that');
  console.log('packages/server/interop/install.sh filled.');
}
const racers: Racer[] = [];
for (const name of names) racers.push(await racer(name, address));
for (const task of tasks) {
  console.log(`${task.operation}, ${task.atOnce} at a time`);
  await compare(racers, task);
}
for (const { child } of racers) child.disconnect();
server.stdin.end();
