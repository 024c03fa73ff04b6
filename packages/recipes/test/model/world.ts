import type { Model, ModelProperty } from '@menagerie/checker';
import type { Words } from '@menagerie/contract';
import type { Stimulus } from './puppet.ts';
import { type Behaviour, Histories, type Program, replay } from './replay.ts';
import {
  carryOut,
  childrenOf,
  endSession,
  type ModelEvent,
  type ModelTree,
  remove,
  treeOf,
} from './tree.ts';

/** How often each thing may still happen. */
export interface Budget {
  /** Connections that are lost, before, between or behind the effects of what was asked. */
  readonly cuts: number;
  /** Sessions that end although their processes live, and perhaps do not know. */
  readonly expiries: number;
  readonly crashes: number;
  /** Times that somebody does not want to wait any more. */
  readonly aborts: number;
  /** Times that the server removes a container that it finds empty. */
  readonly collects: number;
}

/** A process, and what the servers have of its session. */
export interface Seat {
  /** The number of the row of stimuli: all its state. */
  readonly history: number;
  /** As it knows itself: with a connection, without, or with a session that is over. */
  readonly link: 'up' | 'down' | 'over';
  /** Whether the servers keep its session. */
  readonly session: boolean;
  readonly running: boolean;
  /** On their way to it, ahead of every answer. */
  readonly events: readonly ModelEvent[];
}

/** All there is at one moment. */
export interface World {
  readonly tree: ModelTree;
  readonly seats: readonly Seat[];
  readonly left: Budget;
  /** Who was granted what, in order: a seat and which of its grants. */
  readonly grants: readonly string[];
  readonly lastToken: number;
  /** The greatest token that came with an accepted effect. */
  readonly highest: number;
  /** The latest of `grants` whose effect was accepted. */
  readonly newest: number;
  /** What each process has noted. */
  readonly notes: readonly (readonly string[])[];
  /** What has gone wrong in a step, for a property of that name. */
  readonly broken: string | null;
}

/** What can follow a world, and by what. */
interface Following {
  readonly action: string;
  readonly state: World;
}

/** A small world to look at as a whole. */
export interface Scope {
  readonly programs: readonly Program[];
  /** Znodes that are there before. @default none */
  readonly there?: readonly string[];
  /** What some of them have. @default nothing */
  readonly data?: Readonly<Record<string, string>>;
  readonly budget?: Partial<Budget>;
  /** Whether the resource refuses what comes with a lower token than it has seen. @default true */
  readonly fenced?: boolean;
  /** Whether what is held at once, by sessions that live, may be so. @default one at most */
  readonly together?: (kinds: readonly string[]) => boolean;
  /** Whether tokens grow from grant to grant. @default true */
  readonly ordered?: boolean;
  /** With what it is known to be lost: the connection, or only the session. @default 'connection' */
  readonly knows?: 'connection' | 'session';
  /** Whether a znode that goes may wake several. @default false */
  readonly herd?: boolean;
  /** What may be left in the end. @default nothing below what was there */
  readonly leaves?: (paths: readonly string[]) => boolean;
  readonly properties?: readonly ModelProperty<World>[];
}

const NONE: Budget = { cuts: 0, expiries: 0, crashes: 0, aborts: 0, collects: 0 };

/** Names of what is promised. */
export const PROMISES = {
  exclusion: 'no two hold what excludes each other',
  order: 'grants come in the order of the claims',
  effects: 'effects come in the order of the grants',
  herd: 'one who goes wakes one',
  knows: 'whoever has lost the session does not say that it holds',
  hang: 'nobody waits for ever',
  orphan: 'nothing is left of those who are done',
  sound: 'nothing fails that should not',
} as const;

/** A world of processes that run real code, over a modelled tree. */
export class RecipeModel implements Model<World> {
  readonly name = 'a recipe';
  readonly scope: Scope;
  readonly histories = new Histories();
  readonly properties: readonly ModelProperty<World>[];
  readonly #behaviours: (Behaviour | undefined)[][];
  readonly #missing = new Map<string, { seat: number; history: number }>();
  readonly #texts = new Map<string, number>();
  readonly #numbers = new WeakMap<object, number>();
  readonly #ready = new WeakMap<World, readonly Following[]>();
  #misses = 0;
  readonly #there: readonly string[];

  constructor(scope: Scope) {
    this.scope = scope;
    this.#behaviours = scope.programs.map(() => []);
    this.#there = ['/', ...(scope.there ?? [])];
    this.properties = [...this.#promises(), ...(scope.properties ?? [])];
  }

  /** Runs what has to be known before the successors of these worlds can be told. */
  async prepare(worlds: readonly World[]): Promise<void> {
    await this.#learn();
    for (const world of worlds) {
      const before = this.#misses;
      const following: Following[] = [];
      this.#expand(world, (action, state) => following.push({ action, state }));
      // All is known: it need not be told again.
      if (this.#misses === before) this.#ready.set(world, following);
    }
    await this.#learn();
  }

  starts(): readonly World[] {
    const seat: Seat = { history: 0, link: 'up', session: true, running: true, events: [] };
    return [
      {
        tree: treeOf(this.scope.there ?? [], this.scope.data ?? {}),
        seats: this.scope.programs.map(() => seat),
        left: { ...NONE, ...this.scope.budget },
        grants: [],
        lastToken: -1,
        highest: -1,
        newest: -1,
        notes: this.scope.programs.map(() => []),
        broken: null,
      },
    ];
  }

  /** A process's behaviour; asked for and not known, it is noted for {@link prepare}. */
  behaviour(seat: number, history: number): Behaviour | null {
    const known = this.#behaviours[seat]?.[history];
    if (known !== undefined) return known;
    this.#misses += 1;
    this.#missing.set(`${seat} ${history}`, { seat, history });
    return null;
  }

  successors(world: World, next: (action: string, state: World) => void): void {
    const ready = this.#ready.get(world);
    if (ready === undefined) {
      this.#expand(world, next);
      return;
    }
    this.#ready.delete(world);
    for (const { action, state } of ready) next(action, state);
  }

  #expand(world: World, next: (action: string, state: World) => void): void {
    for (const nth of world.seats.keys()) this.#steps(world, nth, next);
    for (const path of Object.keys(world.tree.znodes)) {
      const znode = world.tree.znodes[path];
      if (world.left.collects === 0 || znode === undefined || !znode.container) continue;
      if (znode.next === 0 || childrenOf(world.tree, path).length > 0) continue;
      const { tree, events } = remove(world.tree, path);
      next(`the server removes ${path}`, {
        ...delivered(world, tree, events, -1),
        left: spent(world.left, 'collects'),
      });
    }
  }

  encode(world: World, words: Words): void {
    const { tree, seats, left, grants, lastToken, highest, newest, broken } = world;
    words.push(this.#numberOf(tree));
    for (const seat of seats) words.push(this.#numberOf(seat));
    const rest = [Object.values(left), grants, lastToken, highest, newest, broken];
    words.push(this.#text(JSON.stringify(rest)));
  }

  #steps(world: World, nth: number, next: (action: string, state: World) => void): void {
    const seat = world.seats[nth];
    if (seat === undefined) return;
    const { left } = world;
    const who = 'ABC'[nth] ?? '?';
    const behaviour = this.behaviour(nth, seat.history);
    if (behaviour === null) return;
    const { pending, effects, ended } = behaviour;
    const to = (action: string, changed: World, ...stimuli: readonly Stimulus[]): void => {
      const following = this.#taken(changed, nth, stimuli);
      if (following !== null) next(`${who} ${action}`, following);
    };
    const change = (changes: Partial<Seat>, from: World = world): World =>
      withSeat(from, nth, changes);

    if (seat.session && (left.expiries > 0 || !seat.running)) {
      const { tree, events } = endSession(world.tree, nth);
      const gone = delivered(world, tree, events, nth);
      next(`${who}'s session ends`, {
        ...withSeat(gone, nth, { session: false, events: [] }),
        left: seat.running ? spent(left, 'expiries') : left,
      });
    }
    if (!seat.running) return;

    for (const { token, grant } of effects.slice(0, 1)) {
      const place = world.grants.indexOf(`${nth}.${grant}`);
      const accepted = this.scope.fenced === false || Number(token) >= world.highest;
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
    if (left.aborts > 0 && ended === null) {
      to(
        'does not want to wait any more',
        { ...world, left: spent(left, 'aborts') },
        { type: 'abort' },
      );
    }
    if (left.crashes > 0) {
      for (const done of counts(pending.length)) {
        if (!seat.session && done > 0) break;
        const behind = this.#carriedOut(
          world,
          nth,
          pending.slice(0, seat.link === 'up' ? done : 0),
        );
        next(`${who} crashes, ${done} of its requests done`, {
          ...withSeat(behind, nth, { running: false, events: [] }),
          left: spent(left, 'crashes'),
        });
        if (seat.link !== 'up') break;
      }
    }
    if (seat.link === 'down') {
      if (seat.session) to('connects again', change({ link: 'up' }), { type: 'connected' });
      else to('hears that its session is over', change({ link: 'over' }), { type: 'expired' });
      return;
    }
    if (seat.link === 'over') return;
    if (!seat.session) {
      to(
        'hears that its session is over',
        change({ link: 'over', events: [] }),
        { type: 'cut' },
        { type: 'expired' },
      );
      return;
    }
    if (left.cuts > 0) {
      for (const done of counts(pending.length)) {
        const behind = this.#carriedOut(world, nth, pending.slice(0, done));
        const down = change({ link: 'down' }, { ...behind, left: spent(left, 'cuts') });
        to(`loses its connection, ${done} of its requests done`, down, { type: 'cut' });
      }
    }
    const [event, ...events] = seat.events;
    if (event !== undefined) {
      to(`hears that ${event.path} is ${event.type}`, change({ events }), { type: 'event', event });
      return;
    }
    const [request] = pending;
    if (request === undefined) return;
    const { tree, reply, events: told } = carryOut(world.tree, nth, request);
    to(`asks ${JSON.stringify(request)}`, delivered(world, tree, told, nth, this.scope.herd), {
      type: 'answer',
      reply,
    });
  }

  /** What was done although nobody will hear of it. What only reads leaves nothing. */
  #carriedOut(world: World, nth: number, requests: Behaviour['pending']): World {
    let at = world;
    for (const request of requests) {
      if ('watch' in request) continue;
      const { tree, events } = carryOut(at.tree, nth, request);
      at = delivered(at, tree, events, nth, this.scope.herd);
    }
    return at;
  }

  /** The world in which a process has taken stimuli; `null` where nobody knows yet what it does. */
  #taken(world: World, nth: number, stimuli: readonly Stimulus[]): World | null {
    const seat = world.seats[nth];
    if (seat === undefined) return null;
    const history = stimuli.reduce(
      (at, stimulus) => this.histories.after(at, stimulus),
      seat.history,
    );
    const before = this.behaviour(nth, seat.history);
    const after = this.behaviour(nth, history);
    if (before === null || after === null) return null;
    const fresh = after.granted.slice(before.granted.length).map(Number);
    let { lastToken, broken } = world;
    for (const token of fresh) {
      if (token <= lastToken && this.scope.ordered !== false) broken ??= PROMISES.order;
      lastToken = Math.max(lastToken, token);
    }
    // Nobody but the recipes deletes claims here, and a session that is over says so.
    if (after.ended === 'claim-gone' || after.ended?.startsWith('broken') === true) {
      broken ??= PROMISES.sound;
    }
    return {
      ...withSeat(world, nth, { history }),
      grants: [...world.grants, ...fresh.map((_, at) => `${nth}.${before.granted.length + at}`)],
      lastToken,
      notes: world.notes.map((own, at) => (at === nth ? after.notes : own)),
      broken,
    };
  }

  #promises(): ModelProperty<World>[] {
    const { together = (kinds) => kinds.length <= 1, leaves = () => false } = this.scope;
    const holding = ({ seats }: World): { seat: Seat; holds: readonly string[] }[] =>
      seats.map((seat, nth) => ({
        seat,
        holds: seat.running ? (this.behaviour(nth, seat.history)?.holds ?? []) : [],
      }));
    const unbroken = (name: string): ModelProperty<World> => ({
      name,
      kind: 'always',
      holds: ({ broken }) => broken !== name,
    });
    return [
      {
        name: PROMISES.exclusion,
        kind: 'always',
        holds: (world) =>
          together(holding(world).flatMap(({ seat, holds }) => (seat.session ? holds : []))),
      },
      {
        name: PROMISES.knows,
        kind: 'always',
        holds: (world) =>
          holding(world).every(({ seat: { link }, holds }) => {
            const isKnown = this.scope.knows === 'session' ? link === 'over' : link !== 'up';
            return !isKnown || holds.length === 0;
          }),
      },
      unbroken(PROMISES.order),
      unbroken(PROMISES.effects),
      unbroken(PROMISES.herd),
      unbroken(PROMISES.sound),
      {
        name: PROMISES.hang,
        kind: 'final',
        holds: ({ seats }) =>
          seats.every(
            ({ running, history }, nth) => !running || this.behaviour(nth, history)?.ended !== null,
          ),
      },
      {
        name: PROMISES.orphan,
        kind: 'final',
        holds: ({ tree }) => {
          const left = Object.keys(tree.znodes).filter(
            (path) => !this.#there.includes(path) && tree.znodes[path]?.container !== true,
          );
          return left.length === 0 || leaves(left);
        },
      },
      {
        name: 'somebody is granted something',
        kind: 'sometimes',
        holds: ({ grants }) => grants.length > 0,
      },
    ];
  }

  async #learn(): Promise<void> {
    const missing = [...this.#missing.values()];
    this.#missing.clear();
    await Promise.all(
      missing.map(async ({ seat, history }) => {
        const program = this.scope.programs[seat];
        if (program === undefined) return;
        const learnt = await replay(program, seat, this.histories.stimuli(history));
        const known = this.#behaviours[seat];
        if (known !== undefined) known[history] = learnt;
      }),
    );
  }

  /** The same for the same: most steps leave most of a world as it is. */
  #numberOf(part: object): number {
    const known = this.#numbers.get(part) ?? this.#text(JSON.stringify(part));
    this.#numbers.set(part, known);
    return known;
  }

  #text(text: string): number {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, this.#texts.size);
    return this.#texts.size - 1;
  }
}

function* counts(upTo: number): Generator<number> {
  for (let count = 0; count <= upTo; count += 1) yield count;
}

function spent(left: Budget, what: keyof Budget): Budget {
  return { ...left, [what]: left[what] - 1 };
}

function withSeat(world: World, nth: number, changes: Partial<Seat>): World {
  return {
    ...world,
    seats: world.seats.map((seat, at) => (at === nth ? { ...seat, ...changes } : seat)),
  };
}

/** A changed tree, and events under way to whoever lives. */
function delivered(
  world: World,
  tree: ModelTree,
  events: readonly ModelEvent[],
  by: number,
  herd = false,
): World {
  const woken = new Map<string, Set<number>>();
  for (const { seat, type, path } of events) {
    if (seat !== by && type === 'deleted') {
      woken.set(path, (woken.get(path) ?? new Set()).add(seat));
    } else if (seat !== by) woken.set('children', (woken.get('children') ?? new Set()).add(seat));
  }
  const isHerd = !herd && [...woken.values()].some((seats) => seats.size > 1);
  return {
    ...world,
    tree,
    broken: isHerd ? (world.broken ?? PROMISES.herd) : world.broken,
    seats: world.seats.map((seat, at) => {
      const own = events.filter((event) => event.seat === at);
      return own.length === 0 || !seat.running
        ? seat
        : { ...seat, events: [...seat.events, ...own] };
    }),
  };
}
