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
import { eventsOf, isDue, isPossible, type PlannedEvent } from './events.ts';
import { thrown } from './failure.ts';
import { Ghosts } from './ghosts.ts';
import { namingsOf } from './namings.ts';
import { observeStart } from './observe-start.ts';
import type { ClusterOptions } from './options.ts';
import { type Budget, Purse, spentOf } from './purse.ts';
import { Reached } from './reached.ts';
import { react } from './reaction.ts';
import { construct, type Played, type Start } from './start.ts';
import { DEAD, Transitions } from './transitions.ts';
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
  readonly #ghosts: Ghosts<S>;
  readonly #reached: Reached<S>;
  readonly #events: readonly PlannedEvent<S>[];
  readonly #drops: Budget;
  readonly #duplicates: Budget;
  readonly #frontier: Frontier;
  readonly #start: Start<S>;
  readonly #worlds: Worlds<S>;
  readonly #ordered: boolean;
  readonly #skipIdle: boolean;
  /** Numbers of the cells of the world that is looked at. */
  readonly #cells: Int32Array;
  readonly #cellOf: (server: ServerId) => Cell<S>;

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
    this.#ordered = network === 'ordered';
    this.#skipIdle = idleInputs && !this.#ordered;
    const purse = new Purse(scope);
    this.#drops = purse.named('drop');
    this.#duplicates = purse.named('duplicate');
    this.#events = eventsOf(scope, purse);
    this.#transitions = new Transitions(
      protocol,
      exploration,
      scope,
      this.namings,
      this.#events.map(({ event }) => event),
      deadMessages && scope.keepsIgnored !== true,
      (answer) => subject.succeeded(answer),
    );
    this.#ghosts = new Ghosts(properties, config, this.namings);
    this.#reached = new Reached(properties, config);
    const namings = { count: this.namings.length, symmetry };
    this.#worlds = new Worlds(this.#transitions, this.#ghosts, purse, scope, namings);
    this.#frontier = createFrontier(order);
    this.#cells = new Int32Array(config.servers);
    this.#cellOf = (server) => this.#transitions.cells.at(this.#cells[server] ?? 0);
    this.#transitions.onNew = ({ reaction }, server) => {
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
    const worlds = this.#worlds;
    if (!worlds.take(this.#frontier)) return -1;
    worlds.copyCells(this.#cells);
    this.#offerMessages(visitor);
    this.#offerEvents(visitor);
    this.#offerLosses(visitor);
    return worlds.index;
  }

  walk(path: readonly number[]): readonly Played<S>[] {
    this.#beginAt(this.#ghosts.start);
    const played: Played<S>[] = [...this.#start.played];
    for (const action of path.slice(1)) {
      this.#worlds.advance();
      this.#worlds.copyCells(this.#cells);
      const step = this.#take(action);
      if (step !== null) played.push(step);
    }
    return played;
  }

  #beginAt(ghost: number): void {
    const { cells, flights } = this.#start;
    const numbers = cells.map((cell) => this.#transitions.numberOfCell(cell));
    for (const [i, number] of numbers.entries()) this.#cells[i] = number;
    this.#worlds.begin(
      ghost,
      numbers,
      flights.map((flight) => this.#transitions.numberOfFlight(flight)),
    );
  }

  #offerMessages(visitor: Visitor): void {
    const count = this.#worlds.flights;
    for (let nth = 0; nth < count; nth += 1) {
      if (this.#ordered && !this.#worlds.isFirstOfLink(nth)) continue;
      const flight = this.#worlds.flight(nth);
      const server = this.#transitions.destinations[flight] ?? 0;
      const transition = this.#transitions.ofMessage(this.#cells[server] ?? 0, flight);
      if (transition !== DEAD) this.#offerStep(visitor, transition, server, nth, 0, nth);
    }
  }

  #offerEvents(visitor: Visitor): void {
    const base = this.#worlds.flights;
    const { spent } = this.#worlds;
    const servers = this.#cells.length;
    for (let which = 0; which < this.#events.length; which += 1) {
      const planned = this.#events[which];
      if (planned === undefined || !isDue(planned, spent)) continue;
      const cost = planned.budget?.weight ?? 0;
      const isCommand = planned.event.type === 'command';
      for (let server = 0; server < servers; server += 1) {
        if (!isPossible(planned, this.#cellOf(server))) continue;
        const number = this.#transitions.ofEvent(this.#cells[server] ?? 0, which);
        if (isCommand && this.#transitions.at(number).refused) continue;
        this.#offerStep(visitor, number, server, -1, cost, base + which * servers + server);
      }
    }
  }

  #offerLosses(visitor: Visitor): void {
    const { spent, flights, index } = this.#worlds;
    const mayDuplicate = spentOf(this.#duplicates, spent) < this.#duplicates.most;
    const mayDrop = spentOf(this.#drops, spent) < this.#drops.most;
    if (!mayDuplicate && !mayDrop) return;
    const base = this.#firstLoss();
    for (let nth = 0; nth < flights; nth += 1) {
      if (mayDuplicate) {
        this.#worlds.duplicate(nth, this.#duplicates.weight);
        this.#offer(visitor, index, base + 2 * nth);
      }
      if (mayDrop && (!this.#ordered || this.#worlds.isFirstOfLink(nth))) {
        this.#worlds.drop(nth, this.#drops.weight);
        this.#offer(visitor, index, base + 2 * nth + 1);
      }
    }
  }

  #firstLoss(): number {
    return this.#worlds.flights + this.#events.length * this.#cells.length;
  }

  #offerStep(
    visitor: Visitor,
    number: number,
    server: ServerId,
    consumed: number,
    cost: number,
    action: number,
  ): void {
    const worlds = this.#worlds;
    const transition = this.#transitions.at(number);
    const { reaction } = transition;
    if (reaction.failure !== null) {
      visitor.violated(thrown(server, reaction.failure), worlds.index, action);
      return;
    }
    const before = worlds.ghost;
    const ghost = this.#ghosts.step(before, number, reaction, server, this.#cells, this.#cellOf);
    if (ghost < 0) {
      const { violation } = this.#ghosts;
      if (violation !== null) visitor.violated(violation, worlds.index, action);
      return;
    }
    if (this.#skipIdle && consumed >= 0 && transition.idle && ghost === before) return;
    worlds.step(transition, server, consumed, cost, ghost);
    this.#offer(visitor, worlds.index, action);
  }

  #offer(visitor: Visitor, parent: number, action: number): void {
    const worlds = this.#worlds;
    worlds.fingerprint();
    const index = visitor.offer(worlds.high, worlds.low, parent, action);
    if (index >= 0) worlds.keep(this.#frontier, index);
  }

  /** Does what the action stands for in the world that is looked at. */
  #take(action: number): Played<S> | null {
    const worlds = this.#worlds;
    const count = worlds.flights;
    if (action < count) {
      const flight = this.#transitions.flights.at(worlds.flight(action));
      const { to: server, from, message } = flight;
      const number = this.#transitions.ofMessage(worlds.cell(server), worlds.flight(action));
      return this.#play(number, server, action, 0, { type: 'deliver', from, message });
    }
    const loss = action - this.#firstLoss();
    if (loss >= 0) {
      const nth = loss >> 1;
      const flight = this.#transitions.flights.at(worlds.flight(nth));
      if ((loss & 1) === 0) worlds.duplicate(nth, this.#duplicates.weight);
      else worlds.drop(nth, this.#drops.weight);
      return { type: (loss & 1) === 0 ? 'duplicate' : 'drop', ...flight };
    }
    const servers = this.#cells.length;
    const server = (action - count) % servers;
    const which = Math.floor((action - count) / servers);
    const planned = this.#events[which];
    if (planned === undefined) return null;
    const number = this.#transitions.ofEvent(worlds.cell(server), which);
    return this.#play(number, server, -1, planned.budget?.weight ?? 0, planned.event);
  }

  #play(
    number: number,
    server: ServerId,
    consumed: number,
    cost: number,
    event: Extract<Played<S>, { readonly type: 'event' }>['event'],
  ): Played<S> | null {
    if (number === DEAD) return null;
    const transition = this.#transitions.at(number);
    this.#worlds.step(transition, server, consumed, cost, this.#worlds.ghost);
    return { type: 'event', server, event, reaction: transition.reaction };
  }
}
