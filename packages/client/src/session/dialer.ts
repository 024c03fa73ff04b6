import type { Transport } from '../transport.ts';
import type { World } from '../world.ts';

/** How often servers are tried. */
export interface ReconnectOptions {
  /** The pause behind the first round over all servers that led nowhere, in milliseconds. @default 50 */
  readonly firstPauseMs?: number;
  /** Pauses double up to this, in milliseconds. @default 1000 */
  readonly maxPauseMs?: number;
}

/** A connection that lived so long ends the series of pauses. */
const STEADY_MS = 1000;

/**
 * Which server to try next: rounds over all of them, each round in another order and with names
 * resolved anew, and pauses between rounds that grow.
 */
export class Dialer {
  readonly #world: World;
  readonly #transport: Transport;
  readonly #firstPauseMs: number;
  readonly #maxPauseMs: number;
  #servers: readonly string[];
  #left: string[] = [];
  #known = 1;
  #rounds = 0;
  /** Grows with each question, so that late answers of a resolver are told from those awaited. */
  #question = 0;
  #cancel: () => void = () => {};

  constructor(
    world: World,
    transport: Transport,
    servers: readonly string[],
    { firstPauseMs = 50, maxPauseMs = 1000 }: ReconnectOptions,
  ) {
    this.#world = world;
    this.#transport = transport;
    this.#servers = servers;
    this.#firstPauseMs = firstPauseMs;
    this.#maxPauseMs = maxPauseMs;
  }

  /** Addresses in the present round, at least 1. */
  get addresses(): number {
    return this.#known;
  }

  get servers(): readonly string[] {
    return this.#servers;
  }

  /** From the next attempt on. */
  replace(servers: readonly string[]): void {
    this.#servers = servers;
    this.#left = [];
  }

  /** Calls back once, with the address to try now; `failed` where a round had none. */
  next(act: (address: string) => void, failed: (cause: Error) => void): void {
    this.#question += 1;
    const question = this.#question;
    const address = this.#left.shift();
    if (address !== undefined) return act(address);
    const begin = (): void => {
      if (question !== this.#question) return;
      this.#rounds += 1;
      this.#gather(question, (found, cause) => {
        this.#left = this.#shuffled(found);
        this.#known = Math.max(1, found.length);
        if (found.length === 0) failed(cause);
        this.next(act, failed);
      });
    };
    if (this.#rounds === 0) begin();
    else this.#cancel = this.#world.after(this.#pause(), begin);
  }

  /** A connection has ended that lived so long. */
  ended(livedMs: number): void {
    if (livedMs >= STEADY_MS) this.#rounds = 0;
  }

  stop(): void {
    this.#question += 1;
    this.#cancel();
  }

  #gather(question: number, act: (found: readonly string[], cause: Error) => void): void {
    let cause = new Error('no server has an address');
    const { resolve } = this.#transport;
    if (resolve === undefined) return act(this.#servers, cause);
    const asked = this.#servers.map((server) =>
      resolve(server).catch((error: unknown) => {
        if (error instanceof Error) cause = error;
        return [];
      }),
    );
    void Promise.all(asked).then((found) => {
      if (question === this.#question) act([...new Set(found.flat())], cause);
    });
  }

  #pause(): number {
    const whole = Math.min(this.#maxPauseMs, this.#firstPauseMs * 2 ** (this.#rounds - 1));
    // Otherwise all clients of a server that fell come back at once.
    return whole * (0.5 + this.#world.random() / 2);
  }

  #shuffled(addresses: readonly string[]): string[] {
    const order = [...addresses];
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(this.#world.random() * (at + 1));
      const [one, two] = [order[at], order[other]];
      if (one === undefined || two === undefined) continue;
      order[at] = two;
      order[other] = one;
    }
    return order;
  }
}
