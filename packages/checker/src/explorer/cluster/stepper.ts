import type { ServerId, Shape, Violation } from '@menagerie/contract';
import type { Cell } from './cell.ts';
import type { Desks } from './desks.ts';
import type { PlannedEvent } from './events.ts';
import { thrown } from './failure.ts';
import type { Ghosts } from './ghosts.ts';
import { AT, MOVE, type Moves, PARTS, POINTLESS, UNKNOWN } from './moves.ts';
import type { Prices } from './prices.ts';
import type { Played } from './start.ts';
import type { Transitions } from './transitions.ts';
import type { Worlds } from './worlds.ts';

/** All that worlds and their moves are made of. */
export interface Parts<S extends Shape> {
  readonly transitions: Transitions<S>;
  readonly desks: Desks<S>;
  readonly moves: Moves<S>;
  readonly ghosts: Ghosts<S>;
  readonly events: readonly PlannedEvent<S>[];
  readonly prices: Prices<S>;
  readonly worlds: Worlds<S>;
}

/** Makes moves in the world that is looked at; each leads to the world that follows it. */
export class Stepper<S extends Shape> {
  readonly #transitions: Transitions<S>;
  readonly #desks: Desks<S>;
  readonly #moves: Moves<S>;
  readonly #ghosts: Ghosts<S>;
  readonly #events: readonly PlannedEvent<S>[];
  readonly #prices: Prices<S>;
  readonly #worlds: Worlds<S>;
  /** Numbers of the cells of the world. */
  readonly #cells: Int32Array;
  /** What to add to the number of a move of each server for the number of the action. */
  readonly #offsets: Int32Array;
  /** What a server of the world is. */
  readonly cellOf: (server: ServerId) => Cell<S>;
  /** What the newest {@link make} broke. */
  broken: Violation | null = null;

  constructor(servers: number, parts: Parts<S>) {
    this.#transitions = parts.transitions;
    this.#desks = parts.desks;
    this.#moves = parts.moves;
    this.#ghosts = parts.ghosts;
    this.#events = parts.events;
    this.#prices = parts.prices;
    this.#worlds = parts.worlds;
    this.#cells = new Int32Array(servers);
    this.#offsets = new Int32Array(servers);
    this.cellOf = (server) => parts.transitions.cells.at(this.#cells[server] ?? 0);
  }

  /** Finds out what stands where in the world, and what may happen there. */
  lookAt(): void {
    let actions = 0;
    for (let server = 0; server < this.#cells.length; server += 1) {
      const desk = this.#worlds.desk(server);
      const first = this.#moves.from(desk, 0);
      this.#cells[server] = this.#desks.cellOf(desk);
      this.#offsets[server] = actions - first;
      actions += this.#moves.from(desk, PARTS) - first;
    }
    this.#prices.turnTo(this.#worlds.spent);
  }

  /** The number of a move of a server among all actions of the world. */
  actionOf(server: ServerId, move: number): number {
    return (this.#offsets[server] ?? 0) + move;
  }

  /** Whether the move is possible now, and may lead to another world. */
  isWorthwhile(server: ServerId, move: number): boolean {
    const { words } = this.#moves.rows;
    if ((this.#prices.costs[words[move * MOVE + AT.price] ?? 0] ?? 0) < 0) return false;
    return this.#transitionOf(server, move) !== POINTLESS;
  }

  /** @returns whether another world follows; if not, see {@link broken} */
  make(server: ServerId, move: number): boolean {
    const at = move * MOVE;
    const ghost = this.#historyAfter(server, at);
    if (ghost < 0) return false;
    this.#carryOut(server, at, ghost);
    return true;
  }

  /** Makes the move with a number among all actions of the world, even if it breaks something. */
  play(action: number): Played<S> {
    const server = this.#serverOf(action);
    const move = action - (this.#offsets[server] ?? 0);
    const transition = this.#transitionOf(server, move);
    const at = move * MOVE;
    const { words } = this.#moves.rows;
    const { inbox } = this.#desks.at(this.#worlds.desk(server));
    // Only the last step of a path breaks a property; what is remembered then does not matter.
    this.#carryOut(server, at, Math.max(this.#historyAfter(server, at), this.#ghosts.start));
    const flight = inbox[words[at + AT.nth] ?? 0] ?? 0;
    return this.#played(server, words[at + AT.price] ?? 0, transition, flight);
  }

  #transitionOf(server: ServerId, move: number): number {
    const known = this.#moves.rows.words[move * MOVE + AT.transition] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    return this.#moves.learn(move, this.#worlds.desk(server), server, this.cellOf);
  }

  /** @returns the number of the histories, or -1 if the move breaks a property */
  #historyAfter(server: ServerId, at: number): number {
    const { words } = this.#moves.rows;
    const { ghost } = this.#worlds;
    const glimpse = words[at + AT.glimpse] ?? 0;
    const known = words[at + AT.threw] === 1 ? -1 : this.#ghosts.recall(ghost, glimpse);
    if (known >= 0) return known;
    const { reaction } = this.#transitions.at(words[at + AT.transition] ?? 0);
    if (reaction.failure !== null) {
      this.broken = thrown(server, reaction.failure);
      return -1;
    }
    const after = this.#ghosts.step(ghost, glimpse, reaction, server, this.#cells, this.cellOf);
    this.broken = this.#ghosts.violation;
    return after;
  }

  #carryOut(server: ServerId, at: number, ghost: number): void {
    const { words } = this.#moves.rows;
    const cost = this.#prices.costs[words[at + AT.price] ?? 0] ?? 0;
    this.#worlds.step(server, words[at + AT.desk] ?? 0, ghost, cost);
    const end = words[at + AT.sendsEnd] ?? 0;
    for (let i = words[at + AT.sends] ?? 0; i < end; i += 1) {
      this.#worlds.arrive(this.#moves.sends.words[i] ?? 0);
    }
  }

  #serverOf(action: number): ServerId {
    let server = this.#cells.length - 1;
    while (server > 0 && action < this.#firstAction(server)) server -= 1;
    return server;
  }

  #firstAction(server: ServerId): number {
    return this.actionOf(server, this.#moves.from(this.#worlds.desk(server), 0));
  }

  #played(server: ServerId, price: number, transition: number, flight: number): Played<S> {
    const { delivery, duplicate, drop } = this.#prices;
    if (price === duplicate || price === drop) {
      const type = price === drop ? 'drop' : 'duplicate';
      return { type, ...this.#transitions.flights.at(flight) };
    }
    const { reaction } = this.#transitions.at(transition);
    const planned = this.#events[price - 1];
    if (price !== delivery && planned !== undefined) {
      return { type: 'event', server, event: planned.event, reaction };
    }
    const { from, message } = this.#transitions.flights.at(flight);
    return { type: 'event', server, event: { type: 'deliver', from, message }, reaction };
  }
}
