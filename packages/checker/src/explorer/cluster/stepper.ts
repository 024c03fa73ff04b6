import type { Property, ServerId, Shape, Violation } from '@menagerie/contract';
import type { Desks } from './desks.ts';
import type { PlannedEvent } from './events.ts';
import { thrown } from './failure.ts';
import type { Ghosts } from './ghosts.ts';
import type { Cells } from './glass.ts';
import { AT, MOVE, type Moves, PARTS, POINTLESS, UNKNOWN } from './moves.ts';
import { type Namings, PLAIN } from './namings.ts';
import { Perspectives } from './perspectives.ts';
import type { Prices } from './prices.ts';
import type { Event } from './reaction.ts';
import type { Seen } from './seen.ts';
import type { Played } from './start.ts';
import type { Transitions } from './transitions.ts';
import { BROKEN, DEPENDS, SOUND, type Verdicts } from './verdicts.ts';
import type { Worlds } from './worlds.ts';
import type { Worn } from './worn.ts';

/** All that worlds and their moves are made of. */
export interface Parts<S extends Shape> {
  readonly properties: readonly Property<S>[];
  readonly namings: Namings;
  readonly transitions: Transitions<S>;
  readonly worn: Worn<S>;
  readonly desks: Desks<S>;
  readonly moves: Moves<S>;
  readonly ghosts: Ghosts<S>;
  readonly verdicts: Verdicts<S>;
  readonly events: readonly PlannedEvent<S>[];
  readonly prices: Prices<S>;
  readonly worlds: Worlds<S>;
}

/**
 * Makes moves in the world that is looked at; each leads to the world that follows it. What a move
 * does is known for the representative of a desk; the naming of the desk makes the world's own of it.
 */
export class Stepper<S extends Shape> {
  readonly #of: Parts<S>;
  /** Numbers of the cells of the world. */
  readonly #cells: Int32Array;
  /** Of each server where the parts of its moves begin, and where the last ends; see {@link PARTS}. */
  readonly #bounds: Int32Array;
  /** What to add to the number of a move of each server for the number of the action. */
  readonly #offsets: Int32Array;
  readonly #perspectives: Perspectives<S>;
  /** What a server of the world is. */
  readonly cellOf: Cells<S> = (server) => this.#of.transitions.cells.at(this.#cells[server] ?? 0);
  /** What the newest {@link make} broke. */
  broken: Violation | null = null;
  /** Whose moves are being learned: what {@link Moves.onNew} is told of is a step of this server. */
  turning: ServerId = 0;

  constructor(servers: number, parts: Parts<S>) {
    this.#of = parts;
    this.#cells = new Int32Array(servers);
    this.#bounds = new Int32Array(servers * (PARTS + 1));
    this.#offsets = new Int32Array(servers);
    const { namings, transitions, worlds } = parts;
    this.#perspectives = new Perspectives(namings, transitions, worlds, this.#cells);
  }

  /** Finds out what stands where in the world, and what may happen there. */
  lookAt(): void {
    const { worlds, desks, moves, namings, prices } = this.#of;
    for (let server = 0; server < this.#cells.length; server += 1) {
      this.#cells[server] = desks.cellOf(worlds.desk(server));
    }
    this.#perspectives.turn();
    let actions = 0;
    for (let server = 0; server < this.#cells.length; server += 1) {
      this.turning = server;
      const orbit = worlds.desk(server) >>> namings.shift;
      const at = server * (PARTS + 1);
      for (let part = 0; part <= PARTS; part += 1) {
        this.#bounds[at + part] = moves.from(orbit, part);
      }
      const first = this.from(server, 0);
      this.#offsets[server] = actions - first;
      actions += this.from(server, PARTS) - first;
    }
    prices.turnTo(worlds.spent);
  }

  /** The first move of a part of what a server can do; of the part after the last, the end. */
  from(server: ServerId, part: number): number {
    return this.#bounds[server * (PARTS + 1) + part] ?? 0;
  }

  /** The number of a move of a server among all actions of the world. */
  actionOf(server: ServerId, move: number): number {
    return (this.#offsets[server] ?? 0) + move;
  }

  /** Whether an event that is due, or the fate of a message, may lead to another world. */
  isWorthwhile(server: ServerId, move: number): boolean {
    const { moves, prices } = this.#of;
    const { words } = moves.rows;
    if ((prices.costs[words[move * MOVE + AT.price] ?? 0] ?? 0) < 0) return false;
    return this.#transitionOf(server, move) !== POINTLESS;
  }

  /** @returns whether another world follows; if not, see {@link broken} */
  make(server: ServerId, move: number): boolean {
    const at = move * MOVE;
    const ghost = this.#historyAfter(server, at);
    if (ghost >= 0) this.#carryOut(server, at, ghost);
    else this.broken = this.#explain(server, at);
    return ghost >= 0;
  }

  /** Makes the move with a number among all actions of the world, even if it breaks something. */
  follow(action: number): void {
    const server = this.#serverOf(action);
    const move = action - (this.#offsets[server] ?? 0);
    const at = move * MOVE;
    this.#transitionOf(server, move);
    // Only the last step of a path breaks a property; what is remembered then does not matter.
    const ghost = Math.max(this.#historyAfter(server, at), this.#of.ghosts.start);
    this.#carryOut(server, at, ghost);
  }

  /** What the move with a number among all actions of the world is. */
  playedBy(action: number): Played<S> {
    const server = this.#serverOf(action);
    return this.#played(server, (action - (this.#offsets[server] ?? 0)) * MOVE);
  }

  /** The world as the representative of a server's desk would have it. */
  see(server: ServerId): Seen<S> {
    return this.#perspectives.of(server);
  }

  #namingOf(server: ServerId): number {
    const { worlds, namings } = this.#of;
    return worlds.desk(server) & namings.mask;
  }

  #transitionOf(server: ServerId, move: number): number {
    const { moves, worlds, namings } = this.#of;
    const known = moves.rows.words[move * MOVE + AT.transition] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    this.turning = server;
    return moves.learn(move, worlds.desk(server) >>> namings.shift);
  }

  /** @returns the number of the histories, or -1 if the move breaks a property */
  #historyAfter(server: ServerId, at: number): number {
    const { moves, worlds, ghosts } = this.#of;
    const { words } = moves.rows;
    if (!this.#holds(server, at)) return -1;
    const { ghost } = worlds;
    const glimpse = words[at + AT.glimpse] ?? 0;
    const known = ghosts.recall(ghost, glimpse, this.#namingOf(server));
    if (known >= 0) return known;
    return ghosts.step(ghost, glimpse, this.see(server));
  }

  /** Whether the `step` properties hold of the move. */
  #holds(server: ServerId, at: number): boolean {
    const { moves, verdicts } = this.#of;
    const { words } = moves.rows;
    const number = words[at + AT.transition] ?? 0;
    let verdict = words[at + AT.verdict] ?? SOUND;
    if (verdict === SOUND || number < 0) return true;
    if (verdict === BROKEN) return false;
    const seen = this.see(server);
    if (verdict === UNKNOWN) {
      verdict = verdicts.of(number, seen);
      words[at + AT.verdict] = verdict;
    }
    if (verdict !== DEPENDS) return verdict === SOUND;
    return verdicts.recall(number, seen) ?? verdicts.holds(number, seen);
  }

  #carryOut(server: ServerId, at: number, ghost: number): void {
    const { moves, worlds, desks, prices, transitions } = this.#of;
    const { words } = moves.rows;
    const naming = this.#namingOf(server);
    const cost = prices.costs[words[at + AT.price] ?? 0] ?? 0;
    worlds.step(server, desks.orbits.rename(words[at + AT.desk] ?? 0, naming), ghost, cost);
    const end = words[at + AT.sendsEnd] ?? 0;
    for (let i = words[at + AT.sends] ?? 0; i < end; i += 1) {
      worlds.arrive(transitions.sends.words[i] ?? 0, naming);
    }
  }

  /** What the move breaks, under the names of the world. */
  #explain(server: ServerId, at: number): Violation | null {
    const { properties, verdicts, ghosts, worlds, transitions } = this.#of;
    const played = this.#played(server, at);
    if (played.type !== 'event') return null;
    const { reaction } = played;
    if (reaction.failure !== null) return thrown(server, reaction.failure);
    const seen = { naming: PLAIN, server, numbers: this.#cells, cells: this.cellOf };
    const before = transitions.cells.at(this.#cells[server] ?? 0);
    for (const property of properties) {
      const broken =
        verdicts.violation(property, reaction, before, seen) ??
        ghosts.violation(property, worlds.ghost, reaction, seen);
      if (broken !== null) return broken;
    }
    throw new RangeError('a property treats servers unlike: under other names it does not break');
  }

  #serverOf(action: number): ServerId {
    let server = this.#cells.length - 1;
    while (server > 0 && action < this.#firstAction(server)) server -= 1;
    return server;
  }

  #firstAction(server: ServerId): number {
    return this.actionOf(server, this.from(server, 0));
  }

  #played(server: ServerId, at: number): Played<S> {
    const { moves, desks, worlds, namings, prices, transitions, worn, events } = this.#of;
    const price = moves.rows.words[at + AT.price] ?? 0;
    const nth = moves.rows.words[at + AT.nth] ?? 0;
    const desk = worlds.desk(server);
    const planned = events[price - 1];
    if (planned !== undefined) return this.#playedEvent(server, planned.event);
    const message = desks.messageAt(desk >>> namings.shift, nth);
    const number = transitions.flights.orbits.rename(message, desk & namings.mask);
    const flight = transitions.flights.at(number);
    if (price === prices.drop) return { type: 'drop', ...flight };
    if (price === prices.duplicate) return { type: 'duplicate', ...flight };
    const alike = worn.alike(this.#cells[server] ?? 0, flight);
    const event = { type: 'deliver', from: flight.from, message: flight.message } as const;
    return this.#playedEvent(server, event, alike);
  }

  #playedEvent(
    server: ServerId,
    event: Event<S>,
    alike?: (message: S['message']) => boolean,
  ): Played<S> {
    const reaction = this.#of.transitions.reaction(this.#cells[server] ?? 0, event);
    return { type: 'event', server, event, reaction, ...(alike === undefined ? {} : { alike }) };
  }
}
