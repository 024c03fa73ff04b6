import { type Call, callsOf, pathOf } from './calls.ts';
import { Changes, zxidText } from './changes.ts';
import type { Ending, Fault, History, Judgement, Promised } from './history.ts';
import { judgeLinearizable } from './linearizable.ts';
import { judgeSessions } from './sessions.ts';

/**
 * Says of what clients saw, and of what there is in the end, whether it is as was promised. Writes
 * whose answer was lost may have taken effect at any time, or never.
 */
export function judge(history: History, ending: Ending): Judgement {
  const calls = callsOf(history);
  const changes = changesOf(calls, ending);
  const { faults, undecided } = judgeLinearizable(history, calls, ending);
  return {
    faults: [
      ...faults,
      ...judgeSessions(history, numbered(history, calls), changes),
      ...judgeShown(calls, changes),
      ...judgeEnding(calls, changes, ending),
      ...judgeLiving(history, calls, ending),
    ],
    undecided,
    answered: calls.filter(({ answer }) => answer !== null).length,
  };
}

function changesOf(calls: readonly Call[], ending: Ending): ReadonlyMap<string, Changes> {
  const paths = new Set(calls.flatMap((call) => pathOf(call) ?? []));
  return new Map(
    [...paths].map((path) => {
      const own = calls.filter((call) => pathOf(call) === path);
      return [path, new Changes(path, own, ending)];
    }),
  );
}

function numbered(history: History, calls: readonly Call[]): ReadonlyMap<number, Call> {
  const byPlace = new Map(calls.map((call) => [call.askedAt, call]));
  const byNumber = new Map<number, Call>();
  for (const [at, moment] of history.entries()) {
    const call = byPlace.get(at);
    if (moment.type === 'asked' && call !== undefined) byNumber.set(moment.call, call);
  }
  return byNumber;
}

/** Every read, synced or not: it shows what was there at the zxid of its reply. */
function judgeShown(calls: readonly Call[], changes: ReadonlyMap<string, Changes>): Fault[] {
  const faults: Fault[] = [];
  for (const known of changes.values()) {
    for (const sentence of known.contradictions) faults.push(fault('of-its-zxid', sentence));
  }
  for (const { asked, answer, zxid, session } of calls) {
    if (asked.type !== 'read' || answer === null) continue;
    const { path } = asked;
    const known = changes.get(path);
    const last = known?.through(zxid) ?? null;
    const by = `session ${session} read ${path} at ${zxidText(zxid)}`;
    if (answer.type === 'found') {
      const { mzxid, data } = answer.shown;
      if (mzxid > zxid)
        faults.push(fault('of-its-zxid', `${by}, and was shown ${zxidText(mzxid)}`));
      if (last === null || last.zxid <= mzxid) continue;
      const newer = `there was ${last.data ?? 'nothing'} since ${zxidText(last.zxid)}`;
      faults.push(fault('of-its-zxid', `${by}, and was shown ${data} when ${newer}`));
    } else if (last !== null && last.data !== null && !mayBeGone(calls, path)) {
      const there = `${last.data} was there since ${zxidText(last.zxid)}`;
      faults.push(fault('of-its-zxid', `${by}, and was shown nothing when ${there}`));
    }
  }
  return faults;
}

/** Whether something may have deleted it that nobody knows the zxid of. */
function mayBeGone(calls: readonly Call[], path: string): boolean {
  return calls.some(
    ({ asked, answer }) =>
      (asked.type === 'create' && asked.path === path && asked.ephemeral) ||
      (asked.type === 'delete' && asked.path === path && answer === null),
  );
}

function judgeEnding(
  calls: readonly Call[],
  changes: ReadonlyMap<string, Changes>,
  { trees, shown, sessions }: Ending,
): Fault[] {
  const faults: Fault[] = [];
  if (new Set(trees).size > 1) faults.push(fault('kept', `the trees differ: ${trees.join('; ')}`));
  for (const [path, there] of shown) {
    const last = changes.get(path)?.list.at(-1) ?? null;
    if (there !== null && there.owner !== null && !sessions.includes(there.owner)) {
      faults.push(fault('with-session', `${path} is there, and session ${there.owner} is not`));
    }
    if (last === null || last.zxid <= (there?.mzxid ?? -1)) continue;
    if (there === null && (last.data === null || mayBeGone(calls, path))) continue;
    const found = there === null ? 'nothing' : `${there.data} of ${zxidText(there.mzxid)}`;
    const was = `${last.data ?? 'nothing'} was answered at ${zxidText(last.zxid)}`;
    faults.push(fault('kept', `${path}: ${was}, and in the end there is ${found}`));
  }
  return faults;
}

/** Nobody whose client was told that it is over lives on. */
function judgeLiving(history: History, calls: readonly Call[], { sessions }: Ending): Fault[] {
  const closed = calls.flatMap(({ asked, answer, session }) =>
    asked.type === 'close' && answer?.type === 'done' ? [session] : [],
  );
  const expired = history.flatMap(({ type, session }) => (type === 'expired' ? [session] : []));
  const over = new Set([...closed, ...expired]);
  return sessions
    .filter((session) => over.has(session))
    .map((session) => fault('with-session', `session ${session} is over, and lives on`));
}

function fault(promised: Promised, sentence: string): Fault {
  return { promised, sentence, picture: null };
}
