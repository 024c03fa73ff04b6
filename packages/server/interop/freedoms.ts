import { ErrorCode, EventType, type Stat } from '@menagerie/jute';
import type { Heard } from './line.ts';
import type { Transcript } from './run.ts';

/** What a sequence did to one server, in words that are the same for all servers. */
export type Plain = readonly { readonly client: number; readonly heard: readonly unknown[] }[];

/** A transcript without what servers are free to choose. */
export function plain(transcript: Transcript): Plain {
  const { lines, sessions, base } = transcript;
  return lines.map(({ client, heard }) => ({
    client,
    heard: ephemeralsGoInNoOrder(heard).map((one) =>
      rewrite(checksMayFindOthers(eventsNeedNoZxid(one)), '', { sessions, base }),
    ),
  }));
}

/** Before 3.9 checkWatches also finds the watches that other connections have on the path. */
function checksMayFindOthers(heard: Heard): unknown {
  if (heard.type !== 'reply' || heard.to !== 'checkWatches') return heard;
  const { reply } = heard;
  const isAnswer = reply.type === 'done' || reply.err === ErrorCode.noWatcher;
  return isAnswer ? { ...heard, reply: { xid: reply.xid, zxid: reply.zxid } } : heard;
}

type Known = Pick<Transcript, 'sessions' | 'base'>;

/** A session's ephemerals go together when it ends, in the order of a set in Apache's server. */
function ephemeralsGoInNoOrder(heard: readonly Heard[]): readonly Heard[] {
  const sorted = [...heard];
  let from = 0;
  for (let at = 0; at <= sorted.length; at += 1) {
    if (isOfDeletion(sorted[at])) continue;
    sorted.splice(from, at - from, ...sorted.slice(from, at).sort(byText));
    from = at + 1;
  }
  return sorted;
}

function isOfDeletion(heard: Heard | undefined): boolean {
  if (heard?.type !== 'event') return false;
  const { type } = heard.event;
  return type === EventType.nodeDeleted || type === EventType.nodeChildrenChanged;
}

function byText(one: Heard, other: Heard): number {
  const [left, right] = [one, other].map((heard) =>
    heard.type === 'event' ? `${heard.event.path} ${heard.event.type}` : '',
  );
  return (left ?? '') < (right ?? '') ? -1 : 1;
}

/** Since 3.9 an event has the zxid that fired it; before, and when a watch is restored, it has -1. */
function eventsNeedNoZxid(heard: Heard): Heard {
  return heard.type === 'event' ? { ...heard, zxid: -1n } : heard;
}

/** Goes through a value, and puts in the place of each free field what remains to be compared. */
function rewrite(value: unknown, name: string, known: Known): unknown {
  if (value instanceof Uint8Array) {
    return name === 'passwd'
      ? passwordsAreOpaque(value)
      : portsAreGiven(Buffer.from(value)).toString('hex');
  }
  if (typeof value === 'bigint') return long(value, name, known);
  if (Array.isArray(value)) {
    const list: unknown[] = value.map((one) => rewrite(one, name, known));
    if (name === 'clientInfo') return identitiesHaveNoOrder(list);
    if (name === 'acl') return expandedIdentitiesHaveNoOrder(list);
    return LISTS_WITHOUT_ORDER.has(name) ? childrenHaveNoOrder(list) : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, rewrite(field, key, known)]),
  );
}

function long(value: bigint, name: string, known: Known): string {
  switch (name) {
    case 'sessionId':
    case 'ephemeralOwner':
      return sessionsHaveNumbers(value, known);
    case 'ctime':
    case 'mtime':
      return timesAreOfClocks(value);
    case 'zxid':
    case 'czxid':
    case 'mzxid':
    case 'pzxid':
      return zxidsAreRelative(value, known);
    default:
      return String(value);
  }
}

const LISTS_WITHOUT_ORDER: ReadonlySet<string> = new Set(['children', 'ephemerals']);

/** How a server numbers its sessions is its own affair: only which session it is counts. */
function sessionsHaveNumbers(value: bigint, { sessions }: Known): string {
  const at = sessions.indexOf(value);
  return at < 0 ? String(value) : `session ${at}`;
}

/** A password means something only to the server that gave it. Its length is part of the protocol. */
function passwordsAreOpaque(password: Uint8Array): string {
  const blank = password.every((byte) => byte === 0);
  return `${blank ? 'blank' : 'password'} of ${password.length}`;
}

/** What an ensemble's configuration has as its servers' ports was given to them at the start. */
function portsAreGiven(data: Buffer): Buffer {
  const text = data.toString('latin1');
  const masked = text.replaceAll(/^(server\.\d+=127\.0\.0\.1):\d+:\d+:/gm, '$1:port:port:');
  return masked === text ? data : Buffer.from(masked, 'latin1');
}

/** Two clocks differ. {@link timesFollowZxids} holds them to what a clock must keep. */
function timesAreOfClocks(time: bigint): string {
  return time === 0n ? 'never' : 'some time';
}

/**
 * The epochs of two servers differ, and one may have counted other zxids before. Within a sequence
 * each request must take as many as on the other server. 0 and -1 mean something by themselves.
 */
function zxidsAreRelative(zxid: bigint, { base }: Known): string {
  return zxid <= 0n ? String(zxid) : `+${zxid - base}`;
}

/** Neither protocol nor documentation promises an order of children, and clients sort them. */
function childrenHaveNoOrder(children: readonly unknown[]): readonly unknown[] {
  return children.map(String).sort();
}

/** Apache's server keeps the identities of a connection in a set. */
function identitiesHaveNoOrder(identities: readonly unknown[]): readonly unknown[] {
  return identities.map((one) => JSON.stringify(one)).sort();
}

/** So those that stand for `auth` in an ACL have no order among each other. */
function expandedIdentitiesHaveNoOrder(acl: readonly unknown[]): readonly unknown[] {
  const entries = acl.map((one) => JSON.stringify(one));
  const isExpanded = (at: number): boolean => entries[at]?.includes('"digest"') ?? false;
  let from = 0;
  for (let at = 0; at <= entries.length; at += 1) {
    if (isExpanded(at)) continue;
    entries.splice(from, at - from, ...entries.slice(from, at).sort());
    from = at + 1;
  }
  return entries;
}

/** Says where times do not grow with zxids, or where one zxid has two; `null` where all is well. */
export function timesFollowZxids({ lines }: Transcript): string | null {
  const times = new Map<bigint, bigint>();
  for (const { heard } of lines) {
    for (const stat of heard.flatMap((one) => statsIn(one))) {
      for (const [zxid, time] of [
        [stat.czxid, stat.ctime],
        [stat.mzxid, stat.mtime],
      ] as const) {
        // Of what no request ever changed: the configuration is put there as a server begins.
        if (zxid === 0n) continue;
        const known = times.get(zxid);
        if (known !== undefined && known !== time) return `zxid ${zxid} has two times`;
        times.set(zxid, time);
      }
    }
  }
  let last = 0n;
  for (const [zxid, time] of [...times].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (time < last) return `zxid ${zxid} is of ${time}, an earlier one of ${last}`;
    last = time;
  }
  return null;
}

function statsIn(value: unknown): readonly Stat[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if (isStat(value)) return [value];
  return Object.values(value).flatMap((field) => statsIn(field));
}

function isStat(value: object): value is Stat {
  return 'czxid' in value && 'pzxid' in value;
}
