import type { Exploration, Protocol, Scope, Shape } from '@menagerie/contract';
import { type Cell, encodeCell, renameCell } from './cell.ts';
import { KIND } from './fingerprint.ts';
import { Flights } from './flights.ts';
import { type Board, Lore } from './lore.ts';
import type { Namings } from './namings.ts';
import { ABSENT, PairMap } from './pair-map.ts';
import { type Event, type Reaction, react } from './reaction.ts';
import { Rows } from './rows.ts';
import { Things } from './things.ts';

/** What a server in some state makes of an event, with numbers for everything. */
export interface Transition {
  /** The number of the cell after it. */
  readonly cell: number;
  /** Where the numbers of the messages to others begin among {@link Transitions.sends}, and where they end. */
  readonly sends: number;
  readonly sendsEnd: number;
  /** Whether the cell stays as it is and nothing leaves. */
  readonly idle: boolean;
  /** Whether all that comes of it is that a client is refused. */
  readonly refused: boolean;
  /** Whether it was a message that will be ignored now and for ever. */
  readonly dead: boolean;
  /** Whether the core threw. */
  readonly failed: boolean;
}

/** Where the parts of a transition lie in its row. */
const AT = { orbit: 0, event: 1, cell: 2, sends: 3, sendsEnd: 4, flags: 5 } as const;
const WIDTH = 6;
const IDLE = 1;
const REFUSED = 2;
const DEAD = 4;
const FAILED = 8;

/** What {@link Transitions} needs to know of a search. */
export interface TransitionOptions<S extends Shape> {
  /** Those that are no messages; numbered from 0, and messages after them. */
  readonly events: readonly Event<S>[];
  /** Whether messages that will be ignored for ever are found. */
  readonly purge: boolean;
  /** Where threads that search together tell each other what they find out. */
  readonly board: Board | null;
  /** Whether an answer tells a client that its command took effect. */
  succeeded(answer: S['answer']): boolean;
}

/**
 * Numbers for cells, messages and events, and a memory of what each cell makes of each event. A
 * core runs once for each pair of them, however many worlds it comes up in: equal state and input
 * give equal results (rule 1 of the contract). And it runs once for all renamings of a pair: all
 * transitions are those of the representatives of cells, with numbers as seen from there.
 */
export class Transitions<S extends Shape> {
  readonly cells: Things<Cell<S>>;
  readonly flights: Flights<S>;
  /** What threads tell each other of transitions. */
  readonly lore: Lore;
  readonly #protocol: Protocol<S>;
  readonly #exploration: Exploration<S>;
  readonly #scope: Scope<S>;
  readonly #namings: Namings;
  readonly #options: TransitionOptions<S>;
  readonly #known = new PairMap(1 << 14);
  /** Messages of all transitions to others, one after the other. */
  readonly sends: Rows = new Rows(1);
  /** As {@link AT} says. To keep objects would keep the garbage collector busy. */
  readonly #rows = new Rows(WIDTH);
  /** Of those transitions that somebody still has to look at. */
  readonly #reactions = new Map<number, Reaction<S>>();
  /** How often the core was asked. */
  #steps = 0;

  constructor(
    protocol: Protocol<S>,
    exploration: Exploration<S>,
    scope: Scope<S>,
    namings: Namings,
    options: TransitionOptions<S>,
  ) {
    this.#protocol = protocol;
    this.#exploration = exploration;
    this.#scope = scope;
    this.#namings = namings;
    this.#options = options;
    const { schemas } = protocol;
    this.cells = new Things(namings, {
      kind: KIND.cell,
      encode: (cell, words, naming) => encodeCell(schemas, cell, words, naming),
      rename: (cell, by) => renameCell(schemas, cell, by),
    });
    this.flights = new Flights(namings, schemas);
    const { board, events } = options;
    this.lore = new Lore(board, this.cells.orbits, this.flights.orbits, events.length);
  }

  /** How often the core was asked. */
  get steps(): number {
    return this.#steps;
  }

  /** @throws RangeError for a number that was never given */
  at(transition: number): Transition {
    const at = this.#placeOf(transition);
    const { words } = this.#rows;
    const flags = words[at + AT.flags] ?? 0;
    return {
      cell: words[at + AT.cell] ?? 0,
      sends: words[at + AT.sends] ?? 0,
      sendsEnd: words[at + AT.sendsEnd] ?? 0,
      idle: (flags & IDLE) !== 0,
      refused: (flags & REFUSED) !== 0,
      dead: (flags & DEAD) !== 0,
      failed: (flags & FAILED) !== 0,
    };
  }

  /**
   * All that is to be seen of a transition. What was forgotten is found out again.
   *
   * @throws RangeError for a number that was never given
   */
  reactionOf(transition: number): Reaction<S> {
    const kept = this.#reactions.get(transition);
    if (kept !== undefined) return kept;
    const at = this.#placeOf(transition);
    const { words } = this.#rows;
    const cell = (words[at + AT.orbit] ?? 0) << this.#namings.shift;
    this.#steps += 1;
    const found = this.reaction(cell, this.#eventAt(words[at + AT.event] ?? 0));
    this.#reactions.set(transition, found);
    return found;
  }

  /** Nobody will look at a transition again, or seldom. */
  forget(transition: number): void {
    this.#reactions.delete(transition);
  }

  /** The number of what the representative of a cell makes of a message, renamed as the cell is. */
  ofMessage(cell: number, flight: number): number {
    const { shift, mask, inverse } = this.#namings;
    const seen = this.flights.orbits.rename(flight, inverse[cell & mask] ?? 0);
    const event = this.#options.events.length + seen;
    const known = this.#known.get(cell >>> shift, event);
    if (known !== ABSENT) return known;
    return this.#learn(cell >>> shift, event);
  }

  /** The number of what the representative of a cell makes of one of the events. */
  ofEvent(cell: number, event: number): number {
    const orbit = cell >>> this.#namings.shift;
    const known = this.#known.get(orbit, event);
    return known === ABSENT ? this.#learn(orbit, event) : known;
  }

  /** What a cell makes of an event, under the names of a world. */
  reaction(cell: number, event: Event<S>): Reaction<S> {
    const { config, persistence } = this.#scope;
    const before = this.cells.at(cell);
    return react(this.#protocol, config, persistence, before.server, before, event);
  }

  #placeOf(transition: number): number {
    if (transition < this.#rows.size) return transition * WIDTH;
    throw new RangeError(`no transition has the number ${transition}`);
  }

  #eventAt(number: number): Event<S> {
    const { events } = this.#options;
    const given = events[number];
    if (given !== undefined) return given;
    const { from, message } = this.flights.at(number - events.length);
    return { type: 'deliver', from, message };
  }

  #isIgnored(cell: Cell<S>, event: Event<S>): boolean {
    if (!this.#options.purge || event.type !== 'deliver') return false;
    // What is not durable a crash takes back, and then the message may matter again.
    if (cell.unsynced.length > 0) return false;
    const { from, message } = event;
    return this.#exploration.ignoredForever(this.#scope.config, cell.state, from, message);
  }

  #learn(orbit: number, event: number): number {
    const transition = this.#rows.size;
    if (this.lore.hear(orbit, event)) this.#adopt(orbit, event);
    else this.#findOut(orbit, event);
    this.lore.keep(transition);
    this.#known.add(orbit, event, transition);
    return transition;
  }

  /** Makes a transition of what another thread has found out. */
  #adopt(orbit: number, event: number): void {
    const { cell, flags } = this.lore;
    const sends = this.sends.size;
    for (const flight of this.lore.sends) this.sends.add([flight]);
    this.#rows.add([orbit, event, cell, sends, this.sends.size, flags]);
  }

  #findOut(orbit: number, number: number): void {
    const event = this.#eventAt(number);
    const before = orbit << this.#namings.shift;
    const reaction = this.reaction(before, event);
    this.#steps += 1;
    const cell = this.cells.numberOf(reaction.cell);
    const sends = this.sends.size;
    this.#addSends(reaction);
    const sendsEnd = this.sends.size;
    const failed = reaction.failure !== null;
    const still = cell === before && sends === sendsEnd && !failed;
    const answers = answersOf(reaction);
    const idle = still && answers.length === 0;
    const refused = still && !answers.some((answer) => this.#options.succeeded(answer));
    // The protocol's word is not enough: a mistaken rule may listen to what the true one ignores.
    const dead = idle && this.#isIgnored(this.cells.at(before), event);
    const flags =
      (idle ? IDLE : 0) | (refused ? REFUSED : 0) | (dead ? DEAD : 0) | (failed ? FAILED : 0);
    if (!dead) this.#reactions.set(this.#rows.size, reaction);
    this.#rows.add([orbit, number, cell, sends, sendsEnd, flags]);
    if (!failed) this.lore.tell(cell, flags, [...this.sends.words.subarray(sends, sendsEnd)]);
  }

  #addSends({ cell: { server }, sent }: Reaction<S>): void {
    const { lost } = this.#scope;
    for (const { to, message } of sent) {
      if (to === server || lost?.isLost(message) === true) continue;
      this.sends.add([this.flights.numberOf({ from: server, to, message })]);
    }
  }
}

function answersOf<S extends Shape>({ moments }: Reaction<S>): S['answer'][] {
  return moments.flatMap(({ happening }) =>
    happening.type === 'answered' ? [happening.answer] : [],
  );
}
