import type { EventId, ServerId, Shape, TraceBody } from '@menagerie/contract';
import { TRACE_KINDS } from '@menagerie/simulator';
import type { Part, Role, Status } from './frame.ts';

export type EventKind = TraceBody<Shape>['type'];

/** Kinds of trace events travel as small numbers. */
export const kindCode = (kind: EventKind): number => TRACE_KINDS.indexOf(kind);

/** A moment worth jumping to. */
export interface Mark {
  readonly type: 'election' | 'commit' | 'violation' | 'act';
  readonly step: number;
  readonly at: number;
  readonly event: EventId;
  readonly server: ServerId | null;
  /** The epoch of an election, the index of a commit, the name of a property. */
  readonly value: number | string;
}

/** From this time on a server's lane looks like this. */
export interface LaneChange {
  readonly server: ServerId;
  readonly step: number;
  readonly at: number;
  readonly role: Role;
  readonly part: Part;
  readonly status: Status;
  readonly epoch: number;
}

/** A stretch of history, in columns. Events are numbered on from those before it. */
export interface HistoryChunk {
  readonly firstStep: number;
  /** `at` of each step, and the number of events up to and including it. */
  readonly stepAt: Float64Array;
  readonly stepEvents: Int32Array;
  readonly kind: Uint8Array;
  readonly at: Float64Array;
  /** -1 where the event belongs to the network. */
  readonly server: Int8Array;
  /** The other end of a message or link; -1 for none. */
  readonly peer: Int8Array;
  /** Message kind of what was sent; 255 for none. */
  readonly messageKind: Uint8Array;
  readonly epoch: Int32Array;
  /** First cause, or -1. */
  readonly cause: Int32Array;
  readonly marks: readonly Mark[];
  readonly lanes: readonly LaneChange[];
  /** Nothing can happen after it. */
  readonly ended: boolean;
}

/** A growing typed array. */
class Column<A extends Float64Array | Int32Array | Int8Array | Uint8Array> {
  items: A;
  length = 0;
  readonly #make: (length: number) => A;

  constructor(make: (length: number) => A) {
    this.#make = make;
    this.items = make(1024);
  }

  append(more: A): void {
    if (this.length + more.length > this.items.length) {
      const larger = this.#make(Math.max(this.items.length * 2, this.length + more.length));
      larger.set(this.items);
      this.items = larger;
    }
    this.items.set(more, this.length);
    this.length += more.length;
  }
}

/** What is known of one branch, on the page: enough to draw and to find, not to replay. */
export class History {
  readonly stepAt: Column<Float64Array> = new Column((length) => new Float64Array(length));
  readonly stepEvents: Column<Int32Array> = new Column((length) => new Int32Array(length));
  readonly kind: Column<Uint8Array> = new Column((length) => new Uint8Array(length));
  readonly at: Column<Float64Array> = new Column((length) => new Float64Array(length));
  readonly server: Column<Int8Array> = new Column((length) => new Int8Array(length));
  readonly peer: Column<Int8Array> = new Column((length) => new Int8Array(length));
  readonly messageKind: Column<Uint8Array> = new Column((length) => new Uint8Array(length));
  readonly epoch: Column<Int32Array> = new Column((length) => new Int32Array(length));
  readonly cause: Column<Int32Array> = new Column((length) => new Int32Array(length));
  /** Where a sent message arrived or was lost; -1 while it is under way. */
  readonly arrival: Column<Int32Array> = new Column((length) => new Int32Array(length));
  readonly marks: Mark[] = [];
  readonly lanes: LaneChange[] = [];
  ended = false;

  append(chunk: HistoryChunk): void {
    if (chunk.firstStep !== this.stepAt.length) return;
    this.stepAt.append(chunk.stepAt);
    this.stepEvents.append(chunk.stepEvents);
    this.kind.append(chunk.kind);
    this.at.append(chunk.at);
    this.server.append(chunk.server);
    this.peer.append(chunk.peer);
    this.messageKind.append(chunk.messageKind);
    this.epoch.append(chunk.epoch);
    this.cause.append(chunk.cause);
    this.#join(chunk);
    this.marks.push(...chunk.marks);
    this.lanes.push(...chunk.lanes);
    this.ended = chunk.ended;
  }

  /** A copy of the past up to and including a step, for a branch to go on from. */
  fork(step: number): History {
    const copy = new History();
    const steps = Math.min(step + 1, this.stepAt.length);
    const events = this.stepEvents.items[steps - 1] ?? 0;
    copy.stepAt.append(this.stepAt.items.slice(0, steps));
    copy.stepEvents.append(this.stepEvents.items.slice(0, steps));
    copy.kind.append(this.kind.items.slice(0, events));
    copy.at.append(this.at.items.slice(0, events));
    copy.server.append(this.server.items.slice(0, events));
    copy.peer.append(this.peer.items.slice(0, events));
    copy.messageKind.append(this.messageKind.items.slice(0, events));
    copy.epoch.append(this.epoch.items.slice(0, events));
    copy.cause.append(this.cause.items.slice(0, events));
    // What is sent in the past may arrive otherwise in the new future.
    copy.arrival.append(this.arrival.items.slice(0, events).map((id) => (id < events ? id : -1)));
    copy.marks.push(...this.marks.filter((mark) => mark.step <= step));
    copy.lanes.push(...this.lanes.filter((lane) => lane.step <= step));
    return copy;
  }

  #join(chunk: HistoryChunk): void {
    const first = this.arrival.length;
    this.arrival.append(new Int32Array(chunk.kind.length).fill(-1));
    const received = kindCode('received');
    const dropped = kindCode('dropped');
    for (let i = 0; i < chunk.kind.length; i += 1) {
      const kind = chunk.kind[i];
      const sent = chunk.cause[i] ?? -1;
      if ((kind === received || kind === dropped) && sent >= 0)
        this.arrival.items[sent] = first + i;
    }
  }

  /** The newest step known; 0 is the beginning. */
  get lastStep(): number {
    return Math.max(0, this.stepAt.length - 1);
  }

  get lastAt(): number {
    return this.atOf(this.lastStep);
  }

  get events(): number {
    return this.kind.length;
  }

  atOf(step: number): number {
    return this.stepAt.items[Math.max(0, Math.min(step, this.lastStep))] ?? 0;
  }

  /** The last step at or before a virtual time. */
  stepBy(at: number): number {
    return Math.max(0, upperBound(this.stepAt.items, this.stepAt.length, at) - 1);
  }

  /** The step in which an event happened. */
  stepOf(event: EventId): number {
    return Math.min(
      this.lastStep,
      upperBound(this.stepEvents.items, this.stepEvents.length, event),
    );
  }

  /** Events of a step, as a half-open range. */
  eventsOf(step: number): { readonly from: EventId; readonly to: EventId } {
    return {
      from: step === 0 ? 0 : (this.stepEvents.items[step - 1] ?? 0),
      to: this.stepEvents.items[step] ?? 0,
    };
  }

  kindOf(event: EventId): EventKind {
    return TRACE_KINDS[this.kind.items[event] ?? 0] ?? 'sent';
  }

  /** The nearest turning point strictly before or after a step. */
  turningPoint(step: number, direction: 1 | -1): Mark | null {
    const turning = this.marks.filter(({ type }) => type !== 'act');
    return direction > 0
      ? (turning.find((mark) => mark.step > step) ?? null)
      : (turning.findLast((mark) => mark.step < step) ?? null);
  }

  /** The first violation in the steps after `from`, up to and including `to`. */
  violationIn(from: number, to: number): Mark | null {
    return (
      this.marks.find(({ type, step }) => type === 'violation' && step > from && step <= to) ?? null
    );
  }

  /** The next or previous step with an event on the given server. */
  stepOn(server: ServerId, step: number, direction: 1 | -1): number | null {
    const { from, to } = this.eventsOf(step);
    let event = direction > 0 ? to : from - 1;
    for (; event >= 0 && event < this.events; event += direction) {
      if (this.server.items[event] === server) return this.stepOf(event);
    }
    return null;
  }
}

/** How many of the first `length` items, which rise, are at most `value`. */
export function upperBound(
  items: Float64Array | Int32Array,
  length: number,
  value: number,
): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
