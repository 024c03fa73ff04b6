import type {
  Effect,
  Happening,
  Input,
  PersistenceMode,
  Protocol,
  RequestId,
  ServerId,
  Shape,
  Sink,
} from '@menagerie/contract';
import { type Cell, type GatedEffect, type Held, inOrder } from './cell.ts';

/** Something that happens to one server. */
export type Event<S extends Shape> =
  | { readonly type: 'boot' }
  | { readonly type: 'deliver'; readonly from: ServerId; readonly message: S['message'] }
  | { readonly type: 'fire'; readonly timer: S['timer'] }
  | { readonly type: 'command'; readonly request: RequestId; readonly command: S['command'] }
  /** The oldest batch becomes durable. */
  | { readonly type: 'sync' }
  /** Of the batches that wait `keep` survive; the server starts again at once. */
  | { readonly type: 'crash'; readonly keep: number }
  /** A crash that loses the disk as well. */
  | { readonly type: 'wipe' };

/** What a property observes, with the server as it is just after it. */
export interface Moment<S extends Shape> {
  readonly happening: Happening<S>;
  /** `null` while the server is down. */
  readonly state: S['state'] | null;
  readonly image: S['image'];
}

/** A decision that a simulator needs beside the event itself to do the same. */
export type Aside =
  | { readonly type: 'sync'; readonly batches: number }
  /** The oldest message to itself arrives. */
  | { readonly type: 'local' };

/** All that an event makes of a server, its messages to itself and, if atomic, its writes included. */
export interface Reaction<S extends Shape> {
  readonly cell: Cell<S>;
  readonly moments: readonly Moment<S>[];
  /** What leaves, in order; what it sends to itself is among it, and done with. */
  readonly sent: readonly { readonly to: ServerId; readonly message: S['message'] }[];
  readonly asides: readonly Aside[];
  /** What the core threw; the cell is then the one before. */
  readonly failure: { readonly input: string; readonly error: unknown } | null;
}

/**
 * What an event makes of a server. Equal arguments give equal results (rule 1 of the contract),
 * so the result may be remembered.
 *
 * @param cell `null` for a first boot only
 */
export function react<S extends Shape>(
  protocol: Protocol<S>,
  config: S['config'],
  persistence: PersistenceMode,
  server: ServerId,
  cell: Cell<S> | null,
  event: Event<S>,
): Reaction<S> {
  const at = new Reacting(protocol, config, persistence, server, cell);
  try {
    at.take(event);
    at.settle();
  } catch (error) {
    if (cell === null) throw error;
    const { moments, sent, asides } = at;
    return { cell, moments, sent, asides, failure: { input: inputOf(event), error } };
  }
  const { moments, sent, asides } = at;
  return { cell: at.cell(), moments, sent, asides, failure: null };
}

function inputOf<S extends Shape>(event: Event<S>): string {
  if (event.type === 'deliver') return 'message';
  if (event.type === 'fire') return 'timeout';
  return event.type === 'command' ? 'command' : 'recover';
}

/** A server at work on one event. Mirrors the world of the simulator, which replays what is found. */
class Reacting<S extends Shape> {
  readonly moments: Moment<S>[] = [];
  readonly sent: { to: ServerId; message: S['message'] }[] = [];
  readonly asides: Aside[] = [];
  readonly #protocol: Protocol<S>;
  readonly #config: S['config'];
  readonly #atomic: boolean;
  readonly #server: ServerId;
  #incarnation: number;
  #state: S['state'] | null;
  #image: S['image'];
  #unsynced: (readonly S['record'][])[];
  #held: Held<S>[];
  #timers: S['timer'][];
  readonly #local: S['message'][] = [];

  constructor(
    protocol: Protocol<S>,
    config: S['config'],
    persistence: PersistenceMode,
    server: ServerId,
    cell: Cell<S> | null,
  ) {
    this.#protocol = protocol;
    this.#config = config;
    this.#atomic = persistence === 'atomic';
    this.#server = server;
    this.#incarnation = cell?.incarnation ?? 0;
    this.#state = cell?.state ?? null;
    this.#image = cell?.image ?? protocol.blank(config, server, 0);
    this.#unsynced = [...(cell?.unsynced ?? [])];
    this.#held = [...(cell?.held ?? [])];
    this.#timers = [...(cell?.timers ?? [])];
  }

  take(event: Event<S>): void {
    switch (event.type) {
      case 'boot':
        this.#recover();
        return;
      case 'deliver':
        this.#step({ type: 'message', from: event.from, message: event.message });
        return;
      case 'fire':
        this.#timers = this.#timers.filter((armed) => armed !== event.timer);
        this.#step({ type: 'timeout', timer: event.timer });
        return;
      case 'command':
        this.#step({ type: 'command', request: event.request, command: event.command });
        return;
      case 'sync':
        this.#sync(1);
        return;
      case 'crash':
        this.#crash(event.keep);
        this.#recover();
        return;
      case 'wipe':
        this.#crash(0);
        this.#incarnation += 1;
        this.#image = this.#protocol.blank(this.#config, this.#server, this.#incarnation);
        this.#observe({ type: 'crash', server: this.#server, wiped: true });
        this.#recover();
    }
  }

  /** Lets the disk follow, if it is atomic, and takes what the server sent to itself. */
  settle(): void {
    for (;;) {
      if (this.#atomic && this.#unsynced.length > 0) {
        this.asides.push({ type: 'sync', batches: this.#unsynced.length });
        this.#sync(this.#unsynced.length);
      }
      const message = this.#local.shift();
      if (message === undefined) return;
      this.asides.push({ type: 'local' });
      this.#step({ type: 'message', from: this.#server, message });
    }
  }

  cell(): Cell<S> {
    if (this.#state === null) throw new RangeError(`server ${this.#server} is down`);
    return {
      server: this.#server,
      incarnation: this.#incarnation,
      state: this.#state,
      image: this.#image,
      unsynced: this.#unsynced,
      held: inOrder(this.#held),
      timers: this.#timers.toSorted(),
    };
  }

  #step(input: Input<S>): void {
    if (this.#state === null) return;
    // Earlier moments, and other worlds, still look at the state as it was.
    const state = this.#protocol.schemas.state.clone(this.#state);
    const effects: Effect<S>[] = [];
    this.#protocol.step(this.#config, state, input, sinkInto(effects));
    this.#state = state;
    this.#carryOut({ type: 'step', server: this.#server, input, effects }, effects);
  }

  #recover(): void {
    const effects: Effect<S>[] = [];
    const image = this.#protocol.schemas.image.clone(this.#image);
    this.#state = this.#protocol.recover(this.#config, this.#server, image, sinkInto(effects));
    this.#carryOut({ type: 'recover', server: this.#server, effects }, effects);
  }

  #carryOut(happening: Happening<S>, effects: readonly Effect<S>[]): void {
    const batch = effects.flatMap((effect) => (effect.type === 'persist' ? effect.records : []));
    if (batch.length > 0) this.#unsynced.push(batch);
    this.#observe(happening);
    for (const effect of effects) {
      switch (effect.type) {
        case 'persist':
          break;
        case 'arm':
          if (!this.#timers.includes(effect.timer)) this.#timers.push(effect.timer);
          break;
        case 'disarm':
          this.#timers = this.#timers.filter((armed) => armed !== effect.timer);
          break;
        case 'send':
        case 'deliver':
        case 'answer':
          if (effect.gated && this.#unsynced.length > 0) this.#hold(effect);
          else this.#release(effect);
      }
    }
  }

  // An equal message that waits already is not held twice: repetitions would pile up without bound.
  #hold(effect: GatedEffect<S>): void {
    if (effect.type === 'send') {
      const { message } = this.#protocol.schemas;
      for (const { effect: other } of this.#held) {
        if (other.type !== 'send' || other.to !== effect.to) continue;
        if (message.equals(other.message, effect.message)) return;
      }
    }
    this.#held.push({ effect, behind: this.#unsynced.length });
  }

  #release(effect: GatedEffect<S>): void {
    if (effect.type === 'send') {
      const { to, message } = effect;
      this.sent.push({ to, message });
      if (to === this.#server) this.#local.push(message);
    } else if (effect.type === 'answer') {
      const { request, answer } = effect;
      this.#observe({ type: 'answered', server: this.#server, request, answer });
    }
  }

  #sync(batches: number): void {
    this.#fold(batches);
    const pending = this.#unsynced.length;
    this.#observe({ type: 'durable', server: this.#server, pending });
    const held = this.#held.map(({ effect, behind }) => ({ effect, behind: behind - batches }));
    this.#held = held.filter(({ behind }) => behind > 0);
    for (const { effect, behind } of held) if (behind <= 0) this.#release(effect);
  }

  #crash(keep: number): void {
    this.#fold(keep);
    const pending = this.#unsynced.length;
    if (keep > 0) this.#observe({ type: 'durable', server: this.#server, pending });
    this.#unsynced = [];
    this.#held = [];
    this.#timers = [];
    this.#state = null;
    this.#observe({ type: 'crash', server: this.#server, wiped: false });
  }

  #fold(batches: number): void {
    if (batches === 0) return;
    this.#image = this.#protocol.schemas.image.clone(this.#image);
    for (const batch of this.#unsynced.splice(0, batches)) {
      for (const record of batch) this.#protocol.fold(this.#image, record);
    }
  }

  #observe(happening: Happening<S>): void {
    this.moments.push({ happening, state: this.#state, image: this.#image });
  }
}

function sinkInto<S extends Shape>(effects: Effect<S>[]): Sink<S> {
  return { push: (effect) => effects.push(effect), note: () => {} };
}
