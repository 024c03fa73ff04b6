import type { ServerId, Shape } from '@menagerie/contract';
import type { Cells } from './glass.ts';
import { type Namings, PLAIN } from './namings.ts';
import type { Seen } from './seen.ts';
import type { Transitions } from './transitions.ts';
import type { Worlds } from './worlds.ts';

/** The world that is looked at, as the representative of the desk of each server would have it. */
export class Perspectives<S extends Shape> {
  readonly #namings: Namings;
  readonly #transitions: Transitions<S>;
  readonly #worlds: Worlds<S>;
  /** Numbers of the cells of the world, under its own names. */
  readonly #cells: Int32Array;
  readonly #of: readonly Perspective<S>[];

  constructor(namings: Namings, transitions: Transitions<S>, worlds: Worlds<S>, cells: Int32Array) {
    this.#namings = namings;
    this.#transitions = transitions;
    this.#worlds = worlds;
    this.#cells = cells;
    this.#of = Array.from(cells, () => new Perspective(transitions, cells.length));
  }

  /** Another world is looked at. */
  turn(): void {
    for (const perspective of this.#of) perspective.isOld = true;
  }

  /** Worked out once a world; it changes with the next. */
  of(server: ServerId): Seen<S> {
    const perspective = this.#of[server];
    if (perspective === undefined) throw new RangeError(`there is no server ${server}`);
    if (perspective.isOld) this.#renew(perspective, server);
    return perspective;
  }

  #renew(perspective: Perspective<S>, server: ServerId): void {
    const { mask, inverse } = this.#namings;
    const { orbits } = this.#transitions.cells;
    const naming = this.#worlds.desk(server) & mask;
    const back = inverse[naming] ?? PLAIN;
    for (let id = 0; id < this.#cells.length; id += 1) {
      const place = this.#namings.serverUnder(id, back);
      perspective.numbers[place] = orbits.rename(this.#cells[id] ?? 0, back);
    }
    perspective.naming = naming;
    perspective.server = this.#namings.serverUnder(server, back);
    perspective.isOld = false;
  }
}

class Perspective<S extends Shape> implements Seen<S> {
  naming: number = PLAIN;
  server: ServerId = 0;
  readonly numbers: Int32Array;
  readonly cells: Cells<S>;
  isOld = true;

  constructor(transitions: Transitions<S>, servers: number) {
    this.numbers = new Int32Array(servers);
    this.cells = (server) => transitions.cells.at(this.numbers[server] ?? 0);
  }
}
