import type { ServerId, ServerView, Shape, WorldView } from '@menagerie/contract';
import type { Cell } from './cell.ts';
import type { Moment } from './reaction.ts';

/** What a server is in a world that is being built: nothing yet, or a cell. */
export type Cells<S extends Shape> = (server: ServerId) => Cell<S> | null;

/**
 * The world as a property sees it, one moment after the other. Notes at which servers it looks,
 * beside the one to which the moment happened. Reused.
 */
export class Glass<S extends Shape> implements WorldView<S> {
  readonly config: S['config'];
  readonly servers: readonly ServerView<S>[];
  /** The others that were looked at since {@link turnTo}, in the order of the first looks. */
  looked: ServerId[] = [];
  #server: ServerId = 0;
  #cells: Cells<S> = () => null;
  #moment: Moment<S> | null = null;

  constructor(config: S['config']) {
    this.config = config;
    this.servers = Array.from({ length: config.servers }, (_, id) => new View(this, id));
  }

  /** A step of that server comes next. */
  turnTo(server: ServerId, cells: Cells<S>): void {
    this.#server = server;
    this.#cells = cells;
    this.looked = [];
  }

  show(moment: Moment<S>): void {
    this.#moment = moment;
  }

  /** @internal */
  stateOf(server: ServerId): S['state'] | null {
    if (server === this.#server) return this.#moment?.state ?? null;
    return this.#look(server)?.state ?? null;
  }

  /** @internal */
  imageOf(server: ServerId): S['image'] {
    const seen = server === this.#server ? this.#moment : this.#look(server);
    if (seen === null) throw new RangeError(`server ${server} has not started yet`);
    return seen.image;
  }

  #look(server: ServerId): Cell<S> | null {
    if (!this.looked.includes(server)) this.looked.push(server);
    return this.#cells(server);
  }
}

class View<S extends Shape> implements ServerView<S> {
  readonly id: ServerId;
  readonly #glass: Glass<S>;

  constructor(glass: Glass<S>, id: ServerId) {
    this.id = id;
    this.#glass = glass;
  }

  get state(): S['state'] | null {
    return this.#glass.stateOf(this.id);
  }

  get image(): S['image'] {
    return this.#glass.imageOf(this.id);
  }
}
