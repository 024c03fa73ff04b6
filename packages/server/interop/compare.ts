import { type Plain, plain, timesFollowZxids } from './freedoms.ts';
import { run, type Served, type Transcript } from './run.ts';
import { type Step, shown } from './steps.ts';

/** Apache's server, and ours. */
export interface Pair {
  readonly apache: Served;
  readonly ours: Served;
}

/** Where two servers differ first. */
export interface Difference {
  readonly client: number;
  /** What came before on this connection, the last few. */
  readonly before: readonly unknown[];
  readonly apache: unknown;
  readonly ours: unknown;
}

/** Runs a sequence on both, and says where they differ first; `null` where they do not. */
export async function compare(pair: Pair, steps: readonly Step[]): Promise<Difference | null> {
  const [apache, ours] = await Promise.all([run(pair.apache, steps), run(pair.ours, steps)]);
  return (
    firstDifference(probeLast(plain(apache)), probeLast(plain(ours))) ??
    clockTrouble({ apache, ours })
  );
}

/** What the first connection hears in the end follows from everything before. */
function probeLast([probe, ...others]: Plain): Plain {
  return probe === undefined ? others : [...others, probe];
}

function firstDifference(apache: Plain, ours: Plain): Difference | null {
  for (let at = 0; at < Math.max(apache.length, ours.length); at += 1) {
    const client = apache[at]?.client ?? ours[at]?.client ?? -1;
    const theirs = apache[at]?.heard ?? [];
    const own = ours[at]?.heard ?? [];
    for (let i = 0; i < Math.max(theirs.length, own.length); i += 1) {
      if (shown(theirs[i]) === shown(own[i])) continue;
      const before = theirs.slice(Math.max(0, i - 2), i);
      return { client, before, apache: theirs[i] ?? null, ours: own[i] ?? null };
    }
  }
  return null;
}

function clockTrouble(both: { apache: Transcript; ours: Transcript }): Difference | null {
  const apache = timesFollowZxids(both.apache);
  const ours = timesFollowZxids(both.ours);
  return apache === null && ours === null ? null : { client: -1, before: [], apache, ours };
}

/** The smallest part of a sequence that still makes a difference, as far as dropping steps finds it. */
export async function shrink(
  length: number,
  differs: (kept: readonly number[]) => Promise<boolean>,
): Promise<readonly number[]> {
  let kept = Array.from({ length }, (_, at) => at);
  for (let size = length >> 1; size >= 1; size = size >> 1) {
    for (let from = 0; from < kept.length; ) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (fewer.length < kept.length && (await differs(fewer))) kept = fewer;
      else from += size;
    }
  }
  return kept;
}
