import { ContractError } from '../errors.ts';
import type { ServerId } from '../ids.ts';
import type { WorldView } from '../property.ts';
import type { Effect, Input, Shape, Sink, Span } from '../protocol.ts';
import { Words } from '../schema/words.ts';
import type { Subject } from '../subject.ts';
import { freezeDeep, mapPayloads } from './guards.ts';
import { createRandom, type Random } from './random.ts';

/** A server in a walk. */
export interface WalkServer<S extends Shape> {
  state: S['state'] | null;
  /** The fold of the batches that are durable. */
  image: S['image'];
  unsynced: S['record'][][];
  /** Effects that wait, each with the number of batches still before it. */
  waiting: { behind: number; effect: Effect<S> }[];
  /** When each timer is due, by the clock of the walk. */
  armed: Map<S['timer'], number>;
}

/** What the kit looks at after each call of the core. */
export interface Call<S extends Shape> {
  readonly config: S['config'];
  readonly server: ServerId;
  /** `null` for a recovery. */
  readonly input: Input<S> | null;
  readonly before: S['state'] | null;
  readonly after: S['state'];
  readonly image: S['image'];
  readonly effects: readonly Effect<S>[];
}

export interface WalkOptions {
  readonly seed: number;
  readonly steps: number;
  readonly members: number;
  readonly spares: number;
  /** What becomes of the payload of each command. @default nothing */
  readonly disguise?: (payload: Uint8Array) => Uint8Array;
}

interface Flight<S extends Shape> {
  readonly from: ServerId;
  readonly to: ServerId;
  readonly message: S['message'];
}

/** After so many steps, on the average, storm becomes calm, and calm storm. */
const STEPS_OF_WEATHER = 100;

/**
 * A random run with everything that rule 3 allows a driver. In a storm: loss, repetition,
 * reordering and crashes between any two inputs, disks that keep any prefix, timers that fire
 * whenever they like. In a calm nothing is lost and time passes only when nothing is under way:
 * without it no protocol that takes many messages to elect a leader would ever come to what
 * leaders do. Calls `inspect` after each call of the core. Deliberately small: no properties; the
 * simulator has those.
 */
export class Walk<S extends Shape> {
  readonly servers: WalkServer<S>[] = [];
  readonly config: S['config'];
  readonly #subject: Subject<S>;
  readonly #random: Random;
  readonly #inspect: (call: Call<S>) => void;
  readonly #disguise: (payload: Uint8Array) => Uint8Array;
  #flights: Flight<S>[] = [];
  #commands = 0;
  #calm = false;
  /** In milliseconds. */
  #now = 0;

  constructor(subject: Subject<S>, options: WalkOptions, inspect: (call: Call<S>) => void) {
    this.#subject = subject;
    this.#random = createRandom(options.seed);
    this.#inspect = inspect;
    this.#disguise = options.disguise ?? ((payload) => payload);
    this.config = subject.drawConfig(this.#random.draw, options.members, options.spares);
    freezeDeep(this.config);
    for (let id = 0; id < this.config.servers; id += 1) {
      const image = subject.protocol.blank(this.config, id, 0);
      this.servers.push({ state: null, image, unsynced: [], waiting: [], armed: new Map() });
      this.#recover(id);
    }
    for (let step = 0; step < options.steps; step += 1) this.#advance();
  }

  /** Words of all that the servers know and hold, to compare two walks. */
  words(): Int32Array {
    const words = new Words();
    for (const { state, image } of this.servers) {
      if (state !== null) this.#subject.protocol.schemas.state.encode(state, words);
      this.#subject.protocol.schemas.image.encode(image, words);
    }
    return words.toArray();
  }

  #advance(): void {
    if (this.#random.chance(1 / STEPS_OF_WEATHER)) this.#calm = !this.#calm;
    const id = this.#random.below(this.servers.length);
    const server = this.#server(id);
    if (server.state === null) {
      if (this.#random.chance(0.3)) this.#recover(id);
    } else if (this.#calm) this.#advanceInCalm(id);
    else this.#advanceInStorm(id);
  }

  #advanceInCalm(id: ServerId): void {
    const [oldest] = this.#flights;
    if (this.#server(id).unsynced.length > 0) this.#sync(id);
    else if (this.#random.chance(0.15)) this.#command();
    else if (oldest === undefined) this.#fireNext();
    else {
      this.#flights.shift();
      this.#arrive(oldest);
    }
  }

  #advanceInStorm(id: ServerId): void {
    const roll = this.#random.below(100);
    if (roll < 55) this.#deliverOne();
    else if (roll < 70) this.#sync(id);
    else if (roll < 82) this.#fire(id);
    else if (roll < 96) this.#command();
    else if (roll < 98) this.#input(id, this.#linkHint());
    else this.#crash(id);
  }

  #deliverOne(): void {
    const at = this.#random.below(Math.max(this.#flights.length, 1));
    const flight = this.#flights[at];
    if (flight === undefined) return;
    const repeated = this.#random.chance(0.05);
    if (!repeated) this.#flights.splice(at, 1);
    if (this.#random.chance(0.05)) return;
    this.#arrive(flight);
  }

  #arrive({ from, to, message }: Flight<S>): void {
    this.#input(to, { type: 'message', from, message });
  }

  /** Any timer, due or not: a clock may be as fast as it likes. */
  #fire(id: ServerId): void {
    const timer = this.#random.pick([...this.#server(id).armed.keys()]);
    if (timer !== undefined) this.#expire(id, timer);
  }

  /** The timer that is due first. */
  #fireNext(): void {
    const armed = this.servers.flatMap((server, id) =>
      [...server.armed].map(([timer, due]) => ({ id, timer, due })),
    );
    const [first] = armed.sort((a, b) => a.due - b.due);
    if (first === undefined) return;
    this.#now = Math.max(this.#now, first.due);
    this.#expire(first.id, first.timer);
  }

  #expire(id: ServerId, timer: S['timer']): void {
    this.#server(id).armed.delete(timer);
    this.#input(id, { type: 'timeout', timer });
  }

  #dueAfter({ min, max }: Span): number {
    return this.#now + min + this.#random.below(Math.max(Math.floor(max - min), 0) + 1);
  }

  #command(): void {
    this.#commands += 1;
    const drawn = this.#subject.drawCommand(this.#random.draw, this.#commands, this.#view());
    if (drawn === null) return;
    const command = mapPayloads(drawn.command, this.#disguise);
    this.#input(drawn.server, { type: 'command', request: this.#commands, command });
  }

  #linkHint(): Input<S> {
    const peer = this.#random.below(this.servers.length);
    return { type: 'link', peer, up: this.#random.chance(0.5) };
  }

  #input(id: ServerId, input: Input<S>): void {
    const server = this.#server(id);
    const state = server.state;
    if (state === null) return;
    freezeDeep(input);
    const before = this.#subject.protocol.schemas.state.clone(state);
    const effects = this.#collect((sink) =>
      this.#subject.protocol.step(this.config, state, input, sink),
    );
    const { config } = this;
    const { image } = server;
    this.#inspect({ config, server: id, input, before, after: state, image, effects });
    this.#perform(id, effects);
  }

  #recover(id: ServerId): void {
    const server = this.#server(id);
    let state: S['state'] | null = null;
    const effects = this.#collect((sink) => {
      state = this.#subject.protocol.recover(this.config, id, server.image, sink);
    });
    if (state === null) throw new ContractError('broken-rule', 'recover', 'gave no state');
    server.state = state;
    const { config } = this;
    const { image } = server;
    this.#inspect({ config, server: id, input: null, before: null, after: state, image, effects });
    this.#perform(id, effects);
  }

  #crash(id: ServerId): void {
    const server = this.#server(id);
    this.#settle(server, this.#random.below(server.unsynced.length + 1));
    server.state = null;
    server.unsynced = [];
    server.waiting = [];
    server.armed.clear();
  }

  #sync(id: ServerId): void {
    const server = this.#server(id);
    const batches = this.#random.below(server.unsynced.length + 1);
    this.#settle(server, batches);
    const ready = server.waiting.filter((each) => each.behind <= batches);
    server.waiting = server.waiting.filter((each) => each.behind > batches);
    for (const each of server.waiting) each.behind -= batches;
    for (const each of ready) this.#release(id, each.effect);
  }

  #settle(server: WalkServer<S>, batches: number): void {
    for (const batch of server.unsynced.splice(0, batches)) {
      for (const record of batch) this.#subject.protocol.fold(server.image, record);
    }
  }

  /** Runs the core with a sink that works only as long as the call lasts. */
  #collect(call: (sink: Sink<S>) => void): Effect<S>[] {
    const effects: Effect<S>[] = [];
    let open = true;
    const refuseLate = (): void => {
      if (!open)
        throw new ContractError('broken-rule', 'rule 1', 'the sink was used after the call');
    };
    try {
      call({
        push: (effect) => {
          refuseLate();
          effects.push(effect);
        },
        note: refuseLate,
      });
    } finally {
      open = false;
    }
    effects.forEach(freezeDeep);
    return effects;
  }

  #perform(id: ServerId, effects: readonly Effect<S>[]): void {
    const server = this.#server(id);
    const batch = effects.flatMap((effect) => (effect.type === 'persist' ? effect.records : []));
    if (batch.length > 0) server.unsynced.push(batch);
    const behind = server.unsynced.length;
    for (const effect of effects) {
      if ('gated' in effect && effect.gated && behind > 0) server.waiting.push({ behind, effect });
      else this.#release(id, effect);
    }
  }

  #release(id: ServerId, effect: Effect<S>): void {
    const server = this.#server(id);
    if (effect.type === 'arm') server.armed.set(effect.timer, this.#dueAfter(effect.span));
    else if (effect.type === 'disarm') server.armed.delete(effect.timer);
    else if (effect.type === 'send') {
      const { to, message } = effect;
      if (to === id) this.#input(id, { type: 'message', from: id, message });
      else if (this.#flights.length < 200) this.#flights.push({ from: id, to, message });
    }
  }

  #server(id: ServerId): WalkServer<S> {
    const server = this.servers[id];
    if (server === undefined) {
      throw new ContractError(
        'broken-rule',
        '',
        `the core named server ${id}, which does not exist`,
      );
    }
    return server;
  }

  #view(): WorldView<S> {
    const servers = this.servers.map(({ state, image }, id) => ({ id, state, image }));
    return { config: this.config, servers };
  }
}
