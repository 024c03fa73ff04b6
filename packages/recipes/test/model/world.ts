import type { ModelProperty } from '@menagerie/checker';
import type { Program } from './replay.ts';
import { type ModelTree, treeOf } from './tree.ts';
import { isStaying, type ModelEvent, unwatched } from './watches.ts';

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
  /** Ticks that pass while somebody has a timer. */
  readonly ticks: number;
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

/** A small world to look at as a whole. */
export interface Scope {
  readonly programs: readonly Program[];
  /** Znodes that are there before. @default none */
  readonly there?: readonly string[];
  /** What some of them have. @default nothing */
  readonly data?: Readonly<Record<string, string>>;
  readonly budget?: Partial<Budget>;
  /**
   * The seats that the budget's faults may befall: what befalls one of many is in the scopes of each.
   *
   * @default all
   */
  readonly struck?: readonly number[];
  /**
   * So many of the first seats have gone on until they wait before anything else happens, and before
   * any fault: for what would be too much from the start.
   *
   * @default 0
   */
  readonly settled?: number;
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
  /** Seats whose programs go on for ever, on purpose. @default none */
  readonly endless?: readonly number[];
  /** What may be left in the end. @default nothing below what was there */
  readonly leaves?: (paths: readonly string[]) => boolean;
  readonly properties?: readonly ModelProperty<World>[];
}

/** Nothing may happen any more. */
export const NOTHING_LEFT: Budget = {
  cuts: 0,
  expiries: 0,
  crashes: 0,
  aborts: 0,
  collects: 0,
  ticks: 0,
};

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

/** The only start of a scope. */
export function startOf({ programs, there = [], data = {}, budget = {} }: Scope): World {
  const seat: Seat = { history: 0, link: 'up', session: true, running: true, events: [] };
  return {
    tree: treeOf(there, data),
    seats: programs.map(() => seat),
    left: { ...NOTHING_LEFT, ...budget },
    grants: [],
    lastToken: -1,
    highest: -1,
    newest: -1,
    notes: programs.map(() => []),
    broken: null,
  };
}

/** Whether faults may befall a seat. */
export function mayBefall({ struck }: Scope, nth: number): boolean {
  return struck?.includes(nth) ?? true;
}

/** With one less to happen. */
export function spent(left: Budget, what: keyof Budget): Budget {
  return { ...left, [what]: left[what] - 1 };
}

/** With a process that is otherwise. */
export function withSeat(world: World, nth: number, changes: Partial<Seat>): World {
  return {
    ...world,
    seats: world.seats.map((seat, at) => (at === nth ? { ...seat, ...changes } : seat)),
  };
}

/** Without a connection: servers forget its watches that stay, and their events are lost on the way. */
export function cutOff(world: World, nth: number): World {
  const events = world.seats[nth]?.events.filter(({ stays }) => stays !== true) ?? [];
  const tree = unwatched(world.tree, (watch) => watch.seat === nth && isStaying(watch));
  return withSeat({ ...world, tree }, nth, { link: 'down', events });
}

/** A changed tree, and events under way to whoever lives. */
export function delivered(
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
    } else if (seat !== by && type !== 'data-changed')
      woken.set('children', (woken.get('children') ?? new Set()).add(seat));
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
