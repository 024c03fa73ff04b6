import type {
  Exploration,
  Permutation,
  Scope,
  ServerId,
  Shape,
  Subject,
} from '@menagerie/contract';
import { createFrontier, type Frontier } from '../frontier.ts';
import type { SharedSpace, Visitor } from '../space.ts';
import { Desks } from './desks.ts';
import { eventsOf } from './events.ts';
import { Ghosts } from './ghosts.ts';
import { Moves, PARTS } from './moves.ts';
import { namingsOf } from './namings.ts';
import { observeStart } from './observe-start.ts';
import type { ClusterOptions } from './options.ts';
import { Prices } from './prices.ts';
import { Purse } from './purse.ts';
import { Reached } from './reached.ts';
import { react } from './reaction.ts';
import { construct, type Played, type Start } from './start.ts';
import { Stepper } from './stepper.ts';
import { Transitions } from './transitions.ts';
import { Worlds } from './worlds.ts';

/**
 * Every world of a scope that real cores, on real disks and a network, can come to.
 *
 * What a server sends to itself arrives at once, before anything else happens to it; a crash is
 * followed by the restart at once; a command that is refused at once is not given.
 */
export class ClusterSpace<S extends Shape> implements SharedSpace<Played<S>> {
  readonly namings: readonly (Permutation | null)[];
  readonly #transitions: Transitions<S>;
  readonly #moves: Moves<S>;
  readonly #ghosts: Ghosts<S>;
  readonly #reached: Reached<S>;
  readonly #frontier: Frontier;
  readonly #start: Start<S>;
  readonly #worlds: Worlds<S>;
  readonly #stepper: Stepper<S>;
  readonly #servers: number;
  /** The histories in the start of the scope; -1 if they break a property. */
  readonly #startGhost: number;

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
    const events = eventsOf(scope, purse);
    const prices = new Prices(events, purse);
    const transitions = new Transitions(
      protocol,
      exploration,
      scope,
      this.namings,
      events.map(({ event }) => event),
      deadMessages && scope.keepsIgnored !== true,
      (answer) => subject.succeeded(answer),
    );
    const desks = new Desks(transitions, scope, this.namings.length);
    const ghosts = new Ghosts(properties, config, this.namings);
    const ordered = network === 'ordered';
    const skipIdle = idleInputs && !ordered;
    const moves = new Moves(transitions, desks, ghosts, events, prices, { ordered, skipIdle });
    const worlds = new Worlds({ transitions, desks, ghosts, purse }, config.servers, {
      count: this.namings.length,
      symmetry,
    });
    const parts = { transitions, desks, moves, ghosts, events, prices, worlds };
    this.#stepper = new Stepper(config.servers, parts);
    this.#servers = config.servers;
    this.#transitions = transitions;
    this.#ghosts = ghosts;
    this.#moves = moves;
    this.#worlds = worlds;
    this.#reached = new Reached(properties, config);
    this.#frontier = createFrontier(order, worlds.width);
    transitions.onNew = ({ reaction }, server) => {
      this.#reached.observe(reaction.moments, server, this.#stepper.cellOf);
    };
    this.#start = construct(scope, (server, cell, event) =>
      react(protocol, config, persistence, server, cell, event),
    );
    this.#startGhost = observeStart(this.#start, this.#ghosts, this.#reached);
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
    if (this.#startGhost >= 0) {
      this.#beginAt();
      this.#offer(visitor, -1, 0);
    } else if (this.#ghosts.violation !== null) {
      visitor.violated(this.#ghosts.violation, -1, 0);
    }
  }

  expand(visitor: Visitor): number {
    if (!this.#worlds.take(this.#frontier)) return -1;
    this.#stepper.lookAt();
    this.#offerAll(visitor);
    return this.#worlds.index;
  }

  expandAt(path: readonly number[], index: number, visitor: Visitor): void {
    this.walk(path);
    this.#worlds.advance(index);
    this.#stepper.lookAt();
    this.#offerAll(visitor);
  }

  skip(): void {
    this.#worlds.take(this.#frontier);
  }

  walk(path: readonly number[]): readonly Played<S>[] {
    this.#beginAt();
    const played: Played<S>[] = [...this.#start.played];
    for (const action of path.slice(1)) {
      this.#worlds.advance(-1);
      this.#stepper.lookAt();
      played.push(this.#stepper.play(action));
    }
    return played;
  }

  #beginAt(): void {
    const { cells, flights } = this.#start;
    this.#worlds.begin(
      Math.max(this.#startGhost, this.#ghosts.start),
      cells.map((cell) => this.#transitions.numberOfCell(cell)),
      flights.map((flight) => this.#transitions.numberOfFlight(flight)),
    );
  }

  #offerAll(visitor: Visitor): void {
    for (let part = 0; part < PARTS; part += 1) {
      for (let server = 0; server < this.#servers; server += 1) {
        this.#offerPart(visitor, server, part);
      }
    }
  }

  #offerPart(visitor: Visitor, server: ServerId, part: number): void {
    const desk = this.#worlds.desk(server);
    const end = this.#moves.from(desk, part + 1);
    for (let move = this.#moves.from(desk, part); move < end; move += 1) {
      if (!this.#stepper.isWorthwhile(server, move)) continue;
      const action = this.#stepper.actionOf(server, move);
      const { index } = this.#worlds;
      if (this.#stepper.make(server, move)) this.#offer(visitor, index, action);
      else this.#tell(visitor, index, action);
    }
  }

  #tell(visitor: Visitor, index: number, action: number): void {
    const { broken } = this.#stepper;
    if (broken !== null) visitor.violated(broken, index, action);
  }

  #offer(visitor: Visitor, parent: number, action: number): void {
    const worlds = this.#worlds;
    worlds.fingerprint();
    const index = visitor.offer(worlds.high, worlds.low, parent, action);
    if (index >= 0) worlds.keep(this.#frontier, index);
  }
}
