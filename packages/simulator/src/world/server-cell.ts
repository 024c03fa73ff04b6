import type { Effect, EventId, ProtocolSchemas, ServerView, Shape } from '@menagerie/contract';

/** The records of one step, written and not yet durable. */
export interface Batch<S extends Shape> {
  readonly records: readonly S['record'][];
  /** The `wrote` event; -1 without a trace. */
  readonly event: EventId;
}

/** An effect that may have to wait for the disk. */
export type GatedEffect<S extends Shape> = Extract<Effect<S>, { readonly gated: boolean }>;

/** An effect that waits until batch number `batch` is durable. */
export interface Held<S extends Shape> {
  readonly effect: GatedEffect<S>;
  readonly batch: number;
  /** The event of the input that asked for it; -1 without a trace. */
  readonly event: EventId;
}

/** An armed timer. Times are virtual milliseconds, and belong to the schedule, not to the world. */
export interface Armed<S extends Shape> {
  readonly timer: S['timer'];
  readonly armedAt: number;
  readonly dueAt: number;
  /** The `armed` event; -1 without a trace. */
  readonly event: EventId;
}

export type Status = 'up' | 'paused' | 'crashed';

/** Everything about one server. Changed in place, unless it is shared with a copy of the world. */
export interface ServerCell<S extends Shape> extends ServerView<S> {
  /** Shared by several worlds: to be copied before the first change. */
  shared: boolean;
  status: Status;
  state: S['state'] | null;
  image: S['image'];
  unsynced: Batch<S>[];
  /** Number of the newest batch. Batches are numbered over the whole run, lost ones included. */
  written: number;
  /** Number of the newest batch that is durable or lost. */
  synced: number;
  held: Held<S>[];
  timers: Armed<S>[];
  rate: number;
  incarnation: number;
  delivered: number;
  /** The newest event that changed the status; -1 for none or without a trace. */
  statusEvent: EventId;
}

/** A server that has not started yet, on the given disk. */
export function createCell<S extends Shape>(id: number, image: S['image']): ServerCell<S> {
  return {
    shared: false,
    id,
    status: 'crashed',
    state: null,
    image,
    unsynced: [],
    written: 0,
    synced: 0,
    held: [],
    timers: [],
    rate: 1,
    incarnation: 0,
    delivered: 0,
    statusEvent: -1,
  };
}

/** An independent cell of equal content. Batches, effects and timers never change: they are shared. */
export function copyCell<S extends Shape>(
  schemas: ProtocolSchemas<S>,
  cell: ServerCell<S>,
): ServerCell<S> {
  return {
    ...cell,
    shared: false,
    state: cell.state === null ? null : schemas.state.clone(cell.state),
    image: schemas.image.clone(cell.image),
    unsynced: cell.unsynced.slice(),
    held: cell.held.slice(),
    timers: cell.timers.slice(),
  };
}
