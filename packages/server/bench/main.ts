import { parseArgs } from 'node:util';
import { helpIfAsked } from '../../../scripts/help.ts';
import { replaced } from './failover.ts';
import { create, openAt } from './load.ts';
import { median } from './machine.ts';
import { type Measured, measure } from './measures.ts';
import { recovery } from './recovery.ts';
import { type Rival, rivals } from './rivals.ts';

helpIfAsked(`Usage: npm run bench:server -- [options] [load|failover|recovery] [1|3] [names]

Servers on each core beside Apache's, in turn: 16 sessions with 16 requests under way each, values
of 128 bytes, data on disk, each server a process of its own. What a second of all its processors
brings is counted, since the load takes some of them too. Medians; what is in brackets is against
Apache's in the same run. Linux only.

  load, failover, recovery     what is measured (all)
  1, 3                         servers under the load (both)
  Apache, zab, raft, paxos     who is measured (all)
  --rounds N                   how often (3)
  --help                       this text

Apache's server needs Java, and Debian's package zookeeper or ZOOKEEPER_CLASSPATH.
`);

const PARTS = ['load', 'failover', 'recovery'];
const SIZES = ['1', '3'];
const { values: options, positionals: args } = parseArgs({
  options: { rounds: { type: 'string', default: '3' } },
  allowPositionals: true,
});
const rounds = Number(options.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  throw new RangeError(`--rounds is ${options.rounds}: write a whole number from 1 on`);
}
const isMeant = (part: string, of: readonly string[]): boolean =>
  args.includes(part) || !of.some((other) => args.includes(other));

const all = rivals();
const names = all.map(({ name }) => name);
for (const arg of args) {
  const known = [...PARTS, ...SIZES, ...names];
  if (!known.includes(arg)) throw new RangeError(`${arg} is none of ${known.join(', ')}`);
}
const meant = all.filter(({ name }) => isMeant(name, names));
if (!names.includes('Apache')) console.log("Apache's server is not installed: ours stand alone.");

async function failover(rival: Rival): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const [what, signal] of [
    ['leader killed to next write, ms', 'SIGKILL'],
    ['leader paused to next write, ms', 'SIGSTOP'],
  ] as const) {
    const ensemble = await rival.start(3);
    try {
      const first = await openAt(ensemble.ports[0] ?? 0);
      await first.ask(create('/b'));
      for (let i = 0; i < 4; i += 1) await first.ask(create(`/b/${i}`));
      measured.push({ what, value: await replaced(ensemble, signal) });
    } finally {
      await ensemble.close();
    }
  }
  return measured;
}

/** All rounds of all rivals in turn, and a table of them. */
async function compare(
  title: string,
  each: (rival: Rival) => Promise<readonly Measured[]>,
): Promise<void> {
  const values = new Map<string, number[]>();
  const rows = new Set<string>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const rival of meant) {
      process.stderr.write(`${title}, round ${round} of ${rounds}: ${rival.name}\n`);
      for (const { what, value } of await each(rival)) {
        rows.add(what);
        const key = `${what}/${rival.name}`;
        values.set(key, [...(values.get(key) ?? []), value]);
      }
    }
  }
  const of = (what: string, name: string): number => median(values.get(`${what}/${name}`) ?? []);
  console.log(`\n| ${title} | ${meant.map(({ name }) => name).join(' | ')} |`);
  console.log(`|---|${meant.map(() => '---:').join('|')}|`);
  for (const what of rows) {
    const base = of(what, 'Apache');
    const cells = meant.map(({ name }) => {
      const value = of(what, name);
      const ratio = name === 'Apache' || base === 0 ? '' : ` (${(value / base).toFixed(2)})`;
      return `${round(value)}${ratio}`;
    });
    console.log(`| ${what} | ${cells.join(' | ')} |`);
  }
}

function round(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 4 });
}

if (isMeant('load', PARTS)) {
  for (const servers of [1, 3]) {
    if (!isMeant(`${servers}`, SIZES)) continue;
    await compare(servers === 1 ? 'one server' : 'three servers', (rival) =>
      measure(rival, servers),
    );
  }
}
if (isMeant('failover', PARTS)) await compare('three servers, failover', failover);
if (isMeant('recovery', PARTS)) await compare('a million znodes, killed', recovery);
