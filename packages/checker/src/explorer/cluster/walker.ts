import type { Shape } from '@menagerie/contract';
import type { ObservedStart } from './observe-start.ts';
import type { Played, Start } from './start.ts';
import type { Stepper } from './stepper.ts';
import { Trail } from './trail.ts';
import type { Transitions } from './transitions.ts';
import type { Worlds } from './worlds.ts';

/** What a {@link Walker} walks through. */
export interface Grounds<S extends Shape> {
  readonly start: Start<S>;
  readonly observed: ObservedStart;
  readonly transitions: Transitions<S>;
  readonly worlds: Worlds<S>;
  readonly stepper: Stepper<S>;
}

/** Goes along paths: to where one leads, the following world is afterwards the one there. */
export class Walker<S extends Shape> {
  readonly #of: Grounds<S>;
  readonly #trail: Trail;

  constructor(grounds: Grounds<S>) {
    this.#of = grounds;
    this.#trail = new Trail(grounds.worlds.width);
  }

  /** Goes to the start. */
  begin(): void {
    const { start, observed, transitions, worlds } = this.#of;
    worlds.begin(
      observed.ghost,
      start.cells.map((cell) => transitions.cells.numberOf(cell)),
      start.flights.map((flight) => transitions.flights.numberOf(flight)),
    );
  }

  /** @returns what happens on the way, that before the start included */
  walk(path: readonly number[]): readonly Played<S>[] {
    this.begin();
    const played: Played<S>[] = [...this.#of.start.played];
    for (const action of path.slice(1)) {
      this.#step(action);
      played.push(this.#of.stepper.playedBy(action));
    }
    return played;
  }

  /** Goes there from where the path leaves that of the call before. */
  reach(path: readonly number[]): void {
    const { worlds } = this.#of;
    let steps = this.#trail.turnTo(path, worlds);
    if (steps === 0) this.begin();
    for (; steps < path.length; steps += 1) {
      const action = path[steps] ?? 0;
      // The first action is the number of the start.
      if (steps > 0) this.#step(action);
      this.#trail.add(action, worlds);
    }
  }

  #step(action: number): void {
    const { worlds, stepper } = this.#of;
    worlds.advance(-1);
    stepper.lookAt();
    stepper.follow(action);
  }
}
