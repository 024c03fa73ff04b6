import type { Behaviours } from './behaviours.ts';
import type { Behaviour } from './replay.ts';
import type { Steps } from './steps.ts';
import { mayBefall, type Scope, type World } from './world.ts';

/** What is known of what can be taken first. */
export type First =
  /** This is enough: whatever else can follow the world follows this as well, or comes to the same. */
  | { readonly type: 'enough'; readonly action: string; readonly state: World }
  | { readonly type: 'unknown' }
  | { readonly type: 'none' };

/**
 * Steps that are taken before all others: that a process hears of an event, of a new connection, or
 * that its session is over, where no fault can befall it any more.
 *
 * Nobody else's step changes what it hears, or is changed by it: events that come later stand behind,
 * and the tree stays as it is. So all orders of it and the steps of others lead to the same (an ample
 * set of one; Peled, All from One, One for All, 1993). Nothing is lost by taking the one order, as
 * long as the step shows nothing: what is held, granted, and noted is the same behind it. Rows only
 * grow, so no step is put off for ever.
 */
export class Foremost {
  readonly #scope: Scope;
  readonly #behaviours: Behaviours;
  readonly #steps: Steps;
  readonly #isTimed: boolean;

  constructor(scope: Scope, behaviours: Behaviours, steps: Steps) {
    this.#scope = scope;
    this.#behaviours = behaviours;
    this.#steps = steps;
    this.#isTimed = (scope.budget?.ticks ?? 0) > 0;
  }

  of(world: World): First {
    // Time passes for all at once, where nobody is to hear of anything.
    if (this.#isTimed) return { type: 'none' };
    const { cuts, crashes, expiries, aborts } = world.left;
    const mayFail = cuts + crashes + expiries + aborts > 0;
    for (const nth of world.seats.keys()) {
      if (mayFail && mayBefall(this.#scope, nth)) continue;
      const first = this.#ofSeat(world, nth);
      if (first.type !== 'none') return first;
    }
    return { type: 'none' };
  }

  #ofSeat(world: World, nth: number): First {
    const seat = world.seats[nth];
    if (seat === undefined || !seat.running || seat.link === 'over') return { type: 'none' };
    const before = this.#behaviours.of(nth, seat.history);
    if (before === null) return { type: 'unknown' };
    // A new connection sets watches that stay, of which the steps of others take note.
    const isOwn =
      !seat.session ||
      (seat.link === 'down' ? before.staying.length === 0 : seat.events.length > 0);
    if (!isOwn || before.effects.length > 0) return { type: 'none' };
    const following: { readonly action: string; readonly state: World }[] = [];
    this.#steps.of(world, nth, (action, state) => following.push({ action, state }));
    const [only] = following;
    if (only === undefined) return { type: 'unknown' };
    if (following.length > 1) throw new Error(`there is more than one step: ${only.action}`);
    const after = this.#behaviours.of(nth, only.state.seats[nth]?.history ?? 0);
    if (after === null) return { type: 'unknown' };
    const isShown = only.state.broken !== world.broken || !showsTheSame(before, after);
    return isShown ? { type: 'none' } : { type: 'enough', ...only };
  }
}

function showsTheSame(before: Behaviour, after: Behaviour): boolean {
  return (
    before.granted.length === after.granted.length &&
    before.notes.length === after.notes.length &&
    JSON.stringify(before.holds) === JSON.stringify(after.holds)
  );
}
