import { allWays, type Fault, type Happening, type Whom } from './schedule.ts';
import type { Servers, Way } from './servers.ts';

/** Between two faults so many calls are answered, unless that takes for ever. */
const CALLS_BETWEEN = 60;
const PATIENCE_MS = 50;
const MOST_PATIENCE = 50;

/** Carries out a schedule. What it did to a server ends with {@link Nemesis.end}, at the latest. */
export class Nemesis {
  readonly #servers: Servers;
  /** Told of all that is done. */
  readonly #note: (text: string) => void;
  /** How many faults want a way cut. */
  readonly #cuts = new Map<string, number>();
  readonly #under: Promise<void>[] = [];
  #ended = false;
  #wake: () => void = () => {};
  readonly #ending: Promise<void> = new Promise((resolve) => {
    this.#wake = resolve;
  });

  constructor(servers: Servers, note: (text: string) => void) {
    this.#servers = servers;
    this.#note = note;
  }

  /** @param answered how many calls of clients were answered until now */
  async carryOut(happenings: readonly Happening[], answered: () => number): Promise<void> {
    for (const { afterMs, forMs, fault } of happenings) {
      const enough = answered() + CALLS_BETWEEN;
      await this.#pass(afterMs);
      // Where the machine is slow there is to be something to go wrong all the same.
      for (let i = 0; i < MOST_PATIENCE && answered() < enough; i += 1)
        await this.#pass(PATIENCE_MS);
      if (this.#ended) return;
      this.#under.push(this.#happen(fault, forMs));
    }
    await Promise.all(this.#under);
  }

  /** All servers run and reach each other when this returns. */
  async end(): Promise<void> {
    this.#ended = true;
    this.#wake();
    await Promise.all(this.#under);
    for (const [server, member] of this.#servers.members.entries()) {
      member.resume();
      // Also one that ended by itself.
      await this.#servers.start(server);
    }
  }

  async #happen(fault: Fault, forMs: number): Promise<void> {
    this.#note(`${JSON.stringify(fault)} for ${forMs} ms`);
    switch (fault.type) {
      case 'kill':
        return this.#kill([this.#serverOf(fault.whom)], forMs);
      case 'power':
        return this.#kill([...this.#servers.members.keys()], forMs);
      case 'pause': {
        const member = this.#servers.members[this.#serverOf(fault.whom)];
        member?.pause();
        await this.#pass(forMs);
        member?.resume();
        return;
      }
      case 'isolate': {
        const server = this.#serverOf(fault.whom);
        const ways = allWays(this.#servers.members.length).filter(
          ({ from, to }) => from === server || to === server,
        );
        return this.#part(ways, fault.late, forMs);
      }
      case 'deafen': {
        const server = this.#serverOf(fault.whom);
        const ways = allWays(this.#servers.members.length).filter(({ to }) => to === server);
        return this.#part(ways, true, forMs);
      }
      case 'part':
        return this.#part(fault.ways, fault.late, forMs);
    }
  }

  #serverOf(whom: Whom): number {
    const { leader, members } = this.#servers;
    // Where none leads, any is as good.
    return whom === 'leader' ? (leader ?? this.#under.length % members.length) : whom;
  }

  async #kill(servers: readonly number[], forMs: number): Promise<void> {
    await Promise.all(servers.map(async (server) => this.#servers.members[server]?.kill()));
    await this.#pass(forMs);
    await Promise.all(servers.map((server) => this.#servers.start(server)));
  }

  async #part(ways: readonly Way[], late: boolean, forMs: number): Promise<void> {
    for (const way of ways) this.#count(way, 1);
    this.#servers.cut(ways);
    await this.#pass(forMs);
    // Another fault may still want it cut.
    const free = ways.filter((way) => this.#count(way, -1) === 0);
    this.#servers.heal(free, late);
  }

  #count({ from, to }: Way, by: number): number {
    const name = `${from} to ${to}`;
    const count = (this.#cuts.get(name) ?? 0) + by;
    this.#cuts.set(name, count);
    return count;
  }

  /** Time passes, or everything is to end. */
  async #pass(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      this.#ending,
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      }),
    ]);
    clearTimeout(timer);
  }
}
