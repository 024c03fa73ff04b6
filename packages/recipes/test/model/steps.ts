import { type Behaviours, isIdle } from './behaviours.ts';
import type { Stimulus } from './puppet.ts';
import type { Behaviour } from './replay.ts';
import { aged, carryOut, endSession } from './tree.ts';
import { watched } from './watches.ts';
import {
  cutOff,
  delivered,
  mayBefall,
  NOTHING_LEFT,
  PROMISES,
  type Scope,
  type Seat,
  spent,
  type World,
  withSeat,
} from './world.ts';

/** Told of what can follow, and by what. */
type Next = (action: string, state: World) => void;

/** A process at one moment. */
interface At {
  readonly world: World;
  readonly nth: number;
  readonly seat: Seat;
  readonly behaviour: Behaviour;
  /** Where nothing reaches the process; the action goes on behind its name. */
  readonly next: Next;
  /** Where something reaches it, in a world that has changed before. */
  readonly to: (action: string, changed: World, ...stimuli: readonly Stimulus[]) => void;
}

/** What a process does, and what happens to it. */
export class Steps {
  readonly #scope: Scope;
  readonly #behaviours: Behaviours;
  readonly #reduced: boolean;

  /** @param reduced whether all that have come to rest alike are one, and all that are dead */
  constructor(scope: Scope, behaviours: Behaviours, reduced: boolean) {
    this.#scope = scope;
    this.#behaviours = behaviours;
    this.#reduced = reduced;
  }

  /** All that can happen to a process next. */
  of(world: World, nth: number, next: Next): void {
    const seat = world.seats[nth];
    if (seat === undefined) return;
    const behaviour = this.#behaviours.of(nth, seat.history);
    if (behaviour === null) return;
    const at: At = {
      world,
      nth,
      seat,
      behaviour,
      next: (action, state) => next(`${'ABC'[nth] ?? '?'}${action}`, state),
      to: (action, changed, ...stimuli) => {
        const following = this.#taken(changed, nth, stimuli);
        if (following !== null) next(`${'ABC'[nth] ?? '?'} ${action}`, following);
      },
    };
    this.#ends(at);
    if (!seat.running) return;
    this.#acts(at);
    this.#gone(at);
    if (seat.link === 'over') return;
    if (seat.link === 'down') this.#connects(at);
    else if (seat.session) {
      this.#cut(at);
      this.#hears(at);
    } else this.#isOver(at, { type: 'cut' });
  }

  /** What may still befall a seat. */
  #left(world: World, nth: number): World['left'] {
    return mayBefall(this.#scope, nth) ? world.left : NOTHING_LEFT;
  }

  /**
   * A tick passes for all. Servers answer within one: it does not while one who has a connection waits
   * for an answer. Where nobody has a timer, time passes until everything has gone that goes by itself.
   */
  tick(world: World, next: Next): void {
    const lives = world.seats.map((seat, nth) => ({
      ...seat,
      behaviour: seat.running ? this.#behaviours.of(nth, seat.history) : null,
    }));
    if (lives.some(({ running, behaviour }) => running && behaviour === null)) return;
    const isBusy = lives.some(
      ({ link, events, behaviour }) =>
        link === 'up' &&
        ((behaviour?.pending.length ?? 0) > 0 || (behaviour !== null && events.length > 0)),
    );
    const isTimed = lives.some(({ behaviour }) => (behaviour?.timers ?? 0) > 0);
    const isAging = Object.values(world.tree.znodes).some(
      ({ life }) => life !== undefined && life.age < life.ticks,
    );
    if (isBusy || (isTimed ? world.left.ticks === 0 : !isAging)) return;
    let later: World | null = {
      ...world,
      tree: aged(world.tree),
      left: isTimed ? spent(world.left, 'ticks') : world.left,
    };
    for (const [nth, { behaviour }] of lives.entries()) {
      if (later === null || (behaviour?.timers ?? 0) === 0) continue;
      later = this.#taken(later, nth, [{ type: 'tick' }]);
    }
    if (later !== null) next('a tick passes', later);
  }

  /** The servers end a session; that of a dead process in the end. */
  #ends({ world, nth, seat, next }: At): void {
    const left = this.#left(world, nth);
    if (!seat.session || (left.expiries === 0 && seat.running)) return;
    const { tree, events } = endSession(world.tree, nth);
    const gone = delivered(world, tree, events, nth, this.#scope.herd);
    next("'s session ends", {
      ...withSeat(gone, nth, { session: false, events: [] }),
      left: seat.running ? spent(world.left, 'expiries') : world.left,
    });
  }

  /** What it does outside of the tree, and that it does not want to wait any more. */
  #acts({ world, nth, behaviour, to }: At): void {
    const left = this.#left(world, nth);
    for (const { token, grant } of behaviour.effects.slice(0, 1)) {
      const place = world.grants.indexOf(`${nth}.${grant}`);
      const accepted = this.#scope.fenced === false || Number(token) >= world.highest;
      const late = accepted && place < world.newest;
      to(
        `acts with token ${token}: ${accepted ? 'accepted' : 'refused'}`,
        {
          ...world,
          highest: accepted ? Math.max(world.highest, Number(token)) : world.highest,
          newest: accepted ? Math.max(world.newest, place) : world.newest,
          broken: late ? PROMISES.effects : world.broken,
        },
        { type: 'effect', accepted },
      );
    }
    if (left.aborts > 0 && behaviour.ended === null) {
      const fewer = { ...world, left: spent(world.left, 'aborts') };
      to('does not want to wait any more', fewer, { type: 'abort' });
    }
  }

  /** It crashes, with some of what it asked for done. */
  #gone(at: At): void {
    const { world, nth, seat, next } = at;
    const { pending } = at.behaviour;
    if (this.#left(world, nth).crashes === 0) return;
    const isHeard = seat.link === 'up' && seat.session;
    for (const done of counts(isHeard ? pending.length : 0)) {
      const behind = this.#carriedOut(at, done);
      next(` crashes, ${done} of its requests done`, {
        // What a dead process has heard, and over what, is nothing that anybody could ask it.
        ...withSeat(behind, nth, {
          running: false,
          events: [],
          ...(this.#reduced ? { link: 'down', history: 0 } : {}),
        }),
        left: spent(world.left, 'crashes'),
      });
    }
  }

  /** A new connection: watches that stay are asked for again on it, ahead of all else. */
  #connects(at: At): void {
    const { world, nth, seat, behaviour, to } = at;
    if (!seat.session) {
      this.#isOver(at);
      return;
    }
    const tree = behaviour.staying.reduce(
      (before, { path, kind, id }) => watched(before, nth, path, kind, id),
      world.tree,
    );
    to('connects again', withSeat({ ...world, tree }, nth, { link: 'up' }), { type: 'connected' });
  }

  #isOver({ world, nth, to }: At, ...before: readonly Stimulus[]): void {
    const over = withSeat(world, nth, { link: 'over', events: [] });
    to('hears that its session is over', over, ...before, { type: 'expired' });
  }

  /** The connection is lost, with some of what was asked for done. */
  #cut(at: At): void {
    const { world, nth, to } = at;
    const { pending } = at.behaviour;
    if (this.#left(world, nth).cuts === 0) return;
    for (const done of counts(pending.length)) {
      const behind = this.#carriedOut(at, done);
      const down = cutOff({ ...behind, left: spent(world.left, 'cuts') }, nth);
      to(`loses its connection, ${done} of its requests done`, down, { type: 'cut' });
    }
  }

  /** The next event, or where there is none the next answer. */
  #hears({ world, nth, seat, behaviour, to }: At): void {
    const [event, ...events] = seat.events;
    if (event !== undefined) {
      const heard = withSeat(world, nth, { events });
      to(`hears that ${event.path} is ${event.type}`, heard, { type: 'event', event });
      return;
    }
    const [request] = behaviour.pending;
    if (request === undefined) return;
    const { tree, reply, events: told } = carryOut(world.tree, nth, request);
    const answered = delivered(world, tree, told, nth, this.#scope.herd);
    to(`asks ${JSON.stringify(request)}`, answered, { type: 'answer', reply });
  }

  /** So many requests were done although nobody will hear of it. What only reads leaves nothing. */
  #carriedOut({ world, nth, behaviour }: At, done: number): World {
    // Whoever has asked for something has begun, though nothing has reached it.
    const notes = world.notes.map((own, seat) => (seat === nth ? behaviour.notes : own));
    let at = done > 0 ? { ...world, notes } : world;
    for (const request of behaviour.pending.slice(0, done)) {
      if ('watch' in request) continue;
      const { tree, events } = carryOut(at.tree, nth, request);
      at = delivered(at, tree, events, nth, this.#scope.herd);
    }
    return at;
  }

  /** The world in which a process has taken stimuli; `null` where nobody knows yet what it does. */
  #taken(world: World, nth: number, stimuli: readonly Stimulus[]): World | null {
    const seat = world.seats[nth];
    if (seat === undefined) return null;
    const history = stimuli.reduce(
      (at, stimulus) => this.#behaviours.histories.after(at, stimulus),
      seat.history,
    );
    const before = this.#behaviours.of(nth, seat.history);
    const after = this.#behaviours.of(nth, history);
    if (before === null || after === null) return null;
    const isAtRest =
      this.#reduced &&
      isIdle(after) &&
      seat.events.length === 0 &&
      !world.tree.watches.some((watch) => watch.seat === nth);
    const row = isAtRest ? this.#behaviours.rest(nth, history, after) : history;
    const fresh = after.granted.slice(before.granted.length).map(Number);
    let { lastToken, broken } = world;
    for (const token of fresh) {
      if (token <= lastToken && this.#scope.ordered !== false) broken ??= PROMISES.order;
      lastToken = Math.max(lastToken, token);
    }
    // Nobody but the recipes deletes claims here, and a session that is over says so.
    if (after.ended === 'claim-gone' || after.ended?.startsWith('broken') === true) {
      broken ??= PROMISES.sound;
    }
    return {
      ...withSeat(world, nth, { history: row }),
      grants: [...world.grants, ...fresh.map((_, at) => `${nth}.${before.granted.length + at}`)],
      lastToken,
      notes: world.notes.map((own, at) => (at === nth ? after.notes : own)),
      broken,
    };
  }
}

function* counts(upTo: number): Generator<number> {
  for (let count = 0; count <= upTo; count += 1) yield count;
}
