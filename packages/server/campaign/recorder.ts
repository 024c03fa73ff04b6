import type { Answer, Asked, History, Moment } from '../test/judge/history.ts';

/** A session, as far as it matters for how long it has to live. */
interface Life {
  timeoutMs: number;
  /** When something was asked that the leader took part in answering. */
  provenAt: number;
}

/** Timers of Node may come a little early. */
const EARLY_MS = 5;

/** Writes down what clients see, in the order in which they do. */
export class Recorder {
  /** What no server should say or do, besides what the history tells. */
  readonly oddities: string[] = [];
  /** How many calls were answered. */
  answers = 0;
  readonly #moments: Moment[] = [];
  readonly #lives = new Map<string, Life>();
  /** Of calls that a leader takes part in. */
  readonly #askedAt = new Map<number, number>();
  #calls = 0;

  get history(): History {
    return this.#moments;
  }

  note(moment: Moment): void {
    this.#moments.push(moment);
  }

  odd(text: string): void {
    this.oddities.push(text);
  }

  opened(session: string, timeoutMs: number): void {
    this.#lives.set(session, { timeoutMs, provenAt: Number.NEGATIVE_INFINITY });
    this.note({ type: 'opened', session });
  }

  /** Its client has all its watches set there. */
  moved(session: string, timeoutMs: number): void {
    const life = this.#lives.get(session);
    if (life !== undefined) life.timeoutMs = timeoutMs;
    this.note({ type: 'moved', session, watches: 'kept' });
  }

  /** @returns the number of the call */
  asked(session: string, asked: Asked): number {
    this.#calls += 1;
    this.note({ type: 'asked', session, call: this.#calls, asked });
    if (asked.type !== 'read' || asked.synced) this.#askedAt.set(this.#calls, performance.now());
    return this.#calls;
  }

  answered(session: string, call: number, zxid: bigint, answer: Answer): void {
    this.answers += 1;
    this.note({ type: 'answered', session, call, zxid: Number(zxid), answer });
    const life = this.#lives.get(session);
    const at = this.#askedAt.get(call);
    if (life !== undefined && at !== undefined) life.provenAt = Math.max(life.provenAt, at);
  }

  /** Its leader has heard nothing of it for its whole timeout, or was wrong. */
  expired(session: string): void {
    this.note({ type: 'expired', session });
    const life = this.#lives.get(session);
    if (life === undefined) return;
    const silentMs = performance.now() - life.provenAt;
    if (silentMs + EARLY_MS >= life.timeoutMs) return;
    const [silent, timeout] = [silentMs, life.timeoutMs].map(Math.round);
    this.odd(`session ${session} of ${timeout} ms ended ${silent} ms after what it had asked last`);
  }
}
