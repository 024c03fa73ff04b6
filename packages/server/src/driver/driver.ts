import {
  type Effect,
  type Input,
  type Protocol,
  type RequestId,
  type ServerId,
  type Shape,
  type Sink,
  type Span,
  Writer,
} from '@menagerie/contract';
import { type Clock, Timers } from './timers.ts';

/** Where batches go. They are numbered from 1 without gaps. */
export interface Disk {
  /**
   * @returns the number of the batch; or that the disk takes nothing for now, and will say when it
   * does again ({@link Driver.resume}); or that it never will
   */
  append(batch: Uint8Array): number | 'full' | 'failed';
}

/** What a core is given to run on, and who hears of it. */
export interface DriverParts<S extends Shape> {
  readonly protocol: Protocol<S>;
  readonly config: S['config'];
  readonly self: ServerId;
  /** What the disk holds. The driver takes it over. */
  readonly image: S['image'];
  readonly disk: Disk;
  readonly clock: Clock;
  /** Timers that say nothing but that somebody else was not heard: late, they wait for a few turns more. */
  readonly suspicions: readonly S['timer'][];
  /** From 0 on, below 1. */
  random(): number;
  /** May lose it, and may not keep it past the call. */
  send(to: ServerId, message: S['message']): void;
  deliver(output: S['output']): void;
  answer(request: RequestId, answer: S['answer']): void;
  /** The core has taken a step: its state may be another one. */
  stepped(state: S['state']): void;
  /** The disk never takes anything again: the server must stop before it promises anything else. */
  halted(): void;
}

/** Inputs that may wait for the start. */
const MOST_EARLY = 1000;

type Gated<S extends Shape> = Extract<Effect<S>, { readonly gated: boolean }>;

/** An effect that waits for the disk. */
interface Held<S extends Shape> {
  readonly effect: Gated<S>;
  /** The number of the batch that must be durable. */
  readonly behind: number;
}

/** What a step came to. */
interface Step<S extends Shape> {
  readonly batch: Uint8Array;
  readonly effects: readonly Effect<S>[];
}

/**
 * Runs a core: one input after the other, each with all that it brings about. What a step wants
 * written is one batch; what is gated leaves when the disk has all batches so far, in order.
 */
export class Driver<S extends Shape> {
  readonly #parts: DriverParts<S>;
  readonly #timers: Timers<S['timer']>;
  readonly #inputs: Input<S>[] = [];
  readonly #effects: Effect<S>[] = [];
  readonly #sink: Sink<S>;
  #held: Held<S>[] = [];
  #last = 0;
  #durable = 0;
  #busy = false;
  #paused = false;
  /** The last one, if the disk did not take it. */
  #refused: Step<S> | null = null;
  /** Time has passed, and all that had arrived by then was taken. */
  #woken = false;
  #state: S['state'] | null = null;

  constructor(parts: DriverParts<S>) {
    this.#parts = parts;
    this.#timers = new Timers(parts.clock, parts.suspicions, () => this.#wake());
    this.#sink = { push: (effect) => this.#effects.push(effect), note: () => {} };
  }

  /** What the core knows; `null` before {@link start} and after {@link stop}. */
  get state(): S['state'] | null {
    return this.#state;
  }

  /**
   * @param last the number of the last batch on the disk
   * @param image what the disk holds, where that was not known before
   */
  start(last: number, image: S['image'] = this.#parts.image): void {
    const { protocol, config, self } = this.#parts;
    this.#last = last;
    this.#durable = last;
    this.#busy = true;
    this.#state = protocol.recover(config, self, image, this.#sink);
    this.#carryOut();
    this.#busy = false;
    this.#drain();
  }

  /** Hands an input to the core, now or when it has done with those before. */
  take(input: Input<S>): void {
    // The network may lose it; what waits must not pile up, for a start least of all: that may be far.
    const isMuch = this.#state === null && this.#inputs.length >= MOST_EARLY;
    if ((this.#paused || isMuch) && input.type === 'message') return;
    this.#inputs.push(input);
    this.#drain();
  }

  /** The number of the last batch that was handed to the disk. */
  get last(): number {
    return this.#last;
  }

  /** Has a timer come due so soon, if it is armed and would be later. 0 is at once. */
  hasten(timer: S['timer'], ms: number): void {
    this.#timers.hasten(timer, ms);
    if (ms === 0) this.#wake();
  }

  /** All batches through this number survive a crash. */
  durable(number: number): void {
    this.#durable = Math.max(this.#durable, number);
    if (this.#busy) return;
    this.#busy = true;
    this.#release();
    if (this.#state !== null) this.#parts.stepped(this.#state);
    this.#busy = false;
    this.#drain();
  }

  /**
   * The disk takes nothing for now: the core takes no input until {@link resume}, as if the process
   * were held up. To its peers it is silent, so they do without it.
   */
  pause(): void {
    this.#paused = true;
    this.#timers.pause();
  }

  /** The disk takes batches again. What it refused is the first. */
  resume(): void {
    this.#paused = false;
    this.#busy = true;
    const refused = this.#refused;
    this.#refused = null;
    if (refused !== null) this.#write(refused);
    this.#busy = false;
    this.#wake();
    if (!this.#paused) this.#timers.resume();
  }

  /** Nothing comes of anything from now on, as after a crash. */
  stop(): void {
    this.#state = null;
    this.#inputs.length = 0;
    this.#held = [];
    this.#refused = null;
    this.#timers.disarmAll();
  }

  #wake(): void {
    this.#woken = true;
    this.#drain();
  }

  #drain(): void {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#state !== null && !this.#paused) {
      const input = this.#next();
      if (input === null) break;
      this.#step(this.#state, input);
    }
    this.#busy = false;
  }

  /**
   * Who was held up is to learn of it before it does what anybody asks: it may lead no more. But
   * words of peers that waited in the socket meanwhile did arrive in time, and come first: else
   * every stall would end in an election.
   */
  #next(): Input<S> | null {
    const [input = null] = this.#inputs;
    if (this.#woken || input?.type === 'command') {
      const timer = this.#timers.take();
      if (timer !== null) return { type: 'timeout', timer };
      this.#woken = false;
    }
    if (input !== null) this.#inputs.shift();
    return input;
  }

  #step(state: S['state'], input: Input<S>): void {
    this.#parts.protocol.step(this.#parts.config, state, input, this.#sink);
    this.#carryOut();
    this.#release();
    if (this.#state !== null) this.#parts.stepped(this.#state);
  }

  #carryOut(): void {
    const effects = this.#effects.splice(0);
    const records = effects.flatMap((effect) => (effect.type === 'persist' ? effect.records : []));
    if (records.length === 0) this.#follow(effects);
    else this.#write({ batch: encodeBatch(this.#parts.protocol, records), effects });
  }

  #write(step: Step<S>): void {
    const number = this.#parts.disk.append(step.batch);
    if (number === 'failed') {
      this.stop();
      this.#parts.halted();
    } else if (number === 'full') {
      this.#refused = step;
      this.pause();
    } else {
      this.#last = number;
      this.#follow(step.effects);
    }
  }

  /** All that a step brings about, once what it wants written is on the way to the disk. */
  #follow(effects: readonly Effect<S>[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case 'persist':
          break;
        case 'arm':
          this.#timers.arm(effect.timer, this.#draw(effect.span));
          break;
        case 'disarm':
          this.#timers.disarm(effect.timer);
          break;
        case 'send':
        case 'deliver':
        case 'answer':
          if (effect.gated && this.#durable < this.#last) {
            this.#held.push({ effect, behind: this.#last });
          } else this.#let(effect);
      }
    }
  }

  #release(): void {
    let count = 0;
    while (count < this.#held.length) {
      const next = this.#held[count];
      if (next === undefined || next.behind > this.#durable) break;
      count += 1;
      this.#let(next.effect);
    }
    if (count > 0) this.#held.splice(0, count);
  }

  #let(effect: Gated<S>): void {
    const { self } = this.#parts;
    switch (effect.type) {
      case 'send':
        if (effect.to !== self) this.#parts.send(effect.to, effect.message);
        else this.#inputs.push({ type: 'message', from: self, message: effect.message });
        break;
      case 'deliver':
        this.#parts.deliver(effect.output);
        break;
      case 'answer':
        this.#parts.answer(effect.request, effect.answer);
    }
  }

  #draw({ min, max }: Span): number {
    return min + this.#parts.random() * (max - min);
  }
}

/** A batch as it stands on the disk. */
export function encodeBatch<S extends Shape>(
  { schemas }: Protocol<S>,
  records: readonly S['record'][],
): Uint8Array {
  const writer = new Writer();
  writer.uint(records.length);
  for (const record of records) schemas.record.write(record, writer);
  return writer.finish();
}
