import type { EventId, RequestId, ServerId } from '@menagerie/contract';
import type { LedgerFrame } from './ledger.ts';
import type { Words } from './words.ts';

/** The shape of a server on the stage. A protocol's own roles are mapped to these. */
export type Role = 'leader' | 'follower' | 'candidate' | 'pre-candidate' | 'learner';

/** What a server is in its protocol's own words; the catalogs say them. */
export type Part =
  | 'leader'
  | 'follower'
  | 'candidate'
  | 'pre-candidate'
  | 'learner'
  | 'acceptor'
  | 'preparing'
  | 'accepting'
  | 'resting'
  | 'learned'
  | 'looking'
  | 'leading-discovery'
  | 'leading-synchronization'
  | 'following-discovery'
  | 'following-synchronization'
  | 'observer';

export type Status = 'up' | 'paused' | 'crashed';

export interface TimerFrame {
  readonly timer: string;
  readonly armedAt: number;
  readonly dueAt: number;
}

/** What a leader believes of a peer. */
export interface PeerFrame {
  readonly server: ServerId;
  readonly next: number;
  readonly match: number;
}

export interface ServerFrame {
  readonly id: ServerId;
  readonly status: Status;
  readonly role: Role;
  readonly part: Part;
  /** Term, ballot or epoch, as the page's columns have it. */
  readonly epoch: number;
  /** Whom it takes for the leader. */
  readonly leader: ServerId | null;
  /** Servers won so far, while it stands for election or prepares. */
  readonly votes: number;
  /** The newest entry that it has, the newest that its disk has, the newest known to be decided. */
  readonly last: number;
  readonly durable: number;
  readonly commit: number;
  readonly timers: readonly TimerFrame[];
  readonly unsynced: number;
  readonly gated: number;
  readonly rate: number;
  readonly incarnation: number;
  readonly peers: readonly PeerFrame[];
}

/**
 * Messages in flight, in columns: they cross to the page sixty times a second. `names` holds
 * from, to, nth, copy, kind, epoch and doomed for each; `times` holds when it was sent and is due.
 */
export interface MessageColumns {
  readonly count: number;
  readonly names: Int32Array;
  readonly times: Float64Array;
}

export const NAME_STRIDE = 7;

export interface MessageRow {
  readonly from: ServerId;
  readonly to: ServerId;
  readonly nth: number;
  readonly copy: number;
  readonly kind: number;
  readonly epoch: number;
  readonly doomed: boolean;
  readonly sentAt: number;
  readonly dueAt: number;
}

export interface RequestFrame {
  readonly request: RequestId;
  readonly server: ServerId;
  readonly kind: 'write' | 'read' | 'other';
  readonly label: string;
  readonly invokedAt: number;
  readonly answeredAt: number | null;
  readonly outcome: 'pending' | 'done' | 'refused' | 'unknown';
  readonly answer: string | null;
}

export interface PropertyFrame {
  readonly name: string;
  readonly status: 'holds' | 'violated' | 'open';
  readonly servers: readonly ServerId[];
  /** How it was violated, with the values of the run. */
  readonly sentence: Words | null;
  readonly violatedAt: EventId | null;
}

/** The whole world just after a step, as the page shows it. */
export interface Frame {
  readonly step: number;
  readonly at: number;
  readonly hash: string;
  readonly servers: readonly ServerFrame[];
  readonly ledger: LedgerFrame;
  readonly messages: MessageColumns;
  readonly cuts: readonly number[];
  readonly requests: readonly RequestFrame[];
  readonly properties: readonly PropertyFrame[];
}

/** The i-th message in flight. */
export function messageAt(columns: MessageColumns, i: number): MessageRow {
  const { names, times } = columns;
  const n = i * NAME_STRIDE;
  return {
    from: names[n] ?? 0,
    to: names[n + 1] ?? 0,
    nth: names[n + 2] ?? 0,
    copy: names[n + 3] ?? 0,
    kind: names[n + 4] ?? 0,
    epoch: names[n + 5] ?? 0,
    doomed: names[n + 6] === 1,
    sentAt: times[i * 2] ?? 0,
    dueAt: times[i * 2 + 1] ?? 0,
  };
}

export function packMessages(rows: readonly MessageRow[]): MessageColumns {
  const names = new Int32Array(rows.length * NAME_STRIDE);
  const times = new Float64Array(rows.length * 2);
  rows.forEach((row, i) => {
    const { from, to, nth, copy, kind, epoch, doomed } = row;
    names.set([from, to, nth, copy, kind, epoch, doomed ? 1 : 0], i * NAME_STRIDE);
    times.set([row.sentAt, row.dueAt], i * 2);
  });
  return { count: rows.length, names, times };
}

/** The name of a message, as a key. */
export type MessageKey = `${number}>${number}#${number}.${number}`;

export function messageKey(row: Pick<MessageRow, 'from' | 'to' | 'nth' | 'copy'>): MessageKey {
  return `${row.from}>${row.to}#${row.nth}.${row.copy}`;
}

/** The column of a message in flight, or -1. */
export function indexOfMessage({ count, names }: MessageColumns, key: MessageKey): number {
  const [from, to, nth, copy] = key.split(/[>#.]/).map(Number);
  for (let i = 0, n = 0; i < count; i += 1, n += NAME_STRIDE) {
    if (names[n] === from && names[n + 1] === to && names[n + 2] === nth && names[n + 3] === copy) {
      return i;
    }
  }
  return -1;
}

/** Finds a message in flight by its key. */
export function findMessage(columns: MessageColumns, key: MessageKey): MessageRow | null {
  const i = indexOfMessage(columns, key);
  return i < 0 ? null : messageAt(columns, i);
}

export function isCut(frame: Frame, from: ServerId, to: ServerId): boolean {
  return ((frame.cuts[from] ?? 0) & (1 << to)) !== 0;
}
