import type {
  Exploration,
  Permutation,
  Scope,
  ServerId,
  Shape,
  Subject,
} from '@menagerie/contract';
import { createFrontier, type Frontier } from '../frontier.ts';
import type { Space, Visitor } from '../space.ts';
import type { Cell } from './cell.ts';
import { Desks } from './desks.ts';
import { eventsOf, type PlannedEvent } from './events.ts';
import { thrown } from './failure.ts';
import { Ghosts } from './ghosts.ts';
import { AT, MOVE, Moves, PARTS, POINTLESS, UNKNOWN } from './moves.ts';
import { namingsOf } from './namings.ts';
import { observeStart } from './observe-start.ts';
import type { ClusterOptions } from './options.ts';
import { Prices } from './prices.ts';
import { Purse } from './purse.ts';
import { Reached } from './reached.ts';
import { react } from './reaction.ts';
import { construct, type Played, type Start } from './start.ts';
import { Transitions } from './transitions.ts';
import { Worlds } from './worlds.ts';

/**
 * Every world of a scope that real cores, on real disks and a network, can come to.
 *
 * What a server sends to itself arrives at once, before anything else happens to it; a crash is
 * followed by the restart at once; a command that is refused at once is not given.
 */
export class ClusterSpace<S extends Shape> implements Space<Played<S>> {
  readonly namings: readonly (Permutation | null)[];
  readonly #transitions: Transitions<S>;
  readonly #desks: Desks<S>;
  readonly #moves: Moves<S>;
  readonly #ghosts: Ghosts<S>;
  readonly #reached: Reached<S>;
  readonly #events: readonly PlannedEvent<S>[];
  readonly #prices: Prices<S>;
  readonly #frontier: Frontier;
  readonly #start: Start<S>;
  readonly #worlds: Worlds<S>;
  /** Numbers of the cells of the world that is looked at. */
  readonly #cells: Int32Array;
  readonly #cellOf: (server: ServerId) => Cell<S>;
  /** What to add to the number of a move of each server for the number of the action. */
  readonly #offsets: Int32Array;

  /** @throws ExplorerError `invalid-scope` or `impossible-start` */
  constructor(
    subject: Subject<S>,
    exploration: Exploration<S>,
    scope: Scope<S>,
    options: ClusterOptions<S> = {},
  ) {
    const { protocol = subject.protocol, order = 'breadth', reductions = {} } = options;
    const { properties = subject.properties, outlines = false } = options;
    const { symmetry = true, deadMessages = true, idleInputs = true } = reductions;
    const { config, network, persistence } = scope;
    const named = exploration.symmetric && (symmetry || outlines);
    this.namings = namingsOf(protocol.schemas, scope, named);
    const purse = new Purse(scope);
    this.#events = eventsOf(scope, purse);
    this.#prices = new Prices(this.#events, purse);
    const transitions = new Transitions(
      protocol,
      exploration,
      scope,
      this.namings,
      this.#events.map(({ event }) => event),
      deadMessages && scope.keepsIgnored !== true,
      (answer) => subject.succeeded(answer),
    );
    const desks = new Desks(transitions, scope, this.namings.length);
    this.#transitions = transitions;
    this.#desks = desks;
    this.#ghosts = new Ghosts(properties, config, this.namings);
    this.#reached = new Reached(properties, config);
    const ordered = network === 'ordered';
    this.#moves = new Moves(transitions, desks, this.#ghosts, this.#events, this.#prices, {
      ordered,
      skipIdle: idleInputs && !ordered,
    });
    this.#worlds = new Worlds({ transitions, desks, ghosts: this.#ghosts, purse }, config.servers, {
      count: this.namings.length,
      symmetry,
    });
    this.#frontier = createFrontier(order, this.#worlds.width);
    this.#cells = new Int32Array(config.servers);
    this.#offsets = new Int32Array(config.servers);
    this.#cellOf = (server) => transitions.cells.at(this.#cells[server] ?? 0);
    transitions.onNew = ({ reaction }, server) => {
      this.#reached.observe(reaction.moments, server, this.#cellOf);
    };
    this.#start = construct(scope, (server, cell, event) =>
      react(protocol, config, persistence, server, cell, event),
    );
  }

  get waiting(): number {
    return this.#frontier.size;
  }

  /** How often the core was asked; all else was remembered. */
  get coreSteps(): number {
    return this.#transitions.steps;
  }

  reached(): readonly string[] {
    return this.#reached.names();
  }

  /** The servers, histories and budgets of the world that was looked at last, as a key. */
  outline(): string {
    return this.#worlds.outline();
  }

  begin(visitor: Visitor): void {
    const ghost = observeStart(this.#start, this.#ghosts, this.#reached);
    if (ghost < 0) {
      if (this.#ghosts.violation !== null) visitor.violated(this.#ghosts.violation, -1, 0);
      return;
    }
    this.#beginAt(ghost);
    this.#offer(visitor, -1, 0);
  }

  expand(visitor: Visitor): number {
    if (!this.#worlds.take(this.#frontier)) return -1;
    this.#lookAt();
    for (let part = 0; part < PARTS; part += 1) {
      for (let server = 0; server < this.#cells.length; server += 1) {
        this.#offerPart(visitor, server, part);
      }
    }
    return this.#worlds.index;
  }

  walk(path: readonly number[]): readonly Played<S>[] {
    this.#beginAt(this.#ghosts.start);
    const played: Played<S>[] = [...this.#start.played];
    for (const action of path.slice(1)) {
      this.#worlds.advance();
      this.#lookAt();
      played.push(this.#take(action));
    }
    return played;
  }

  #beginAt(ghost: number): void {
    const { cells, flights } = this.#start;
    this.#worlds.begin(
      ghost,
      cells.map((cell) => this.#transitions.numberOfCell(cell)),
      flights.map((flight) => this.#transitions.numberOfFlight(flight)),
    );
  }

  /** Finds out what stands where in the world that is looked at, and what may happen there. */
  #lookAt(): void {
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

  #offerPart(visitor: Visitor, server: ServerId, part: number): void {
    const desk = this.#worlds.desk(server);
    const end = this.#moves.from(desk, part + 1);
    for (let move = this.#moves.from(desk, part); move < end; move += 1) {
      const { words } = this.#moves.rows;
      const cost = this.#prices.costs[words[move * MOVE + AT.price] ?? 0] ?? 0;
      if (cost < 0) continue;
      let transition = words[move * MOVE + AT.transition] ?? UNKNOWN;
      if (transition === UNKNOWN) {
        transition = this.#moves.learn(move, desk, server, this.#cellOf);
      }
      if (transition !== POINTLESS) this.#offerMove(visitor, server, move, cost);
    }
  }

  #offerMove(visitor: Visitor, server: ServerId, move: number, cost: number): void {
    const worlds = this.#worlds;
    const { words } = this.#moves.rows;
    const at = move * MOVE;
    const action = (this.#offsets[server] ?? 0) + move;
    const ghost = this.#historyAfter(visitor, server, at, action);
    if (ghost < 0) return;
    worlds.step(server, words[at + AT.desk] ?? 0, ghost, cost);
    this.#send(at);
    this.#offer(visitor, worlds.index, action);
  }

  /** @returns the number of the histories, or -1 if the move breaks a property */
  #historyAfter(visitor: Visitor, server: ServerId, at: number, action: number): number {
    const { words } = this.#moves.rows;
    const { ghost, index } = this.#worlds;
    const glimpse = words[at + AT.glimpse] ?? 0;
    const threw = words[at + AT.threw] === 1;
    const known = threw ? -1 : this.#ghosts.recall(ghost, glimpse);
    if (known >= 0) return known;
    const { reaction } = this.#transitions.at(words[at + AT.transition] ?? 0);
    if (reaction.failure !== null) {
      visitor.violated(thrown(server, reaction.failure), index, action);
      return -1;
    }
    const cells = this.#cellOf;
    const after = this.#ghosts.step(ghost, glimpse, reaction, server, this.#cells, cells);
    const { violation } = this.#ghosts;
    if (after < 0 && violation !== null) visitor.violated(violation, index, action);
    return after;
  }

  #send(at: number): void {
    const { words } = this.#moves.rows;
    const end = words[at + AT.sendsEnd] ?? 0;
    for (let i = words[at + AT.sends] ?? 0; i < end; i += 1) {
      this.#worlds.arrive(this.#moves.sends.words[i] ?? 0);
    }
  }

  #offer(visitor: Visitor, parent: number, action: number): void {
    const worlds = this.#worlds;
    worlds.fingerprint();
    const index = visitor.offer(worlds.high, worlds.low, parent, action);
    if (index >= 0) worlds.keep(this.#frontier, index);
  }

  /** Does what the action stands for in the world that is looked at. */
  #take(action: number): Played<S> {
    const server = this.#serverOf(action);
    const move = action - (this.#offsets[server] ?? 0);
    const desk = this.#worlds.desk(server);
    const { words } = this.#moves.rows;
    const at = move * MOVE;
    if (words[at + AT.transition] === UNKNOWN) this.#moves.learn(move, desk, server, this.#cellOf);
    const price = words[at + AT.price] ?? 0;
    const flight = this.#desks.at(desk).inbox[words[at + AT.nth] ?? 0] ?? 0;
    this.#worlds.step(
      server,
      words[at + AT.desk] ?? 0,
      this.#worlds.ghost,
      this.#prices.costs[price] ?? 0,
    );
    this.#send(at);
    return this.#played(server, price, words[at + AT.transition] ?? 0, flight);
  }

  #serverOf(action: number): ServerId {
    let server = this.#cells.length - 1;
    while (server > 0 && action < this.#firstAction(server)) server -= 1;
    return server;
  }

  #firstAction(server: ServerId): number {
    return (this.#offsets[server] ?? 0) + this.#moves.from(this.#worlds.desk(server), 0);
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
