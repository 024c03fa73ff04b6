import type { Shape, Subject } from '@menagerie/contract';
import {
  type CampaignSummary,
  type CoverageRow,
  createRecording,
  parseScenario,
  protocolOfScenario,
  SimulatorError,
  scenarioToLink,
  traceToJson,
  WEATHER,
} from '@menagerie/simulator';
import { number } from './progress-line.ts';
import { subjects } from './subjects.ts';
import { textTable } from './text-table.ts';

/** How many of the last events of a violating run are printed. */
const LAST_EVENTS = 12;

/** What a campaign did, in a few lines. */
export function summaryText(summary: CampaignSummary, seconds: number): string {
  const { seeds, steps, ms, healed, runTwice, reached, unreached } = summary;
  const lines = [
    `${number(seeds)} seeds, ${number(steps)} events in ${seconds.toFixed(1)} s (${number(steps / seconds)} events/s), ${number(ms / 1000)} virtual seconds`,
    `${number(healed)} runs healed and had to go on; ${number(runTwice)} were run twice and gave the same`,
    `reached: ${reached.length === 0 ? 'nothing' : reached.join(', ')}`,
  ];
  if (unreached.length > 0) lines.push(`NEVER REACHED: ${unreached.join(', ')}`);
  return lines.join('\n');
}

/** The coverage matrix as a table. */
export function coverageText(rows: readonly CoverageRow[]): string {
  const table = [
    ['event', 'role', ...WEATHER],
    ...rows.map(({ kind, role, counts }) => [
      kind,
      role === '' ? '–' : role,
      ...counts.map((count) => (count === 0 ? '·' : number(count))),
    ]),
  ];
  return textTable(table, 2);
}

export interface Explanation {
  readonly text: string;
  readonly link: string;
  /** The whole trace, one event a line. */
  readonly trace: string;
  readonly violated: boolean;
}

/** Plays a scenario file to its first violation, or its end, and tells what happened. */
export function explain(file: string, linkBase: string): Explanation {
  const name = protocolOfScenario(file);
  const subject = subjects.find((each) => each.name === name);
  if (subject === undefined) {
    const remedy = `Use one of ${subjects.map((each) => each.name).join(', ')}`;
    throw new SimulatorError('unknown-protocol', 'protocol', `"${name}" is not known here`, remedy);
  }
  return subject.use((of) => explainWith(of, file, linkBase));
}

function explainWith<S extends Shape>(
  subject: Subject<S>,
  file: string,
  linkBase: string,
): Explanation {
  const scenario = parseScenario(file, [subject]);
  const recording = createRecording(subject, scenario);
  while (recording.violation === null && recording.extend({ steps: 1 }) > 0) {}
  const { schemas } = subject.protocol;
  const lines = recording.events.map((event) => JSON.stringify(traceToJson(event, schemas)));
  const { violation } = recording;
  const end = `step ${recording.steps}, ${recording.until} virtual ms`;
  const text =
    violation === null
      ? `no violation: the run ends at ${end}`
      : [
          `VIOLATED: ${violation.property}, at ${end}`,
          `  ${violation.sentence}`,
          `  the last events:`,
          ...lines.slice(-LAST_EVENTS).map((line) => `    ${line}`),
        ].join('\n');
  return {
    text,
    link: scenarioToLink(linkBase, scenario, subject),
    trace: `${lines.join('\n')}\n`,
    violated: violation !== null,
  };
}
