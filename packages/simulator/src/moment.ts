import type {
  EventId,
  PropertyKind,
  RequestId,
  ServerId,
  Shape,
  TraceEvent,
  Violation,
} from '@menagerie/contract';
import type { MessageName } from './decision.ts';

/** An armed timer. */
export interface TimerMoment<S extends Shape> {
  readonly timer: S['timer'];
  readonly armedAt: number;
  /** When it fires if nothing intervenes, in virtual milliseconds. */
  readonly dueAt: number;
}

/** One server at one moment of a run. */
export interface ServerMoment<S extends Shape> {
  readonly id: ServerId;
  readonly status: 'up' | 'paused' | 'crashed';
  /** `null` while crashed. */
  readonly state: S['state'] | null;
  /** What its disk holds for certain. */
  readonly image: S['image'];
  /** Batches written and not yet durable, oldest first. */
  readonly unsynced: readonly (readonly S['record'][])[];
  /** Effects that wait for those batches. */
  readonly gated: number;
  readonly timers: readonly TimerMoment<S>[];
  /** Rate of its clock; 1 is true time. */
  readonly rate: number;
  readonly incarnation: number;
  /** What the application on this server was given, as a count and the newest item. */
  readonly delivered: number;
}

/** A message in flight. */
export interface MessageMoment<S extends Shape> extends MessageName {
  readonly message: S['message'];
  readonly sentAt: number;
  /** When it arrives, or is lost, if nothing intervenes. */
  readonly dueAt: number;
  /** Known only to a simulated network: it will not arrive. */
  readonly doomed: boolean;
}

/** A client's request and what became of it. */
export interface RequestMoment<S extends Shape> {
  readonly request: RequestId;
  readonly server: ServerId;
  readonly command: S['command'];
  readonly invokedAt: number;
  readonly answer: S['answer'] | null;
  readonly answeredAt: number | null;
}

export interface PropertyMoment {
  readonly name: string;
  readonly source: string;
  readonly kind: PropertyKind;
  /** `open`: a `sometimes` not yet reached, or an `eventually` that cannot be judged yet. */
  readonly status: 'holds' | 'violated' | 'open';
  readonly violation: Violation | null;
  readonly violatedAt: EventId | null;
}

/** The whole world just after an event. */
export interface Moment<S extends Shape> {
  /** Steps taken so far; 0 is the beginning, before any. */
  readonly step: number;
  readonly at: number;
  readonly servers: readonly ServerMoment<S>[];
  readonly messages: readonly MessageMoment<S>[];
  /** `cuts[from]` as a bit mask of `to`. */
  readonly cuts: readonly number[];
  readonly requests: readonly RequestMoment<S>[];
  readonly properties: readonly PropertyMoment[];
  /** The trace events of the newest step. */
  readonly events: readonly TraceEvent<S>[];
  /** Sixteen hexadecimal digits over servers, disks, timers, messages and links. */
  readonly hash: string;
}
