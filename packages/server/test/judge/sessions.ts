import type { Call } from './calls.ts';
import { type Changes, zxidText } from './changes.ts';
import type { Fault, History, Moment, Promised, Shown } from './history.ts';

/** What a session was shown, as far as it matters for what it may be shown next. */
interface Seen {
  /** Of the last reply. */
  replied: number;
  /** Of the last thing that was heard. */
  heard: number;
  /** Of each path the data that were seen last. */
  readonly shown: Map<string, Shown>;
  /** Since which zxid each path is watched. */
  readonly watched: Map<string, number>;
}

/** Goes with each session through all that it saw, in the order in which it did. */
export function judgeSessions(
  history: History,
  calls: ReadonlyMap<number, Call>,
  changes: ReadonlyMap<string, Changes>,
): Fault[] {
  const faults: Fault[] = [];
  const sessions = new Map<string, Seen>();
  for (const moment of history) {
    const fresh = { replied: -1, heard: -1, shown: new Map(), watched: new Map() };
    const seen = sessions.get(moment.session) ?? fresh;
    sessions.set(moment.session, seen);
    const accuse = (promised: Promised, what: string): void => {
      faults.push({ promised, sentence: `session ${moment.session}: ${what}`, picture: null });
    };
    if (moment.type === 'moved' && moment.watches === 'gone') seen.watched.clear();
    if (moment.type === 'heard') hear(seen, moment, accuse);
    if (moment.type !== 'answered') continue;
    const call = calls.get(moment.call);
    if (call !== undefined) reply(seen, call, changes, accuse);
  }
  return faults;
}

type Accuse = (promised: Promised, what: string) => void;

function hear(
  seen: Seen,
  { path, zxid }: Extract<Moment, { readonly type: 'heard' }>,
  accuse: Accuse,
): void {
  if (!seen.watched.delete(path)) {
    accuse('told-first', `it was told of ${path}, which it does not watch`);
  }
  if (zxid < 0) return;
  if (zxid <= seen.replied) {
    const late = `it was told of ${path} at ${zxidText(zxid)}`;
    accuse('told-first', `${late} behind a reply of ${zxidText(seen.replied)}`);
  }
  seen.heard = Math.max(seen.heard, zxid);
}

function reply(
  seen: Seen,
  { asked, answer, zxid }: Call,
  changes: ReadonlyMap<string, Changes>,
  accuse: Accuse,
): void {
  const before = Math.max(seen.replied, seen.heard);
  if (zxid < before) {
    accuse('in-order', `a reply of ${zxidText(zxid)} comes behind one of ${zxidText(before)}`);
  }
  seen.replied = Math.max(seen.replied, zxid);
  for (const [path, since] of seen.watched) {
    const missed = changes.get(path)?.between(since, zxid) ?? null;
    if (missed === null) continue;
    const what = `${path} changed at ${zxidText(missed.zxid)}, and it watches since ${zxidText(since)}`;
    accuse('told-first', `${what}: a reply of ${zxidText(zxid)} came before the event`);
    seen.watched.delete(path);
  }
  if (asked.type !== 'read' || answer?.type !== 'found') return;
  const { shown } = answer;
  const last = seen.shown.get(asked.path);
  if (last !== undefined && isOlder(shown, last)) {
    const was = `it has seen ${last.data} of ${zxidText(last.mzxid)}`;
    accuse('in-order', `${asked.path}: ${was}, and then ${shown.data} of ${zxidText(shown.mzxid)}`);
  }
  seen.shown.set(asked.path, shown);
  if (asked.watch && !seen.watched.has(asked.path)) seen.watched.set(asked.path, zxid);
}

function isOlder(now: Shown, before: Shown): boolean {
  return now.mzxid < before.mzxid || (now.czxid === before.czxid && now.version < before.version);
}
