import type { Exploration, Schema, Shape } from '@menagerie/contract';
import type { Flight } from './flights.ts';
import type { Namings } from './namings.ts';
import { ABSENT, PairMap } from './pair-map.ts';
import type { Transition, Transitions } from './transitions.ts';

/** In place of a number. */
const DEAD = 0x7fff_fffe;

/** What messages have come to: those that do the same from now on count as one. */
export class Worn<S extends Shape> {
  readonly #transitions: Transitions<S>;
  readonly #namings: Namings;
  readonly #config: S['config'];
  readonly #message: Schema<S['message']>;
  readonly #wornTo: NonNullable<Exploration<S>['wornTo']> | null;
  /** By the orbit of a cell and a message as its representative sees it. */
  readonly #known = new PairMap();

  /** @param wornTo `null` where every message counts as itself */
  constructor(
    transitions: Transitions<S>,
    namings: Namings,
    config: S['config'],
    message: Schema<S['message']>,
    wornTo: Exploration<S>['wornTo'] | null,
  ) {
    this.#transitions = transitions;
    this.#namings = namings;
    this.#config = config;
    this.#message = message;
    this.#wornTo = wornTo ?? null;
  }

  /**
   * The number of the message that one has come to for a cell; its own where all of it matters, and
   * {@link ABSENT} where it will be ignored for ever.
   */
  of(cell: number, flight: number): number {
    const { shift, mask, inverse } = this.#namings;
    const { orbits } = this.#transitions.flights;
    const orbit = cell >>> shift;
    const seen = orbits.rename(flight, inverse[cell & mask] ?? 0);
    let worn = this.#known.get(orbit, seen);
    if (worn === ABSENT) {
      const { dead } = this.#transitions.at(this.#transitions.ofMessage(orbit << shift, seen));
      worn = dead ? DEAD : this.#wear(orbit << shift, seen);
      this.#known.add(orbit, seen, worn);
    }
    return worn === DEAD ? ABSENT : orbits.rename(worn, cell & mask);
  }

  /** Whether a message came to the same as others for a cell, under the names of a world. */
  alike(cell: number, { from, message }: Flight<S>): (other: S['message']) => boolean {
    const config = this.#config;
    const { state } = this.#transitions.cells.at(cell);
    const schema = this.#message;
    const wornTo = (each: S['message']): S['message'] =>
      this.#wornTo?.(config, state, from, each) ?? each;
    const worn = wornTo(message);
    return (other) => schema.equals(wornTo(other), worn);
  }

  #wear(cell: number, flight: number): number {
    const wornTo = this.#wornTo;
    if (wornTo === null) return flight;
    const { state, unsynced } = this.#transitions.cells.at(cell);
    // What is not durable a crash takes back, and then all of the message may matter again.
    if (unsynced.length > 0) return flight;
    const { from, to, message } = this.#transitions.flights.at(flight);
    const worn = wornTo(this.#config, state, from, message);
    if (worn === null) return flight;
    const number = this.#transitions.flights.numberOf({ from, to, message: worn });
    // The protocol's word is not enough, as with what it ignores.
    const [one, other] = [flight, number].map((each) =>
      this.#transitions.at(this.#transitions.ofMessage(cell, each)),
    );
    return one !== undefined && other !== undefined && this.#isSame(one, other) ? number : flight;
  }

  #isSame(one: Transition, other: Transition): boolean {
    if (one.cell !== other.cell || one.idle !== other.idle) return false;
    const { words } = this.#transitions.sends;
    const count = one.sendsEnd - one.sends;
    if (other.sendsEnd - other.sends !== count) return false;
    for (let i = 0; i < count; i += 1) {
      if (words[one.sends + i] !== words[other.sends + i]) return false;
    }
    return true;
  }
}
