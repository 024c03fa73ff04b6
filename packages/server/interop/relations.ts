import type { Call } from './sessions.ts';

/** Where two sessions differ. */
export interface Unlike {
  readonly apache: string;
  readonly ours: string;
}

/** What a session heard, a line for each call, without what servers and clients are free to choose. */
function relations(calls: readonly Call[]): readonly string[] {
  const known = { zxids: zxidsIn(calls), sessions: [], drawn: [] };
  return calls.map((call) => JSON.stringify(rewrite(call, '', known)));
}

/** The lines of one that the other has not, in order. */
export function unlike(apache: readonly Call[], ours: readonly Call[]): readonly Unlike[] {
  const [theirs, own] = [relations(apache), relations(ours)];
  return Array.from({ length: Math.max(theirs.length, own.length) }, (_, at) => ({
    apache: theirs[at] ?? '',
    ours: own[at] ?? '',
  })).filter((line) => line.apache !== line.ours);
}

interface Known {
  /** In ascending order. */
  readonly zxids: readonly number[];
  /** In the order of their first appearance. */
  readonly sessions: string[];
  readonly drawn: string[];
}

const ZXIDS: ReadonlySet<string> = new Set(['czxid', 'mzxid', 'pzxid']);

function zxidsIn(calls: readonly Call[]): readonly number[] {
  const found = new Set<number>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, field] of Object.entries(value)) {
      if (ZXIDS.has(name)) found.add(Number(field));
      else visit(field);
    }
  };
  visit(calls);
  return [...found].sort((one, other) => one - other);
}

function rewrite(value: unknown, name: string, known: Known): unknown {
  if (ZXIDS.has(name)) return zxidsHaveRanks(Number(value), known);
  if (name === 'ephemeralOwner' || name === 'session') return sessionsHaveNumbers(value, known);
  if (typeof value === 'string') return namesAreDrawn(value, known);
  if (Array.isArray(value)) {
    const list: unknown[] = value.map((one) => rewrite(one, name, known));
    return name === 'events' ? watchersHaveNoOrder(list) : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, field]) => [key, rewrite(field, key, known)]);
  return timesAreOfClocks(Object.fromEntries(fields), value);
}

/** Epochs differ, and clients ping and sync as they please: of zxids the order counts. */
function zxidsHaveRanks(zxid: number, { zxids }: Known): string | number {
  return zxid <= 0 ? zxid : `zxid ${zxids.indexOf(zxid)}`;
}

/** How a server numbers its sessions is its own affair. */
function sessionsHaveNumbers(value: unknown, { sessions }: Known): string {
  const number = String(value);
  if (number === '0') return 'nobody';
  if (!sessions.includes(number)) sessions.push(number);
  return `session ${sessions.indexOf(number)}`;
}

/** Clients draw names for what they create. */
function namesAreDrawn(text: string, { drawn }: Known): string {
  return text.replaceAll(/[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}/g, (name) => {
    if (!drawn.includes(name)) drawn.push(name);
    return `drawn ${drawn.indexOf(name)}`;
  });
}

/** Those of a client that hear of one change are a set in some clients. */
function watchersHaveNoOrder(events: readonly unknown[]): readonly unknown[] {
  const sorted = [...events];
  let from = 0;
  for (let at = 1; at <= sorted.length; at += 1) {
    if (changeIn(sorted[at]) === changeIn(sorted[from])) continue;
    const of = sorted.slice(from, at).map((event) => ({ event, text: JSON.stringify(event) }));
    of.sort((one, other) => (one.text < other.text ? -1 : 1));
    sorted.splice(from, of.length, ...of.map(({ event }) => event));
    from = at;
  }
  return sorted;
}

function changeIn(event: unknown): string {
  return JSON.stringify(event, (name, value: unknown) => (name === 'watch' ? undefined : value));
}

/** Clocks differ. What was never changed was changed when it was created. */
function timesAreOfClocks(plain: Record<string, unknown>, stat: object): Record<string, unknown> {
  if (!('ctime' in stat && 'mtime' in stat && 'czxid' in stat && 'mzxid' in stat)) return plain;
  const { ctime, mtime, czxid, mzxid } = stat;
  const once = czxid === mzxid;
  return {
    ...plain,
    ctime: ctime === 0 ? 'never' : 'once',
    mtime: once === (ctime === mtime) || !once,
  };
}
