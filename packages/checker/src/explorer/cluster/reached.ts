import type {
  Happening,
  Monitor,
  Property,
  ServerId,
  ServerView,
  Shape,
  WorldView,
} from '@menagerie/contract';
import type { Cells } from './glass.ts';
import type { Moment } from './reaction.ts';

interface Watched<S extends Shape> {
  readonly property: Property<S>;
  readonly start: Monitor<S>;
}

/** Something that happened, and the world just after it. */
interface Seen<S extends Shape> {
  readonly happening: Happening<S>;
  readonly world: WorldView<S>;
}

/**
 * The `sometimes` properties of a scope. Each is shown every kind of step once, in the first world
 * in which it came up, without what went before: what it takes for reached is reached, but a
 * property that needs a longer history to tell is never found so.
 */
export class Reached<S extends Shape> {
  readonly #config: S['config'];
  readonly #all: readonly string[];
  #open: Watched<S>[];

  constructor(properties: readonly Property<S>[], config: S['config']) {
    this.#config = config;
    const wanted = properties.filter(({ kind }) => kind === 'sometimes');
    this.#all = wanted.map(({ name }) => name);
    this.#open = wanted.map((property) => ({ property, start: property.start(config) }));
  }

  /** In the order of the protocol's properties. */
  names(): readonly string[] {
    const open = new Set(this.#open.map(({ property }) => property.name));
    return this.#all.filter((name) => !open.has(name));
  }

  observe(moments: readonly Moment<S>[], server: ServerId, cells: Cells<S>): void {
    if (this.#open.length === 0) return;
    const seen = moments.map((moment) => this.#after(moment, server, cells));
    this.#open = this.#open.filter(({ start }) => {
      const monitor = start.clone();
      return !seen.some(({ happening, world }) => {
        monitor.observe(happening, world);
        return monitor.holds(world);
      });
    });
  }

  #after({ happening, state, image }: Moment<S>, server: ServerId, cells: Cells<S>): Seen<S> {
    const config = this.#config;
    const servers = Array.from({ length: config.servers }, (_, id): ServerView<S> => {
      if (id === server) return { id, state, image };
      const cell = cells(id);
      return { id, state: cell?.state ?? null, image: cell?.image ?? image };
    });
    return { happening, world: { config, servers } };
  }
}
