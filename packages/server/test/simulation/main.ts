import { parseArgs } from 'node:util';
import type { CoreName } from '@menagerie/server';
import { play, sizeFor } from './play.ts';
import { Tally } from './tally.ts';

const HELP = `The servers as they are, in simulated time, on disks and a network that a seed breaks.

  --core zab|raft|paxos   which core (default zab)
  --runs N                how many runs (default 100)
  --seed N                the first seed; each run takes the next one (default 1)
  --servers N             how many servers (default 3, and 5 for every third seed)
  --reconfigure           servers join, leave and observe meanwhile: two more than there are members
  --wipe                  servers lose their disks meanwhile, fewer than half at a time
  --log                   tells what servers log: for one run

  npm run campaign:simulated -- --core raft --runs 1000
  npm run campaign:simulated -- --core raft --seed 42 --runs 1 --log
`;

const BLOCK = 100;

const { values } = parseArgs({
  options: {
    core: { type: 'string', default: 'zab' },
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    servers: { type: 'string' },
    reconfigure: { type: 'boolean', default: false },
    wipe: { type: 'boolean', default: false },
    log: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

process.exitCode = values.help ? help() : await main(coreIn(values.core), Number(values.runs));

function help(): number {
  console.log(HELP);
  return 0;
}

async function main(core: CoreName, runs: number): Promise<number> {
  if (values.wipe && values.reconfigure) {
    const why = 'an ensemble that was made small may have no disk to lose';
    throw new RangeError(`--wipe and --reconfigure do not go together: ${why}; take one of them`);
  }
  const first = Number(values.seed);
  const tally = new Tally();
  for (let seed = first; seed < first + runs; seed += 1) {
    const servers = values.servers === undefined ? sizeFor(seed) : Number(values.servers);
    try {
      const { reconfigure, wipe } = values;
      const log = values.log ? { log: say } : {};
      tally.add(seed, await play({ core, servers, seed, reconfigure, wipe, ...log }));
    } catch (error) {
      console.log(`${core}, ${servers} servers, seed ${seed}:`);
      throw error;
    }
    if (tally.runs % BLOCK === 0) {
      console.log(`${core}: through seed ${seed}, ${tally.faults.length} faults`);
    }
  }
  console.log(`${core}, seeds ${first} to ${first + runs - 1}: ${tally.text()}`);
  return tally.faults.length > 0 ? 1 : 0;
}

function say(at: number, who: string, fields: object, text: string): void {
  const shown = JSON.stringify(fields, (_name, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  console.log(`${at.toFixed(1)} ${who} ${text} ${shown}`);
}

function coreIn(name: string): CoreName {
  if (name === 'zab' || name === 'raft' || name === 'paxos') return name;
  throw new RangeError(`there is no core ${name}: take zab, raft or paxos`);
}
