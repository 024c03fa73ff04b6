import type { EventId, Shape, TraceBody, TraceEvent } from '@menagerie/contract';

/** The kinds of trace events; a column holds positions in this list. */
export const TRACE_KINDS: readonly TraceBody<Shape>['type'][] = [
  'sent',
  'received',
  'dropped',
  'duplicated',
  'armed',
  'disarmed',
  'timeout',
  'wrote',
  'synced',
  'command',
  'answered',
  'delivered',
  'decided',
  'crashed',
  'recovered',
  'wiped',
  'paused',
  'resumed',
  'skewed',
  'cut',
  'mended',
  'violated',
];

const KIND_NUMBERS: ReadonlyMap<string, number> = new Map(
  TRACE_KINDS.map((kind, number) => [kind, number]),
);

/** A whole trace in columns, one row per event id, for drawing it without touching objects. */
export interface TraceColumns {
  readonly length: number;
  /** Virtual milliseconds. */
  readonly at: Float64Array;
  /** The step in which the event happened. */
  readonly step: Uint32Array;
  /** The server, or -1 for the network or the run as a whole. */
  readonly server: Int8Array;
  /** Position in {@link TRACE_KINDS}. */
  readonly kind: Uint8Array;
  /** The other server of a message or link (of a drop, a cut: its destination), or -1. */
  readonly peer: Int8Array;
  /** The first cause, or -1: of a receipt the sending. */
  readonly cause: Int32Array;
}

/** Columns that grow. */
export class ColumnStore<S extends Shape> {
  #length = 0;
  #at = new Float64Array(1024);
  #step = new Uint32Array(1024);
  #server = new Int8Array(1024);
  #kind = new Uint8Array(1024);
  #peer = new Int8Array(1024);
  #cause = new Int32Array(1024);

  append(event: TraceEvent<S>, step: number): void {
    const row = this.#length;
    if (row === this.#at.length) this.#grow();
    this.#at[row] = event.at;
    this.#step[row] = step;
    this.#server[row] = serverOf(event);
    this.#kind[row] = KIND_NUMBERS.get(event.body.type) ?? 0;
    this.#peer[row] = peerOf(event.body);
    this.#cause[row] = event.causes[0] ?? -1;
    this.#length = row + 1;
  }

  /** The step of an event. */
  stepOf(event: EventId): number {
    return this.#step[event] ?? 0;
  }

  /** The columns as they are now: views that later events do not change. */
  view(): TraceColumns {
    const length = this.#length;
    return {
      length,
      at: this.#at.subarray(0, length),
      step: this.#step.subarray(0, length),
      server: this.#server.subarray(0, length),
      kind: this.#kind.subarray(0, length),
      peer: this.#peer.subarray(0, length),
      cause: this.#cause.subarray(0, length),
    };
  }

  #grow(): void {
    const length = this.#length * 2;
    const extend = <A extends { set(from: A): void }>(larger: A, from: A): A => {
      larger.set(from);
      return larger;
    };
    this.#at = extend(new Float64Array(length), this.#at);
    this.#step = extend(new Uint32Array(length), this.#step);
    this.#server = extend(new Int8Array(length), this.#server);
    this.#kind = extend(new Uint8Array(length), this.#kind);
    this.#peer = extend(new Int8Array(length), this.#peer);
    this.#cause = extend(new Int32Array(length), this.#cause);
  }
}

function serverOf<S extends Shape>({ server, body }: TraceEvent<S>): number {
  if (server !== null) return server;
  return 'from' in body ? body.from : -1;
}

function peerOf<S extends Shape>(body: TraceBody<S>): number {
  switch (body.type) {
    case 'sent':
    case 'dropped':
    case 'duplicated':
    case 'cut':
    case 'mended':
      return body.to;
    case 'received':
      return body.from;
    default:
      return -1;
  }
}
