import { parseArgs } from 'node:util';
import type { Shape } from '@menagerie/contract';
import { killZoo } from '../src/explorer/zoo.ts';
import { type Explorable, PROTOCOLS, UsageError, withProtocol } from './protocols.ts';

const USAGE = `Usage: npm run zoo -- [options]

Explores, for every known mistake that has a scope, the scope that is to find it, the nearest
worlds first.

      --protocol <name>  raft, synod, paxos or zab; all of them if left out
      --mutant <ids>     only these, with commas between them
  -h, --help             this

Exit codes:
  0  every mistake that has a scope was found
  1  one was not
  2  the command line cannot be used
`;

const { values } = parseArgs({
  options: {
    protocol: { type: 'string' },
    mutant: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

/** Says of each mistake what found it. @returns how many a scope should have found and did not */
function explore<S extends Shape>({ subject, exploration }: Explorable<S>): number {
  let alive = 0;
  console.log(`\n${subject.protocol.name}\n`);
  console.log('| Mistake | Property | Scope | Distinct states | Steps | Seconds |');
  console.log('| --- | --- | --- | --: | --: | --: |');
  let began = Date.now();
  for (const { mutant, scope, killed, distinct } of killZoo(
    subject,
    exploration,
    values.mutant?.split(','),
  )) {
    const seconds = ((Date.now() - began) / 1000).toFixed(2);
    began = Date.now();
    if (scope === null) {
      console.log(`| ${mutant.id} | no scope | | | | |`);
      continue;
    }
    if (killed === null) alive += 1;
    const property = killed?.violation.property ?? 'ALIVE';
    const steps = killed?.steps ?? '';
    console.log(
      `| ${mutant.id} | ${property} | ${scope.name} | ${distinct} | ${steps} | ${seconds} |`,
    );
  }
  return alive;
}

try {
  if (values.help) console.log(USAGE);
  else {
    const protocols = values.protocol === undefined ? PROTOCOLS : [values.protocol];
    const alive = protocols.map((name) => withProtocol(name, explore));
    process.exitCode = alive.every((count) => count === 0) ? 0 : 1;
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 2;
}
