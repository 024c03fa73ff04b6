import type { CoreName } from '@menagerie/server';
import type { Asked, Ending, Judgement, Moment } from '../judge/history.ts';
import { judge } from '../judge/judge.ts';
import { SimulatedClient, type Ticket } from './client.ts';
import { inspect } from './inspector.ts';
import { Machine, nameOf } from './machine.ts';
import { Network } from './network.ts';
import { OPERATOR_DIGEST, Operator } from './operator.ts';
import { knock } from './stranger.ts';
import { Timeline } from './timeline.ts';
import { DAYS, type DayName, Trouble } from './trouble.ts';

/** What is played. */
export interface PlayOptions {
  readonly core: CoreName;
  readonly servers: number;
  readonly seed: number;
  /** Whether servers join and leave meanwhile. @default false */
  readonly reconfigure?: boolean;
  /** Whether servers lose their disks meanwhile, never those of a quorum at once. @default false */
  readonly wipe?: boolean;
  /** What kind of a day it is. @default any */
  readonly day?: DayName;
  /** Told of what servers log, and of what is done to them. @default nobody */
  readonly log?: (at: number, who: string, fields: object, text: string) => void;
}

/** What came of it. */
export interface Played {
  readonly history: readonly Moment[];
  readonly ending: Ending;
  readonly judgement: Judgement;
  /** How often each came, and what became of changes of the members. */
  readonly troubles: ReadonlyMap<string, number>;
  /** When it was over, in simulated time. */
  readonly endedAt: number;
}

const CLIENTS = 3;
const STEPS = 80;
/** After all trouble is over, so long until everybody is served. */
const PATIENCE_MS = 60_000;
/** Servers that may join, where any may, and how often somebody wants others to belong. */
const JOINERS = 2;
const EXCHANGES = 0.08;
/** How often a server loses its disk, where any may. */
const WIPES = 0.06;
const REGISTERS = ['/a', '/b', '/c'] as const;
const EPHEMERALS = ['/x', '/y'] as const;

/**
 * One run: servers as they are, but in simulated time, on disks and a network that a seed breaks;
 * clients at work; and a judge. The same seed plays the same.
 *
 * @throws Error where a server does not start, or nobody is served once all trouble is over
 */
export async function play(options: PlayOptions): Promise<Played> {
  return await new Play(options).run();
}

/** How many servers the run of a seed has, where nobody says. */
export function sizeFor(seed: number): number {
  return seed % 3 === 0 ? 5 : 3;
}

/** Whether logs have disks of their own in the run of a seed. */
function logsApartFor(seed: number): boolean {
  return seed % 4 === 1;
}

class Play {
  readonly #timeline: Timeline;
  readonly #network: Network;
  readonly #machines: readonly [Machine, ...Machine[]];
  readonly #founders: number;
  readonly #wipes: boolean;
  readonly #trouble: Trouble;
  /** `null` where nobody joins or leaves. */
  readonly #operator: Operator | null;
  readonly #history: Moment[] = [];
  readonly #clients: SimulatedClient[] = [];
  readonly #readers = new Set<SimulatedClient>();
  readonly #tickets = new Map<string, Ticket>();
  #calls = 0;
  #born = 0;

  constructor({ core, servers, seed, day, log = () => {}, ...may }: PlayOptions) {
    const { reconfigure = false, wipe = false } = may;
    this.#founders = servers;
    this.#wipes = wipe;
    this.#timeline = new Timeline(seed);
    this.#network = new Network(this.#timeline);
    const options = {
      tickMs: 300,
      silenceMs: 200,
      compactEvery: 30,
      diskRetryMs: 200,
      space: { segmentBytes: 4096, preallocateBytes: 1024, reserveBytes: 2048 },
      limits: { outstanding: 8, greetingMs: 1000, superDigest: OPERATOR_DIGEST },
      reconfigEnabled: reconfigure,
      reconfigPatienceMs: 2000,
    };
    const parts = { core, servers, options, logsApart: logsApartFor(seed), log };
    const [first, ...others] = Array.from(
      { length: reconfigure ? servers + JOINERS : servers },
      (_, self) => new Machine(this.#network, parts, self),
    );
    if (first === undefined) throw new RangeError('an ensemble of nobody');
    this.#machines = [first, ...others];
    this.#trouble = new Trouble(this.#network, this.#machines, day ?? this.#timeline.pick(DAYS));
    this.#operator = reconfigure
      ? new Operator(this.#network, this.#machines, this.#machines.slice(0, servers))
      : null;
  }

  async run(): Promise<Played> {
    const timeline = this.#timeline;
    for (const machine of this.#machines) machine.start();
    for (let count = 0; count < CLIENTS; count += 1) this.#newClient();
    await this.#untilServed(this.#machines.slice(0, this.#founders));
    const trouble = this.#trouble;
    for (let step = 0; step < STEPS; step += 1) {
      // Most often something happens at once, and now and then there is time for an election.
      const ms = timeline.random() * (timeline.random() < 0.7 ? 50 : 400);
      const someTime = (act: () => void): void => {
        timeline.after(timeline.random() * ms, act);
      };
      if (timeline.random() < 0.15) someTime(() => trouble.strike());
      if (this.#wipes && timeline.random() < WIPES) {
        someTime(() => trouble.wipe(Math.ceil(this.#founders / 2) - 1));
      }
      const operator = this.#operator;
      if (operator !== null && timeline.random() < EXCHANGES)
        someTime(() => this.#exchange(operator));
      if (timeline.random() < trouble.restless) someTime(() => this.#troubleClients());
      if (timeline.random() < 0.1) knock(this.#network, timeline.pick(this.#machines).name);
      for (const client of this.#clients) {
        for (let asks = timeline.below(4); asks > 0; asks -= 1) {
          someTime(() => client.ask(this.#something(client)));
        }
      }
      await timeline.pass(ms);
    }
    trouble.end();
    if (this.#operator !== null) await this.#settle(this.#operator.gather());
    await this.#untilServed(this.#machines);
    for (const client of this.#clients.slice()) this.#leave(client);
    // Long enough for all that is under way, and too short for most sessions to expire.
    await timeline.pass(1000);
    const ending = await this.#settle(
      inspect(this.#network, this.#machines, [...REGISTERS, ...EPHEMERALS], this.#tickets),
    );
    const history = this.#history;
    const judgement = judge(history, ending);
    const endedAt = timeline.now();
    for (const machine of this.#machines) machine.kill();
    const troubles = new Map<string, number>([
      ...trouble.counts,
      ...(this.#operator?.counts ?? []),
    ]);
    return { history, ending, judgement, troubles, endedAt };
  }

  /** Others are to vote; often they are cut off from those that did just then. */
  #exchange(operator: Operator): void {
    const timeline = this.#timeline;
    const voters = operator.exchange();
    if (voters.length === 0 || timeline.random() < 0.5) return;
    const ms = timeline.random() * 150;
    timeline.after(ms, () => this.#trouble.part(voters));
    timeline.after(ms + 300 + timeline.random() * 3000, () => this.#network.heal());
  }

  #newClient(): void {
    const { length } = this.#machines;
    const [first = '', ...others] = Array.from({ length }, (_, self) => nameOf(self));
    this.#born += 1;
    const client = new SimulatedClient(
      `client-${this.#born}`,
      this.#network,
      [first, ...others],
      {
        note: (moment) => this.#history.push(moment),
        nextCall: () => {
          this.#calls += 1;
          return this.#calls;
        },
      },
      800 + this.#timeline.below(2500),
    );
    this.#clients.push(client);
    if (this.#timeline.random() < 0.5) this.#readers.add(client);
    client.start();
  }

  /** For ever, and without a word. */
  #leave(client: SimulatedClient): void {
    client.drop(true);
    for (const [name, ticket] of client.tickets) this.#tickets.set(name, ticket);
    this.#clients.splice(this.#clients.indexOf(client), 1);
  }

  #troubleClients(): void {
    const timeline = this.#timeline;
    const client = this.#clients[timeline.below(this.#clients.length)];
    if (client === undefined) return;
    const chance = timeline.random();
    if (chance < 0.6) client.drop(false);
    // Often for longer than its session lives.
    else if (chance < 0.85) client.pause(timeline.random() * 6000);
    else {
      this.#leave(client);
      this.#newClient();
    }
  }

  #something(client: SimulatedClient): Asked {
    const timeline = this.#timeline;
    // Reads wait for the writes and syncs before them, so who asks for many of those is never behind.
    const reads = this.#readers.has(client) && timeline.random() < 0.95;
    const chance = reads ? 0.78 + timeline.random() * 0.22 : timeline.random();
    const data = `${this.#calls}`;
    if (chance < 0.01) return { type: 'close' };
    if (chance < 0.12) {
      return { type: 'create', path: timeline.pick(EPHEMERALS), data, ephemeral: true };
    }
    if (chance < 0.3) {
      return { type: 'create', path: timeline.pick(REGISTERS), data, ephemeral: false };
    }
    const path = timeline.pick(timeline.random() < 0.3 ? EPHEMERALS : REGISTERS);
    const version = timeline.random() < 0.5 ? null : client.versionOf(path);
    if (chance < 0.34) return { type: 'delete', path, version };
    if (chance < 0.6) return { type: 'set', path, data, version };
    return { type: 'read', path, synced: chance < 0.82, watch: timeline.random() < 0.3 };
  }

  async #untilServed(machines: readonly Machine[]): Promise<void> {
    const isServed = (): boolean =>
      this.#clients.every(({ isOpen }) => isOpen) &&
      machines.every(({ role }) => role !== null && role !== 'looking');
    if (await this.#timeline.runUntil(isServed, PATIENCE_MS)) return;
    const roles = this.#machines.map(({ role }) => role ?? 'down').join(', ');
    const troubles = this.#machines.flatMap((machine) => machine.troubles);
    throw new Error(`not everybody is served: ${[roles, ...troubles].join('; ')}`);
  }

  async #settle<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const mark = (): void => {
      settled = true;
    };
    promise.then(mark, mark);
    const isSettled = await this.#timeline.runUntil(() => settled, PATIENCE_MS);
    if (!isSettled) throw new Error('nobody was answered, once all was quiet');
    return await promise;
  }
}
