import type { RequestId, ServerId, Shape } from '@menagerie/contract';
import type { RequestMoment } from '../moment.ts';

/**
 * Who numbers a request by what, so that a command more or less renames no other: a person's
 * commands count from 1, those of the plan and the probes from far behind.
 */
export const FIRST_REQUEST = { person: 1, plan: 100_000, probe: 900_000 } as const;

/** Whether a request was drawn from the plan: neither a person's nor a probe. */
export function isPlanned(request: RequestId): boolean {
  return request >= FIRST_REQUEST.plan && request < FIRST_REQUEST.probe;
}

/** Every request of the clients and what became of it, in the order in which they were first made. */
export class Requests<S extends Shape> {
  readonly #all: Map<RequestId, RequestMoment<S>>;

  constructor(from?: Requests<S>) {
    this.#all = new Map(from === undefined ? [] : from.#all);
  }

  clone(): Requests<S> {
    return new Requests(this);
  }

  /** A request reaches a server: for the first time, or after another one named this one. */
  reached(request: RequestId, server: ServerId, command: S['command'], at: number): void {
    const invokedAt = this.#all.get(request)?.invokedAt ?? at;
    this.#all.set(request, {
      request,
      server,
      command,
      invokedAt,
      answer: null,
      answeredAt: null,
    });
  }

  /** Notes an answer. @returns the command that it answers, or `null` for a request never made */
  answered(request: RequestId, answer: S['answer'], at: number): S['command'] | null {
    const known = this.#all.get(request);
    if (known === undefined) return null;
    this.#all.set(request, { ...known, answer, answeredAt: at });
    return known.command;
  }

  list(): readonly RequestMoment<S>[] {
    return [...this.#all.values()];
  }
}
