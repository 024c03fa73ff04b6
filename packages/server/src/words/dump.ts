import type { Tree } from '@menagerie/znode';
import { hex, javaDate, lines } from './format.ts';
import { addressOf } from './stat-words.ts';
import type { Survey } from './survey.ts';

/** So long a connection may wait before it asks for a session. */
const GREETING_MS = 10_000;

/** `dump`: sessions and when they end, the ephemerals of each, and the connections. */
export function dump(survey: Survey): string {
  return [sessions(survey), ephemerals(survey.tree), connections(survey)].join('');
}

function sessions({ expiries, tree }: Survey): string {
  if (expiries === null) {
    const all = tree.sessions.map(({ id, timeoutMs }) => `${hex(id)}\t${timeoutMs}ms`);
    return lines('SessionTracker dump:', `Global Sessions(${all.length}):`, ...all);
  }
  const sets = grouped(expiries.map(({ session, at }) => [at, hex(session)]));
  return (
    lines('SessionTracker dump:', `Session Sets (${sets.size})/(${expiries.length}):`) + shown(sets)
  );
}

function ephemerals(tree: Tree): string {
  const owned = [...ephemeralsOf(tree)];
  const texts = owned.flatMap(([session, paths]) => [
    `${hex(session)}:`,
    ...paths.map((path) => `\t${path}`),
  ]);
  return lines('ephemeral nodes dump:', `Sessions with Ephemerals (${owned.length}):`, ...texts);
}

/** The sessions that own ephemerals, and which. */
export function ephemeralsOf(tree: Tree): Map<bigint, readonly string[]> {
  const found = new Map<bigint, readonly string[]>();
  if (tree.ephemerals === 0) return found;
  for (const { id } of tree.sessions) {
    const request = { type: 'getEphemerals', body: { prefixPath: null } } as const;
    const { reply } = tree.read(request, { session: id, identities: [] });
    if (reply?.type !== 'getEphemerals') continue;
    const paths = (reply.body.ephemerals ?? []).map((path) => path ?? '');
    if (paths.length > 0) found.set(id, paths);
  }
  return found;
}

function connections(survey: Survey): string {
  const { settings, now } = survey;
  const all = [...survey.connections];
  const sets = grouped(
    all.map(({ session, socket, meter }) => {
      const due = now - meter.silentMs + (meter.timeoutMs || GREETING_MS);
      const at = (Math.floor(due / settings.tickTime) + 1) * settings.tickTime;
      return [at, `ip: ${addressOf(socket)} sessionId: ${hex(session)}`];
    }),
  );
  return (
    lines('Connections dump:', `Connections Sets (${sets.size})/(${all.length}):`) + shown(sets)
  );
}

function grouped(all: readonly (readonly [number, string])[]): Map<number, string[]> {
  const sets = new Map<number, string[]>();
  for (const [at, text] of [...all].sort(([one], [other]) => one - other)) {
    const set = sets.get(at);
    if (set === undefined) sets.set(at, [text]);
    else set.push(text);
  }
  return sets;
}

function shown(sets: ReadonlyMap<number, readonly string[]>): string {
  return [...sets]
    .map(([at, set]) =>
      lines(`${set.length} expire at ${javaDate(at)}:`, ...set.map((text) => `\t${text}`)),
    )
    .join('');
}
