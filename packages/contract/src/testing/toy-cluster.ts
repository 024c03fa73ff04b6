import { ContractError } from '../errors.ts';
import type { RequestId, ServerId } from '../ids.ts';
import type { Happening, Monitor, Property, Violation } from '../property.ts';
import type { Effect, Input, Protocol, Shape, Sink, Span } from '../protocol.ts';

/** A server of a {@link ToyCluster}, open to the test that drives it. */
export interface ToyServer<S extends Shape> {
  readonly id: ServerId;
  /** The fold of the batches that are durable. */
  image: S['image'];
  /** `null` while the server is down. */
  state: S['state'] | null;
  readonly armed: Map<S['timer'], Span>;
  /** Batches that are not durable, oldest first. */
  unsynced: (readonly S['record'][])[];
  /** Gated effects in their order; all of them leave once nothing is unsynced. */
  waiting: Effect<S>[];
  /** What its application was given in its present run. */
  outputs: S['output'][];
  /** Whether every write is durable at once. @default true */
  fastDisk: boolean;
  /** Inputs taken so far. */
  steps: number;
}

/** A message under way. */
export interface Letter<S extends Shape> {
  readonly from: ServerId;
  readonly to: ServerId;
  readonly message: S['message'];
}

/** A rule that was asked, and what it said. */
export interface Note<S extends Shape> {
  readonly server: ServerId;
  readonly rule: S['rule'];
  readonly verdict: boolean | number;
}

/** Which letters a test means. */
export type LetterFilter<S extends Shape> = (letter: Letter<S>) => boolean;

/** Far more letters than any test needs: so many mean that servers answer each other for ever. */
const MOST_LETTERS = 20_000;

/**
 * A cluster without time, for tests that tell a story: the test fires timers, lets letters arrive
 * in the order in which they were sent, crashes servers and looks at what they know.
 *
 * It stays within rule 3 of the contract and is far from all that the rule allows: letters are
 * lost only where {@link ToyCluster.loses} says so, and never repeated. For the rest there are
 * simulators and explorers. All methods throw {@link ContractError} `impossible-step` where they
 * are asked for what cannot be: a server that does not exist or is down, a timer that is not armed.
 */
export class ToyCluster<S extends Shape> {
  readonly config: S['config'];
  readonly protocol: Protocol<S>;
  readonly servers: ToyServer<S>[];
  /** Letters under way, oldest first. */
  letters: Letter<S>[] = [];
  /** Letters for which this says yes are lost at delivery; never those of a server to itself. */
  loses: LetterFilter<S> = () => false;
  /** Called after each input of a server; may crash it. */
  afterStep: (server: ServerId) => void = () => {};
  /** Letters that arrived, oldest first. */
  readonly delivered: Letter<S>[] = [];
  readonly answers: Map<RequestId, S['answer']> = new Map();
  readonly notes: Note<S>[] = [];
  /** What the properties that look on have to say. */
  readonly violations: Violation[] = [];
  #monitors: Monitor<S>[] = [];
  #requests = 0;

  /**
   * Starts all servers with blank disks.
   *
   * @param properties that look on from the start
   */
  constructor(config: S['config'], protocol: Protocol<S>, properties: readonly Property<S>[] = []) {
    this.config = config;
    this.protocol = protocol;
    this.check(properties);
    this.servers = Array.from({ length: config.servers }, (_, id) => ({
      id,
      image: protocol.blank(config, id, 0),
      state: null,
      armed: new Map(),
      unsynced: [],
      waiting: [],
      outputs: [],
      fastDisk: true,
      steps: 0,
    }));
    for (const { id } of this.servers) this.recover(id);
  }

  /** Lets these properties look on from here on, and no others. */
  check(properties: readonly Property<S>[]): void {
    this.#monitors = properties.map((property) => property.start(this.config));
  }

  server(id: ServerId): ToyServer<S> {
    const found = this.servers[id];
    if (found === undefined) {
      throw impossible(`there is no server ${id}: the last is ${this.servers.length - 1}`);
    }
    return found;
  }

  state(id: ServerId): S['state'] {
    const { state } = this.server(id);
    if (state === null) throw impossible(`server ${id} is down: recover it first`);
    return state;
  }

  input(id: ServerId, input: Input<S>): void {
    const effects: Effect<S>[] = [];
    this.protocol.step(this.config, this.state(id), input, this.#sink(id, effects));
    this.server(id).steps += 1;
    this.#carryOut(id, effects, { type: 'step', server: id, input, effects });
    this.afterStep(id);
  }

  /** Fires a timer, which must be armed. */
  fire(id: ServerId, timer: S['timer']): void {
    const { armed } = this.server(id);
    if (!armed.delete(timer)) {
      const others = armed.size === 0 ? 'nothing' : [...armed.keys()].join(', ');
      throw impossible(`timer ${timer} of server ${id} is not armed; armed is ${others}`);
    }
    this.input(id, { type: 'timeout', timer });
  }

  /** Gives a server a command, under the number that its answer will have. */
  command(id: ServerId, command: S['command']): RequestId {
    this.#requests += 1;
    const request = this.#requests;
    this.input(id, { type: 'command', request, command });
    return request;
  }

  /** Delivers the oldest letter that is meant; says whether there was one, lost or not. */
  deliver(filter: LetterFilter<S> = () => true): boolean {
    const at = this.letters.findIndex(filter);
    const [letter] = at < 0 ? [] : this.letters.splice(at, 1);
    if (letter === undefined) return false;
    const { from, to, message } = letter;
    if (this.server(to).state === null || (from !== to && this.loses(letter))) return true;
    this.delivered.push(letter);
    this.input(to, { type: 'message', from, message });
    return true;
  }

  /** Delivers until no letter that is meant is under way. */
  run(filter: LetterFilter<S> = () => true): void {
    for (let left = MOST_LETTERS; this.deliver(filter); left -= 1) {
      if (left === 0) throw impossible(`after ${MOST_LETTERS} letters there are still more`);
    }
  }

  /** Takes letters out of the network, and tells which. */
  drop(filter: LetterFilter<S> = () => true): Letter<S>[] {
    const dropped = this.letters.filter(filter);
    this.letters = this.letters.filter((letter) => !filter(letter));
    return dropped;
  }

  /** Cuts these servers off from the others, and mends all other links. */
  isolate(...ids: readonly ServerId[]): void {
    this.loses = ({ from, to }) => ids.includes(from) !== ids.includes(to);
  }

  /** Only these servers reach each other. */
  connect(...ids: readonly ServerId[]): void {
    this.loses = ({ from, to }) => !ids.includes(from) || !ids.includes(to);
  }

  mend(): void {
    this.loses = () => false;
  }

  /** Makes the oldest batches durable, by default all; what was gated leaves once all are. */
  sync(id: ServerId, batches: number = Number.POSITIVE_INFINITY): void {
    const server = this.server(id);
    this.#fold(server, server.unsynced.splice(0, batches));
    this.#observe({ type: 'durable', server: id, pending: server.unsynced.length });
    if (server.unsynced.length > 0) return;
    for (const effect of server.waiting.splice(0)) this.#release(id, effect);
  }

  /** Of the batches that are not durable the oldest `keep` survive. */
  crash(id: ServerId, keep = 0): void {
    const server = this.server(id);
    this.#fold(server, server.unsynced.slice(0, keep));
    server.state = null;
    server.unsynced = [];
    server.waiting = [];
    server.outputs = [];
    server.armed.clear();
    // What a server says to itself is nowhere but in its memory.
    this.letters = this.letters.filter(({ from, to }) => from !== id || to !== id);
    this.#observe({ type: 'crash', server: id, wiped: false });
  }

  /** Starts a server from what its disk holds. */
  recover(id: ServerId): void {
    const server = this.server(id);
    const effects: Effect<S>[] = [];
    server.state = this.protocol.recover(this.config, id, server.image, this.#sink(id, effects));
    this.#carryOut(id, effects, { type: 'recover', server: id, effects });
  }

  restart(id: ServerId): void {
    this.crash(id);
    this.recover(id);
  }

  /** Replaces the disk by a blank one, of another incarnation, and starts the server from it. */
  wipe(id: ServerId, incarnation: number): void {
    this.crash(id);
    this.server(id).image = this.protocol.blank(this.config, id, incarnation);
    this.#observe({ type: 'crash', server: id, wiped: true });
    this.recover(id);
  }

  #sink(server: ServerId, effects: Effect<S>[]): Sink<S> {
    return {
      push: (effect) => effects.push(effect),
      note: (rule, verdict) => this.notes.push({ server, rule, verdict }),
    };
  }

  #fold(server: ToyServer<S>, batches: readonly (readonly S['record'][])[]): void {
    for (const batch of batches) {
      for (const record of batch) this.protocol.fold(server.image, record);
    }
  }

  #observe(happening: Happening<S>): void {
    const world = { config: this.config, servers: this.servers };
    for (const monitor of this.#monitors) {
      const violation = monitor.observe(happening, world);
      if (violation !== null) this.violations.push(violation);
    }
  }

  #carryOut(id: ServerId, effects: readonly Effect<S>[], happening: Happening<S>): void {
    const server = this.server(id);
    this.#observe(happening);
    for (const effect of effects) {
      if (effect.type === 'persist') server.unsynced.push(effect.records);
    }
    for (const effect of effects) {
      const waits = 'gated' in effect && effect.gated && server.unsynced.length > 0;
      if (waits) server.waiting.push(effect);
      else this.#release(id, effect);
    }
    if (server.fastDisk) this.sync(id);
  }

  #release(id: ServerId, effect: Effect<S>): void {
    const server = this.server(id);
    switch (effect.type) {
      case 'send':
        this.letters.push({ from: id, to: effect.to, message: effect.message });
        return;
      case 'deliver':
        server.outputs.push(effect.output);
        return;
      case 'answer': {
        const { request, answer } = effect;
        this.answers.set(request, answer);
        this.#observe({ type: 'answered', server: id, request, answer });
        return;
      }
      case 'arm':
        server.armed.set(effect.timer, effect.span);
        return;
      case 'disarm':
        server.armed.delete(effect.timer);
        return;
      case 'persist':
    }
  }
}

/** Whether a letter has one of these types. */
export function isOf<S extends Shape>(...types: readonly S['message']['type'][]): LetterFilter<S> {
  return ({ message }) => types.includes(message.type);
}

function impossible(what: string): ContractError {
  return new ContractError('impossible-step', '', what);
}
