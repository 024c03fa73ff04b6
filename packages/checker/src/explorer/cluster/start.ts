import { has, type Scope, type ServerId, type Shape, type StartStep } from '@menagerie/contract';
import { ExplorerError } from '../errors.ts';
import type { Cell } from './cell.ts';
import type { Flight } from './flights.ts';
import type { Event, Reaction } from './reaction.ts';

/** More steps than any constructed start needs; one that settles for ever is a mistake. */
const MOST = 10_000;

/** Something that happened, with all that is needed to do it again elsewhere. */
export type Played<S extends Shape> =
  | {
      readonly type: 'event';
      readonly server: ServerId;
      readonly event: Event<S>;
      readonly reaction: Reaction<S>;
      /** Of a delivery: whether another message would have done the same. */
      readonly alike?: (message: S['message']) => boolean;
    }
  | ({ readonly type: 'drop' } & Flight<S>)
  | ({ readonly type: 'duplicate' } & Flight<S>);

/** A world by its parts, before it gets numbers. */
export interface Start<S extends Shape> {
  readonly cells: readonly Cell<S>[];
  /** In the order of sending. */
  readonly flights: readonly Flight<S>[];
  readonly played: readonly Played<S>[];
}

/** How an event comes out. */
export type React<S extends Shape> = (
  server: ServerId,
  cell: Cell<S> | null,
  event: Event<S>,
) => Reaction<S>;

/**
 * Starts all servers on their blank disks, one after the other, and then takes the steps of the
 * scope's start. A message is delivered once here, whatever the network of the scope is.
 *
 * @throws ExplorerError `impossible-start`
 */
export function construct<S extends Shape>(scope: Scope<S>, react: React<S>): Start<S> {
  const at = new Constructing(scope, react);
  for (let server = 0; server < scope.config.servers; server += 1)
    at.play(server, { type: 'boot' });
  for (const step of scope.start) at.take(step);
  return at;
}

class Constructing<S extends Shape> implements Start<S> {
  readonly cells: Cell<S>[] = [];
  readonly played: Played<S>[] = [];
  flights: Flight<S>[] = [];
  readonly #scope: Scope<S>;
  readonly #react: React<S>;
  #requests = 0;

  constructor(scope: Scope<S>, react: React<S>) {
    this.#scope = scope;
    this.#react = react;
  }

  take(step: StartStep<S>): void {
    switch (step.type) {
      case 'fire':
        if (this.cells[step.server]?.timers.includes(step.timer) !== true) {
          throw this.#impossible(step, `timer ${step.timer} is not armed there`);
        }
        this.play(step.server, { type: 'fire', timer: step.timer });
        return;
      case 'command':
        this.#requests += 1;
        this.play(step.server, {
          type: 'command',
          request: START_REQUESTS + this.#requests,
          command: step.command,
        });
        return;
      case 'deliver':
        this.#deliverOne(step);
        return;
      case 'settle':
        this.#settle(step);
        return;
      case 'lose':
        this.flights = [];
        return;
      case 'sync':
        this.play(step.server, { type: 'sync' });
        return;
      case 'crash':
        this.play(step.server, { type: 'crash', keep: 0 });
        return;
      case 'wipe':
        this.play(step.server, { type: 'wipe' });
    }
  }

  play(server: ServerId, event: Event<S>): void {
    const reaction = this.#react(server, this.cells[server] ?? null, event);
    if (reaction.failure !== null) {
      const remedy = 'A start must be something that the protocol survives';
      throw new ExplorerError(
        'impossible-start',
        this.#scope.name,
        `server ${server} threw on ${event.type}: ${String(reaction.failure.error)}`,
        remedy,
      );
    }
    this.cells[server] = reaction.cell;
    this.played.push({ type: 'event', server, event, reaction });
    for (const { to, message } of reaction.sent) {
      if (to !== server) this.flights.push({ from: server, to, message });
    }
  }

  #deliverOne(step: Extract<StartStep<S>, { readonly type: 'deliver' }>): void {
    let older = 0;
    this.#deliver(step, ({ from, to, message }) => {
      if (from !== step.from || to !== step.to || message.type !== step.message) return false;
      older += 1;
      return older > (step.past ?? 0);
    });
  }

  #deliver(step: StartStep<S>, wanted: (flight: Flight<S>) => boolean): void {
    const at = this.flights.findIndex(wanted);
    const flight = this.flights[at];
    if (flight === undefined) throw this.#impossible(step, 'no such message is under way');
    this.flights.splice(at, 1);
    this.play(flight.to, { type: 'deliver', from: flight.from, message: flight.message });
  }

  #settle(step: Extract<StartStep<S>, { readonly type: 'settle' }>): void {
    const inside = ({ from, to }: Flight<S>): boolean =>
      has(step.among, from) && has(step.among, to);
    for (let steps = 0; this.flights.some(inside); steps += 1) {
      if (steps === MOST) throw this.#impossible(step, `${MOST} messages did not settle it`);
      this.#deliver(step, inside);
    }
  }

  #impossible(step: StartStep<S>, problem: string): ExplorerError {
    return new ExplorerError(
      'impossible-start',
      this.#scope.name,
      `the step ${JSON.stringify(step)} of its start is not possible: ${problem}`,
      'See what the steps before it lead to',
    );
  }
}

/** Requests of a start have numbers above those of the scope itself. */
const START_REQUESTS = 1000;
