/** Where a wish stands among those that one server sends to a leader. */
export interface Place {
  /** Another one whenever the server gives up what it has sent. */
  readonly lane: number;
  /** The serial of the wish before it on the lane; 0 for the first. */
  readonly after: number;
}

/** The sending end: in which order wishes leave. */
export class Lane {
  readonly #draw: () => number;
  #lane: number;
  #last = 0;

  /** @param draw another number each time */
  constructor(draw: () => number) {
    this.#draw = draw;
    this.#lane = draw();
  }

  next(serial: number): Place {
    const after = this.#last;
    this.#last = serial;
    return { lane: this.#lane, after };
  }

  /** What was sent is given up. */
  change(): void {
    this.#lane = this.#draw();
    this.#last = 0;
  }
}

/**
 * The receiving end. A connection that breaks loses what was on it, and what is sent on the next one
 * arrives: a leader that took it would carry out a client's second write without the first.
 */
export class Lanes {
  readonly #last = new Map<number, Place>();

  /** @returns whether nothing is missing before the wish */
  takes(origin: number, { lane, after }: Place, serial: number): boolean {
    const known = this.#last.get(origin);
    const isNext = known?.lane === lane ? known.after === after : after === 0;
    if (isNext) this.#last.set(origin, { lane, after: serial });
    return isNext;
  }
}
