import {
  type Exploration,
  type Permutation,
  type Protocol,
  type Scope,
  type ServerId,
  type Shape,
  Words,
} from '@menagerie/contract';
import { type Cell, encodeCell, renamedServer } from './cell.ts';
import { componentSums, KIND } from './fingerprint.ts';
import { Interner } from './interner.ts';
import { ABSENT, PairMap } from './pair-map.ts';
import { type Event, type Reaction, react } from './reaction.ts';

/** The message will be ignored now and for ever. */
export const DEAD = -2;

/** A message on a link. */
export interface Flight<S extends Shape> {
  readonly from: ServerId;
  readonly to: ServerId;
  readonly message: S['message'];
}

/** What a server in some state makes of an event, with numbers for everything. */
export interface Transition<S extends Shape> {
  readonly reaction: Reaction<S>;
  /** The number of the cell after it. */
  readonly cell: number;
  /** Numbers of the messages to others, in order. */
  readonly sends: readonly number[];
  /** Whether the cell stays as it is and nothing leaves. */
  readonly idle: boolean;
  /** Whether all that comes of it is that a client is refused. */
  readonly refused: boolean;
}

/**
 * Numbers for cells, messages and events, and a memory of what each cell makes of each event. A
 * core runs once for each pair of them, however many worlds it comes up in: equal state and input
 * give equal results (rule 1 of the contract).
 */
export class Transitions<S extends Shape> {
  readonly cells: Interner<Cell<S>>;
  readonly flights: Interner<Flight<S>>;
  /** Where each message goes to, by its number. */
  readonly destinations: ServerId[] = [];
  /** Told of each transition as it is met for the first time. */
  onNew: (transition: Transition<S>, server: ServerId) => void = () => {};
  readonly #protocol: Protocol<S>;
  readonly #exploration: Exploration<S>;
  readonly #scope: Scope<S>;
  readonly #namings: readonly (Permutation | null)[];
  readonly #purge: boolean;
  readonly #succeeded: (answer: S['answer']) => boolean;
  readonly #events: readonly Event<S>[];
  readonly #known = new PairMap(1 << 14);
  readonly #transitions: Transition<S>[] = [];
  readonly #words = new Words();

  /**
   * @param events those that are no messages; numbered from 0, and messages after them
   * @param purge whether messages that will be ignored for ever are found
   * @param succeeded whether an answer tells a client that its command took effect
   */
  constructor(
    protocol: Protocol<S>,
    exploration: Exploration<S>,
    scope: Scope<S>,
    namings: readonly (Permutation | null)[],
    events: readonly Event<S>[],
    purge: boolean,
    succeeded: (answer: S['answer']) => boolean,
  ) {
    this.#succeeded = succeeded;
    this.#protocol = protocol;
    this.#exploration = exploration;
    this.#scope = scope;
    this.#namings = namings;
    this.#events = events;
    this.#purge = purge;
    this.cells = new Interner(namings.length);
    this.flights = new Interner(namings.length);
  }

  /** How often the core was asked. */
  get steps(): number {
    return this.#transitions.length;
  }

  /** @throws RangeError for a number that was never given */
  at(transition: number): Transition<S> {
    const found = this.#transitions[transition];
    if (found === undefined) throw new RangeError(`no transition has the number ${transition}`);
    return found;
  }

  /** The number of what a cell makes of a message; {@link DEAD} if it never makes anything of it. */
  ofMessage(cell: number, flight: number): number {
    const event = this.#events.length + flight;
    const known = this.#known.get(cell, event);
    if (known !== ABSENT) return known;
    const { from, message } = this.flights.at(flight);
    const transition = this.#learn(cell, { type: 'deliver', from, message });
    // The protocol's word is not enough: a mistaken rule may listen to what the true one ignores.
    const dead = this.at(transition).idle && this.#isDead(cell, from, message);
    const fate = dead ? DEAD : transition;
    this.#known.add(cell, event, fate);
    return fate;
  }

  /** The number of what a cell makes of one of the events. */
  ofEvent(cell: number, event: number): number {
    const known = this.#known.get(cell, event);
    if (known !== ABSENT) return known;
    const given = this.#events[event];
    if (given === undefined) throw new RangeError(`no event has the number ${event}`);
    const transition = this.#learn(cell, given);
    this.#known.add(cell, event, transition);
    return transition;
  }

  numberOfCell(cell: Cell<S>): number {
    const { schemas } = this.#protocol;
    this.#words.clear();
    encodeCell(schemas, cell, this.#words, null);
    const known = this.cells.find(this.#words);
    if (known >= 0) return known;
    const sums = componentSums(this.#namings, KIND.cell, (words, naming) => {
      encodeCell(schemas, cell, words, naming);
    });
    return this.cells.add(this.#words, cell, sums);
  }

  numberOfFlight(flight: Flight<S>): number {
    this.#words.clear();
    this.#encodeFlight(flight, this.#words, null);
    const known = this.flights.find(this.#words);
    if (known >= 0) return known;
    const sums = componentSums(this.#namings, KIND.flight, (words, naming) => {
      this.#encodeFlight(flight, words, naming);
    });
    this.destinations.push(flight.to);
    return this.flights.add(this.#words, flight, sums);
  }

  #isDead(cell: number, from: ServerId, message: S['message']): boolean {
    if (!this.#purge) return false;
    const { state, unsynced } = this.cells.at(cell);
    // What is not durable a crash takes back, and then the message may matter again.
    if (unsynced.length > 0) return false;
    return this.#exploration.ignoredForever(this.#scope.config, state, from, message);
  }

  #learn(number: number, event: Event<S>): number {
    const cell = this.cells.at(number);
    const { server } = cell;
    const { config, persistence, lost } = this.#scope;
    const reaction = react(this.#protocol, config, persistence, server, cell, event);
    const after = this.numberOfCell(reaction.cell);
    const sends: number[] = [];
    for (const { to, message } of reaction.sent) {
      if (to === server || lost?.isLost(message) === true) continue;
      sends.push(this.numberOfFlight({ from: server, to, message }));
    }
    const still = after === number && sends.length === 0 && reaction.failure === null;
    const answers = answersOf(reaction);
    const transition = {
      reaction,
      cell: after,
      sends,
      idle: still && answers.length === 0,
      refused: still && !answers.some((answer) => this.#succeeded(answer)),
    };
    this.#transitions.push(transition);
    this.onNew(transition, server);
    return this.#transitions.length - 1;
  }

  #encodeFlight({ from, to, message }: Flight<S>, words: Words, naming: Permutation | null): void {
    const { schemas } = this.#protocol;
    words.push(renamedServer(from, naming));
    words.push(renamedServer(to, naming));
    schemas.message.encode(
      naming === null ? message : schemas.message.permute(message, naming),
      words,
    );
  }
}

function answersOf<S extends Shape>({ moments }: Reaction<S>): S['answer'][] {
  return moments.flatMap(({ happening }) =>
    happening.type === 'answered' ? [happening.answer] : [],
  );
}
