import type { Random } from '../test/helpers/random.ts';
import type { Answer, Asked } from '../test/judge/history.ts';
import type { Recorder } from './recorder.ts';
import { Session } from './session.ts';

/** What clients have in common. */
export interface Common {
  readonly ports: readonly number[];
  readonly recorder: Recorder;
  /** How many calls there were, of all clients. */
  calls: number;
  stopped: boolean;
}

const MOST_AT_ONCE = 4;
/** Paths that are in use at the same time; after so many calls there are others. */
const PATHS = 6;
const CALLS_OF_PATHS = 250;
const WAIT_MS = 20;
/** Of a greeting, when nothing is wrong. */
const GREETING_MS = 5000;
/** Of sessions that are to be there in the end, however slow the machine is. */
export const LONG_MS = 60_000;

/** Somebody who works with znodes that others work with as well, as its seed says. */
export class Client {
  readonly #name: string;
  readonly #random: Random;
  readonly #common: Common;
  /** Of each path the version that was seen last. */
  readonly #versions = new Map<string, number>();
  #data = 0;
  /** For a while it only reads: nothing that it asks for has to wait for a leader. */
  #onlyReads = false;
  session: Session | null = null;

  constructor(name: string, random: Random, common: Common) {
    this.#name = name;
    this.#random = random;
    this.#common = common;
  }

  /** Until all are to stop; then what it has asked for is answered, or its line is broken. */
  async run(): Promise<void> {
    while (!this.#common.stopped) {
      if (await this.#connected()) await this.#act();
      await pause(this.#random.below(WAIT_MS));
    }
  }

  /** Does no more than be there, until it may go: with a session that will not expire meanwhile. */
  async attend(goes: () => boolean): Promise<void> {
    while (!goes()) {
      // Not a long one from the beginning: where its making is not answered nobody would end it.
      await this.#connected();
      const { session } = this;
      if (session?.isConnected === true && session.timeoutMs < LONG_MS) {
        await session.move(this.#random.pick(this.#ports), GREETING_MS, LONG_MS);
      }
      await pause(WAIT_MS);
    }
  }

  /** The session that it attends with. */
  get attending(): Session | null {
    const { session } = this;
    return session?.isConnected === true && session.timeoutMs === LONG_MS ? session : null;
  }

  /** Has it a session, on a line that is open? */
  async #connected(): Promise<boolean> {
    const { session } = this;
    if (session?.state === 'live' && session.isConnected) return true;
    const port = this.#random.pick(this.#ports);
    const patienceMs = 100 + this.#random.below(400);
    if (session?.state === 'live') return session.move(port, patienceMs);
    const timeoutMs = 300 + this.#random.below(1000);
    this.session = await Session.open(port, timeoutMs, patienceMs, this.#common.recorder);
    return this.session !== null;
  }

  async #act(): Promise<void> {
    const { session } = this;
    if (session === null) return;
    const random = this.#random;
    if (random.chance(8)) this.#onlyReads = !this.#onlyReads;
    await random.weighted<() => Promise<void>>([
      [100, () => () => this.#work(session)],
      [7, () => () => this.#moveInTheMiddle(session)],
      [2, () => async () => session.drop()],
      [1, () => async () => session.abandon(random.chance(50) ? 'broken' : 'silent')],
      [1, () => async () => void (await session.ask([{ type: 'close' }]))],
    ])();
  }

  async #work(session: Session): Promise<void> {
    const count = 1 + this.#random.below(MOST_AT_ONCE);
    const calls = Array.from({ length: count }, () => this.#call());
    const answers = await session.ask(calls);
    for (const [i, asked] of calls.entries()) this.#learn(asked, answers[i] ?? null);
  }

  /** Goes to another server while the one before still works on what was asked. */
  async #moveInTheMiddle(session: Session): Promise<void> {
    const working = this.#work(session);
    await session.move(this.#random.pick(this.#ports), 300);
    await working;
  }

  #call(): Asked {
    const random = this.#random;
    const path = this.#path();
    this.#common.calls += 1;
    if (this.#onlyReads) {
      return { type: 'read', path, synced: random.chance(50), watch: random.chance(20) };
    }
    this.#data += 1;
    const data = `${this.#name}-${this.#data}`;
    const seen = this.#versions.get(path) ?? null;
    const version = random.chance(40) ? seen : null;
    return random.weighted<Asked>([
      [18, () => ({ type: 'create', path, data, ephemeral: random.chance(40) })],
      [30, () => ({ type: 'set', path, data, version })],
      [7, () => ({ type: 'delete', path, version })],
      [22, () => ({ type: 'read', path, synced: true, watch: random.chance(20) })],
      [23, () => ({ type: 'read', path, synced: false, watch: random.chance(20) })],
    ]);
  }

  #path(): string {
    const generation = Math.floor(this.#common.calls / CALLS_OF_PATHS);
    return `/${generation}-${this.#random.below(PATHS)}`;
  }

  #learn(asked: Asked, answer: Answer | null): void {
    if (asked.type === 'close' || answer === null) return;
    if (answer.type === 'found') this.#versions.set(asked.path, answer.shown.version);
    if (answer.type === 'done' && answer.version !== null) {
      this.#versions.set(asked.path, answer.version);
    }
  }

  get #ports(): readonly [number, ...number[]] {
    const [first = 0, ...others] = this.#common.ports;
    return [first, ...others];
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
