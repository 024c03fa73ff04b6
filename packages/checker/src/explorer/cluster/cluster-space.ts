import type {
  Exploration,
  Permutation,
  Protocol,
  Scope,
  ServerId,
  Shape,
  Subject,
} from '@menagerie/contract';
import { createFrontier, type Frontier } from '../frontier.ts';
import type { SharedSpace, Visitor } from '../space.ts';
import { Batch } from './batch.ts';
import { Desks } from './desks.ts';
import { eventsOf } from './events.ts';
import { KIND } from './fingerprint.ts';
import { Ghosts } from './ghosts.ts';
import { EVENTS, LOSSES, Moves, PARTS } from './moves.ts';
import { Namings, namingsOf } from './namings.ts';
import { type ObservedStart, observeStart } from './observe-start.ts';
import { type ClusterOptions, reductionsOf } from './options.ts';
import { cellPart, outlineOf } from './outline.ts';
import { Prices } from './prices.ts';
import { Purse } from './purse.ts';
import { Reached } from './reached.ts';
import { react } from './reaction.ts';
import { construct, type Played } from './start.ts';
import { Stepper } from './stepper.ts';
import { Transitions } from './transitions.ts';
import { Verdicts } from './verdicts.ts';
import { Walker } from './walker.ts';
import { Worlds } from './worlds.ts';
import { Worn } from './worn.ts';

/**
 * Every world of a scope that real cores, on real disks and a network, can come to.
 *
 * What a server sends to itself arrives at once, before anything else happens to it; a crash is
 * followed by the restart at once; a command that is refused at once is not given.
 */
export class ClusterSpace<S extends Shape> implements SharedSpace<Played<S>> {
  readonly namings: readonly (Permutation | null)[];
  readonly #scope: Scope<S>;
  readonly #schemas: Protocol<S>['schemas'];
  readonly #symmetric: boolean;
  readonly #transitions: Transitions<S>;
  readonly #prices: Prices<S>;
  readonly #ghosts: Ghosts<S>;
  readonly #reached: Reached<S>;
  readonly #frontier: Frontier;
  readonly #worlds: Worlds<S>;
  readonly #stepper: Stepper<S>;
  readonly #walker: Walker<S>;
  /** For the newest visitor. */
  #batch: Batch | null = null;
  readonly #servers: number;
  readonly #observed: ObservedStart;

  /** @throws ExplorerError `invalid-scope` or `impossible-start` */
  constructor(
    subject: Subject<S>,
    exploration: Exploration<S>,
    scope: Scope<S>,
    options: ClusterOptions<S> = {},
  ) {
    const { protocol = subject.protocol, order = 'breadth', board = null } = options;
    const { properties = subject.properties } = options;
    const reductions = reductionsOf(scope, exploration, options.reductions);
    const { config, network, persistence } = scope;
    this.namings = namingsOf(protocol.schemas, scope, reductions.symmetry);
    this.#symmetric = exploration.symmetric;
    this.#schemas = protocol.schemas;
    this.#scope = scope;
    const namings = new Namings(this.namings, config.servers);
    const purse = new Purse(scope);
    const events = eventsOf(scope, purse);
    const prices = new Prices(events, purse);
    this.#prices = prices;
    const transitions = new Transitions(protocol, exploration, scope, namings, {
      events: events.map(({ event }) => event),
      purge: reductions.deadMessages,
      board,
      succeeded: (answer) => subject.succeeded(answer),
    });
    const wornTo = reductions.wornMessages ? exploration.wornTo : null;
    const worn = new Worn(transitions, namings, config, protocol.schemas.message, wornTo);
    const desks = new Desks(transitions, worn, scope, namings);
    const ghosts = new Ghosts(properties, config, namings, transitions);
    const verdicts = new Verdicts(properties, config, transitions);
    const ordered = network === 'ordered';
    const skipIdle = reductions.idleInputs;
    const moves = new Moves(transitions, desks, ghosts, events, prices, { ordered, skipIdle });
    const worlds = new Worlds({ transitions, desks, ghosts, purse }, config.servers, namings);
    const parts = {
      properties,
      namings,
      transitions,
      worn,
      desks,
      moves,
      ghosts,
      verdicts,
      events,
      prices,
      worlds,
    };
    this.#stepper = new Stepper(config.servers, parts);
    this.#servers = config.servers;
    this.#transitions = transitions;
    this.#ghosts = ghosts;
    this.#worlds = worlds;
    this.#reached = new Reached(properties, config);
    this.#frontier = createFrontier(order, worlds.width);
    moves.onNew = (number) => {
      const { server, cells } = this.#stepper.see(this.#stepper.turning);
      this.#reached.observe(transitions.reactionOf(number).moments, server, cells);
    };
    const start = construct(scope, (server, cell, event) =>
      react(protocol, config, persistence, server, cell, event),
    );
    this.#observed = observeStart(start, properties, ghosts, verdicts, this.#reached);
    this.#walker = new Walker({
      start,
      observed: this.#observed,
      transitions,
      worlds,
      stepper: this.#stepper,
    });
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

  /**
   * The servers, histories and budgets of the world that was looked at last, as a key.
   *
   * @param budgets `free` for the servers and histories alone
   */
  outline(budgets: 'counted' | 'free' = 'counted'): string {
    const spent = budgets === 'counted' ? this.#worlds.spent : 0;
    return outlineOf(namingsOf(this.#schemas, this.#scope, this.#symmetric), [
      ...Array.from({ length: this.#servers }, (_, id) =>
        cellPart(this.#schemas, this.#stepper.cellOf(id)),
      ),
      ...this.#ghosts.histories.outline(this.#worlds.ghost),
      { kind: KIND.budget, encode: (words) => words.push(spent) },
    ]);
  }

  begin(visitor: Visitor): void {
    const { violation } = this.#observed;
    this.#walker.begin();
    if (violation !== null) {
      visitor.violated(violation, -1, 0);
      return;
    }
    const batch = this.#batchFor(visitor);
    batch.add(-1, 0);
    batch.flush();
  }

  expand(visitor: Visitor): number {
    if (!this.#worlds.take(this.#frontier)) return -1;
    this.#stepper.lookAt();
    this.#offerAll(visitor);
    return this.#worlds.index;
  }

  expandAt(path: readonly number[], index: number, visitor: Visitor): void {
    this.#walker.reach(path);
    this.#worlds.advance(index);
    this.#stepper.lookAt();
    this.#offerAll(visitor);
  }

  skip(): void {
    this.#worlds.take(this.#frontier);
  }

  walk(path: readonly number[]): readonly Played<S>[] {
    return this.#walker.walk(path);
  }

  #offerAll(visitor: Visitor): void {
    const batch = this.#batchFor(visitor);
    const stepper = this.#stepper;
    for (let server = 0; server < this.#servers; server += 1) {
      const end = stepper.from(server, EVENTS);
      for (let move = stepper.from(server, 0); move < end; move += 1) {
        this.#offer(batch, server, move);
      }
    }
    const { due } = this.#prices;
    for (let server = 0; server < this.#servers; server += 1) {
      const first = stepper.from(server, EVENTS);
      for (let i = 0; i < due.length; i += 1) {
        const move = first + (due[i] ?? 0);
        if (stepper.isWorthwhile(server, move)) this.#offer(batch, server, move);
      }
    }
    for (let server = 0; server < this.#servers; server += 1) {
      const end = stepper.from(server, PARTS);
      for (let move = stepper.from(server, LOSSES); move < end; move += 1) {
        if (stepper.isWorthwhile(server, move)) this.#offer(batch, server, move);
      }
    }
    batch.flush();
  }

  #offer(batch: Batch, server: ServerId, move: number): void {
    const action = this.#stepper.actionOf(server, move);
    if (this.#stepper.make(server, move)) {
      batch.add(this.#worlds.index, action);
      return;
    }
    batch.flush();
    const { broken } = this.#stepper;
    if (broken !== null) batch.visitor.violated(broken, this.#worlds.index, action);
  }

  #batchFor(visitor: Visitor): Batch {
    if (this.#batch?.visitor !== visitor) {
      this.#batch = new Batch(visitor, this.#worlds, this.#frontier);
    }
    return this.#batch;
  }
}
