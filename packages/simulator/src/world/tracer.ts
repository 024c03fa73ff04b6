import type { EventId, ServerId, Shape, TraceBody, TraceEvent } from '@menagerie/contract';

/** Collects trace events until they are taken. */
export class Tracer<S extends Shape> {
  #events: TraceEvent<S>[] = [];
  #next: EventId;

  /** @param next id of the first event */
  constructor(next = 0) {
    this.#next = next;
  }

  /** The id that the next event will have. */
  get next(): EventId {
    return this.#next;
  }

  write(
    at: number,
    server: ServerId | null,
    causes: readonly EventId[],
    body: TraceBody<S>,
  ): EventId {
    const id = this.#next;
    this.#next += 1;
    this.#events.push({ id, at, server, causes, body });
    return id;
  }

  /** The events since the last call. */
  take(): readonly TraceEvent<S>[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** A tracer that goes on where this one stands, with nothing collected. */
  clone(): Tracer<S> {
    return new Tracer(this.#next);
  }
}
