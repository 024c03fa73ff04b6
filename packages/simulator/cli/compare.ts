/** Plays one schedule of intents on every protocol and prints what it cost each of them. */
import type { Shape, Subject } from '@menagerie/contract';
import {
  playIntents,
  type Schedule,
  scenarioToLink,
  schedules,
  type Tally,
  tally,
} from '@menagerie/simulator';
import { Command } from 'commander';
import { subjects } from './subjects.ts';
import { textTable } from './text-table.ts';

/** What a protocol that elects nobody and writes once could not play. */
const LEADERLESS = ['synod'];

const EXAMPLES = `
Examples:
  $ npm run compare                       all schedules
  $ npm run compare -- leader-crash       one of them
  $ npm run compare -- calm --links       with a link to each run in the lab
`;

interface Played {
  readonly protocol: string;
  readonly tally: Tally;
  readonly link: string;
}

function play<S extends Shape>(subject: Subject<S>, schedule: Schedule, linkBase: string): Played {
  // The middle of every range that random runs draw from: nothing is tuned for any protocol.
  const config = subject.drawConfig((_, bound) => Math.floor(bound / 2), schedule.servers, 0);
  const recording = playIntents(subject, config, schedule);
  return {
    protocol: subject.protocol.name,
    tally: tally(recording),
    link: scenarioToLink(linkBase, recording.scenario, subject),
  };
}

function rowOf({ protocol, tally: { requests, messages, leaderlessMs, ms } }: Played): string[] {
  const done = requests.filter(({ outcome }) => outcome === 'succeeded');
  const trips = done.flatMap(({ roundTrips }) => roundTrips ?? []);
  const latencies = done.flatMap(({ latencyMs }) => latencyMs ?? []);
  return [
    protocol,
    `${done.length} of ${requests.length}`,
    median(trips),
    median(latencies),
    String(messages),
    leaderlessMs.toFixed(0),
    ms.toFixed(0),
  ];
}

function median(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]?.toFixed(1) ?? '–';
}

const command = new Command('compare')
  .description('Plays the same schedule on every protocol: equal links, equal faults.')
  .argument('[schedule]', `one of ${Object.keys(schedules).join(', ')}; all of them if left out`)
  .option('--links', 'print a link to each run', false)
  .option('--link-base <address>', 'the lab that links lead to', 'http://localhost:3000/lab/')
  .addHelpText('after', EXAMPLES)
  .parse();
const [wanted] = command.args;
const { links, linkBase } = command.opts<{ links: boolean; linkBase: string }>();
if (wanted !== undefined && !Object.hasOwn(schedules, wanted)) {
  const known = Object.keys(schedules).join(', ');
  command.error(`error: there is no schedule "${wanted}": use one of ${known}`, { exitCode: 2 });
}
const HEAD = ['protocol', 'answered', 'round trips', 'ms', 'messages', 'leaderless ms', 'of ms'];
for (const [name, schedule] of Object.entries<Schedule>(schedules)) {
  if (wanted !== undefined && name !== wanted) continue;
  const played = subjects
    .filter((each) => !LEADERLESS.includes(each.name))
    .map((each) => each.use((subject) => play(subject, schedule, linkBase)));
  console.log(`${name}: ${schedule.title}, ${schedule.servers} servers`);
  console.log(textTable([HEAD, ...played.map(rowOf)], 1));
  if (links) for (const { protocol, link } of played) console.log(`${protocol}: ${link}`);
  console.log('');
}
