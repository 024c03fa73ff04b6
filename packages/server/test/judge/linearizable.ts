import {
  checkLinearizability,
  type Operation,
  type Outcome,
  pictureOf,
  pictureToSvg,
  type Verdict,
} from '@menagerie/checker';
import { type Call, isWrite } from './calls.ts';
import type { Ending, Fault, History, Shown } from './history.ts';
import { type Input, type Output, ownedZnode } from './owned-znode.ts';

type Op = Operation<Input, Output>;

/** Steps of a search, of each path, before it gives up. */
const BOUNDS = { maxStates: 1_000_000 };

/** Judges each path: writes, synced reads, the ends of sessions, and what is there in the end. */
export function judgeLinearizable(
  history: History,
  calls: readonly Call[],
  ending: Ending,
): { readonly faults: Fault[]; readonly undecided: string[] } {
  const faults: Fault[] = [];
  const undecided: string[] = [];
  const sessions = [...new Set(calls.map(({ session }) => session))];
  const ends = endsOf(history, calls, ending);
  for (const [path, own] of byPath(calls)) {
    const ephemeral = own.filter(({ asked }) => asked.type === 'create' && asked.ephemeral);
    const owners = new Set(ephemeral.map(({ session }) => session));
    const ops: Op[] = own.flatMap((call) => operationOf(call, sessions.indexOf(call.session)));
    for (const owner of owners) {
      const span = ends.get(owner) ?? null;
      if (span !== null) ops.push(endOf(path, owner, span, sessions.indexOf(owner)));
    }
    const last = ending.shown.get(path);
    if (last !== undefined) ops.push(lastRead(path, last, history.length, sessions.length));
    const verdict = verdictOn(ops, seenIn(own, last ?? null));
    if (verdict.type === 'undecided') undecided.push(path);
    if (verdict.type !== 'violated') continue;
    faults.push({
      promised: owners.size > 0 ? 'with-session' : 'linearizable',
      sentence: `${path}: ${verdict.counterexample.sentence}`,
      picture: pictureToSvg(pictureOf(ownedZnode, ops, verdict)),
    });
  }
  return { faults, undecided };
}

/**
 * What was never answered, and whose effect nobody saw, may have had none: where all else has an
 * explanation without it, that is one. Otherwise it may be what explains the rest.
 */
function verdictOn(ops: readonly Op[], seen: ReadonlySet<string>): Verdict {
  const sure = ops.filter(
    ({ outcome, input }) => outcome.type !== 'unknown' || ('data' in input && seen.has(input.data)),
  );
  const short = checkLinearizability(ownedZnode, sure, { ...BOUNDS, maxStatesToShrink: 0 });
  return short.type === 'holds' ? short : checkLinearizability(ownedZnode, ops, BOUNDS);
}

/** The data that somebody was shown. */
function seenIn(calls: readonly Call[], last: Shown | null): ReadonlySet<string> {
  const shown = calls.flatMap(({ answer }) =>
    answer?.type === 'found' ? [answer.shown.data] : [],
  );
  return new Set(last === null ? shown : [...shown, last.data]);
}

function byPath(calls: readonly Call[]): Map<string, Call[]> {
  const paths = new Map<string, Call[]>();
  for (const call of calls) {
    if (call.asked.type === 'close') continue;
    const { path } = call.asked;
    const own = paths.get(path) ?? [];
    own.push(call);
    paths.set(path, own);
  }
  return paths;
}

/** What of a call concerns a path; reads that were not synced, or not answered, say nothing here. */
function operationOf(call: Call, process: number): Op[] {
  const { asked, askedAt: invokedAt } = call;
  const outcome = outcomeOf(call);
  switch (asked.type) {
    case 'create': {
      const owner = asked.ephemeral ? call.session : null;
      const input: Input = { type: 'create', path: asked.path, data: asked.data, owner };
      return [{ process, input, invokedAt, outcome }];
    }
    case 'set':
    case 'delete':
      return [{ process, input: asked, invokedAt, outcome }];
    case 'read': {
      if (!asked.synced || outcome.type === 'unknown') return [];
      return [{ process, input: { type: 'read', path: asked.path }, invokedAt, outcome }];
    }
    case 'close':
      return [];
  }
}

function outcomeOf({ answer, answeredAt }: Call): Outcome<Output> {
  if (answer === null) return { type: 'unknown' };
  if (answer.type !== 'found') return { type: 'ok', output: answer, returnedAt: answeredAt };
  return { type: 'ok', output: found(answer.shown), returnedAt: answeredAt };
}

function found({ data, version, owner }: Shown): Output {
  return { type: 'found', data, version, owner };
}

/** All of it is over by then: whatever had an effect is seen. */
function lastRead(path: string, last: Shown | null, end: number, process: number): Op {
  const output: Output = last === null ? { type: 'error', error: 'no-node' } : found(last);
  const outcome = { type: 'ok', output, returnedAt: end + 1 } as const;
  return { process, input: { type: 'read', path }, invokedAt: end + 1, outcome };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * When each session ended that did: after the last of its writes that was answered began, for there
 * are none of a session that is over; and before its client was told, or all was quiet.
 */
function endsOf(
  history: History,
  calls: readonly Call[],
  { sessions }: Ending,
): ReadonlyMap<string, Span> {
  const ends = new Map<string, Span>();
  const living = new Set(sessions);
  for (const moment of history) {
    if (!living.has(moment.session)) ends.set(moment.session, { from: 0, to: history.length });
  }
  for (const call of calls) {
    const span = ends.get(call.session);
    if (span === undefined || call.answer === null || !isWrite(call)) continue;
    const from = Math.max(span.from, call.askedAt);
    const to = call.asked.type === 'close' ? Math.min(span.to, call.answeredAt) : span.to;
    ends.set(call.session, { from, to });
  }
  for (const [at, { type, session }] of history.entries()) {
    const span = ends.get(session);
    if (type === 'expired' && span !== undefined) {
      ends.set(session, { ...span, to: Math.min(span.to, at) });
    }
  }
  return ends;
}

function endOf(path: string, session: string, { from, to }: Span, process: number): Op {
  const output: Output = { type: 'done', version: null };
  const outcome = { type: 'ok', output, returnedAt: Math.max(from, to) } as const;
  return { process, input: { type: 'end', path, session }, invokedAt: from, outcome };
}
