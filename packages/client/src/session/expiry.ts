import type { World } from '../world.ts';

/** How many times its timeout a session is believed in without an answer: as in Java's client. */
const PATIENCE = 4 / 3;

/** For how long a session lives without a word from its client, by the clock of the client. */
export class Expiry {
  readonly #world: World;
  #timeoutMs: number;
  /** When the last thing left that reached the server: silence ends no session before this and its
   * timeout. */
  #touchedAt: number;
  #cancel: () => void = () => {};

  /** @param timeoutMs as wished for, until a server grants one */
  constructor(world: World, timeoutMs: number) {
    this.#world = world;
    this.#timeoutMs = timeoutMs;
    this.#touchedAt = world.now();
  }

  get timeoutMs(): number {
    return this.#timeoutMs;
  }

  /** For how many milliseconds the session is certain not to have ended by silence. */
  get sureForMs(): number {
    return Math.max(0, this.#touchedAt + this.#timeoutMs - this.#world.now());
  }

  /** What left at that time has reached the server. */
  touched(sentAt: number): void {
    if (sentAt > this.#touchedAt) this.#touchedAt = sentAt;
  }

  /** A server has the session, and grants it this timeout. */
  granted(timeoutMs: number): void {
    this.cancel();
    this.#timeoutMs = timeoutMs;
  }

  /** Acts when the session is believed in no more, instead of what was to act before. */
  arm(act: () => void): void {
    this.cancel();
    const leftMs = this.#touchedAt + this.#timeoutMs * PATIENCE - this.#world.now();
    this.#cancel = this.#world.after(Math.max(0, leftMs), act);
  }

  cancel(): void {
    this.#cancel();
  }
}
