import { PeerError } from './errors.ts';
import { median } from './median.ts';
import type { Measured } from './tool.ts';

/** Seconds of processors below which no speed is told. */
const SHORTEST = 0.1;

/** What a tool did with a model, round by round. */
export interface Rounds {
  readonly tool: { readonly name: string };
  readonly rounds: readonly Measured[];
}

/** The tool whose speed the others are compared with. */
export interface Comparison {
  readonly model: string;
  readonly ours: Rounds;
  readonly peers: readonly Rounds[];
}

const HEAD = [
  'Model',
  'Tool',
  'Distinct states',
  'Generated',
  'Seconds',
  'Processor s',
  'Distinct/s',
  'Generated/s',
  'Menagerie is',
] as const;

/**
 * All comparisons as a table in Markdown. Seconds are medians, and rates are by the seconds of
 * processors, so that other work on the machine counts for little.
 */
export function tableOf(comparisons: readonly Comparison[]): string {
  const rule = HEAD.map((_, i) => (i < 2 ? '---' : '--:'));
  return [HEAD, rule, ...comparisons.flatMap(rowsOf)]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/**
 * How many times the speed of a peer ours has, by the seconds of processors; `null` where one of
 * them took too little for a clock of hundredths of a second.
 */
function ratioOf(ours: Rounds, peer: Rounds): number | null {
  const [own, theirs] = [processorSeconds(ours), processorSeconds(peer)];
  return own < SHORTEST || theirs < SHORTEST ? null : theirs / own;
}

/** Whether ours is ahead everywhere, and if not, where not. */
export function summaryOf(comparisons: readonly Comparison[]): string {
  const pairs = comparisons.flatMap(({ model, ours, peers }) =>
    peers.map((peer) => ({ what: `${peer.tool.name} on ${model}`, ratio: ratioOf(ours, peer) })),
  );
  const untold = pairs.filter(({ ratio }) => ratio === null).map(({ what }) => what);
  const behind = pairs.filter(({ ratio }) => ratio !== null && ratio <= 1).map(({ what }) => what);
  const ahead = pairs.length - untold.length - behind.length;
  return [
    `By seconds of processors Menagerie is ahead in ${ahead} of ${pairs.length} comparisons.`,
    ...(behind.length === 0 ? [] : [`Not ahead of ${behind.join('; ')}.`]),
    ...(untold.length === 0 ? [] : [`Too short to tell: ${untold.join('; ')}.`]),
  ].join('\n');
}

function processorSeconds({ rounds }: Rounds): number {
  return median(rounds.map(({ processor }) => processor));
}

function rowsOf({ model, ours, peers }: Comparison): readonly (readonly string[])[] {
  return [...peers, ours].map((each) => {
    const { distinct = 0, generated = 0 } = each.rounds[0] ?? {};
    const processor = processorSeconds(each);
    const rate = (states: number): string =>
      processor < SHORTEST ? '–' : grouped(states / processor);
    return [
      model,
      each.tool.name,
      grouped(distinct),
      grouped(generated),
      median(each.rounds.map(({ seconds }) => seconds)).toFixed(2),
      processor.toFixed(2),
      rate(distinct),
      rate(generated),
      each === ours ? '' : ratioText(ratioOf(ours, each)),
    ];
  });
}

function ratioText(ratio: number | null): string {
  return ratio === null ? 'too short to tell' : `${ratio.toFixed(1)} times as fast`;
}

/** @throws PeerError `different-states` if two tools, or two rounds, did not find as many states */
export function requireSameStates(model: string, all: readonly Rounds[]): void {
  const counts = all.flatMap(({ tool, rounds }) =>
    rounds.map(({ distinct }) => ({ tool: tool.name, distinct })),
  );
  const [first] = counts;
  const other = counts.find((each) => each.distinct !== first?.distinct);
  if (first === undefined || other === undefined) return;
  throw new PeerError(
    'different-states',
    `${model}: ${first.tool} finds ${grouped(first.distinct)} distinct states and ${other.tool} ${grouped(other.distinct)}`,
    'Make the model the same for both before their speeds are compared',
  );
}

function grouped(number: number): string {
  return Math.round(number).toLocaleString('en');
}
