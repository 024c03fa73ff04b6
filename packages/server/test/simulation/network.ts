import type { Listening, ListenOptions } from '../../src/node/world.ts';
import type { Place } from './place.ts';
import { Pipe, SimulatedStream } from './stream.ts';
import type { Timeline } from './timeline.ts';

/** So long who dials waits for somebody who does not say anything. */
const DIAL_MS = 10_000;
/** Meanwhile it asks again after so long, and then after twice as long each time. */
const DIAL_AGAIN_MS = 300;

interface Door {
  readonly place: Place;
  readonly accept: (stream: SimulatedStream) => void;
}

/**
 * Connections between places. What is sent arrives in its order, or not at all: a link that is cut
 * holds it back until the link is whole again or the connection is given up.
 */
export class Network {
  readonly timeline: Timeline;
  readonly #doors = new Map<string, Door>();
  readonly #pipes = new Set<Pipe>();
  /** `from>to` of links over which nothing comes. */
  readonly #cut = new Set<string>();
  /** Milliseconds that bytes take at most over links that are slow. */
  readonly #slow = new Map<string, number>();
  /** Machines without power, and since when: who speaks to them hears nothing, not even a refusal. */
  readonly #dark = new Map<string, number>();
  #port = 40_000;

  constructor(timeline: Timeline) {
    this.timeline = timeline;
  }

  /** How long bytes take from one place to another. */
  latency(from: string, to: string): number {
    const { timeline } = this;
    const slow = this.#slow.size === 0 ? 0 : (this.#slow.get(`${from}>${to}`) ?? 0);
    if (slow > 0) return slow * (0.5 + timeline.random() / 2);
    return timeline.random() < 0.02 ? 5 + timeline.random() * 40 : 0.2 + timeline.random() * 1.5;
  }

  passes(from: string, to: string): boolean {
    if (this.#cut.size > 0 && this.#cut.has(`${from}>${to}`)) return false;
    return this.#dark.size === 0 || (!this.#dark.has(to) && !this.#dark.has(from));
  }

  /** Cuts a link in one direction. */
  cut(from: string, to: string): void {
    this.#cut.add(`${from}>${to}`);
  }

  /** Makes a link slow in one direction. */
  slow(from: string, to: string, ms: number): void {
    this.#slow.set(`${from}>${to}`, ms);
  }

  /** Makes all links fast. */
  hasten(): void {
    this.#slow.clear();
  }

  /** Makes all links whole and fast. What was held back comes now; some connections are given up instead. */
  heal(): void {
    this.#cut.clear();
    this.hasten();
    for (const pipe of this.#pipes) {
      if (pipe.isHeldUp && this.timeline.random() < 0.2) pipe.giveUp();
      else pipe.pump();
    }
  }

  listen({ host, port }: ListenOptions, place: Place, accept: Door['accept']): Listening {
    const address = `${host}:${port}`;
    this.#doors.set(address, { place, accept });
    const close = (): Promise<void> => {
      if (this.#doors.get(address)?.place === place) this.#doors.delete(address);
      return Promise.resolve();
    };
    return { port, close };
  }

  dial(
    { host, port }: { readonly host: string; readonly port: number },
    by: Place,
  ): SimulatedStream {
    this.#port += 1;
    const near = new SimulatedStream(by, host, port);
    const until = this.timeline.now() + DIAL_MS;
    const localPort = this.#port;
    let againMs = DIAL_AGAIN_MS;
    const attempt = (): void => {
      if (near.isOver || by.isDead) return;
      const isOpen = this.passes(by.name, host) && this.passes(host, by.name);
      if (isOpen) this.#join(near, `${host}:${port}`, localPort);
      else if (this.timeline.now() >= until) near.fail('ETIMEDOUT');
      else {
        this.timeline.after(againMs, attempt);
        againMs *= 2;
      }
    };
    this.timeline.after(this.latency(by.name, host), attempt);
    return near;
  }

  /** Gives all connections up; new ones can be made at once. */
  breakAll(): void {
    for (const pipe of this.#pipes) pipe.giveUp();
  }

  /** A process is gone: its connections end, and its ports are closed. */
  ended(place: Place): void {
    for (const [address, door] of this.#doors) {
      if (door.place === place) this.#doors.delete(address);
    }
    for (const pipe of this.#pipes) {
      if (pipe.to.place === place) this.#pipes.delete(pipe);
      else if (pipe.from.place === place) pipe.reset();
    }
  }

  /** A machine has no power: its connections do not end, they are just silent. */
  darken(place: Place): void {
    this.#dark.set(place.name, this.timeline.now());
    for (const [address, door] of this.#doors) {
      if (door.place === place) this.#doors.delete(address);
    }
  }

  /**
   * It has power again, and knows nothing of the connections that it had. Others learn of that when
   * they say something, or again what was not answered: the longer that was, the later.
   */
  lighten(place: Place): void {
    const darkMs = this.timeline.now() - (this.#dark.get(place.name) ?? 0);
    this.#dark.delete(place.name);
    for (const pipe of this.#pipes) {
      if (pipe.from.place === place) pipe.lose();
      else if (pipe.to.place === place) pipe.sayAgain(this.timeline.random() * darkMs);
      else pipe.pump();
    }
  }

  /** @internal */
  drop(pipe: Pipe): void {
    this.#pipes.delete(pipe);
  }

  #join(near: SimulatedStream, address: string, localPort: number): void {
    const door = this.#doors.get(address);
    if (door === undefined || door.place.isDead) {
      near.fail('ECONNREFUSED');
      return;
    }
    const far = new SimulatedStream(door.place, near.place.name, localPort);
    const wait = this.latency(door.place.name, near.place.name);
    const there = new Pipe(this, near, far, 0);
    const back = new Pipe(this, far, near, this.timeline.now() + wait);
    this.#pipes.add(there).add(back);
    near.joined(back);
    far.joined(there);
    far.open(back);
    door.place.run('arrival', () => door.accept(far));
    this.timeline.after(wait, () => {
      if (near.isOver) there.end();
      else near.open(there);
    });
  }
}
