import type { World } from '../world.ts';

/** What a {@link Pulse} asks for. */
export interface PulseParts {
  readonly world: World;
  readonly ping: () => void;
  /** Nothing came for two thirds of the session's timeout. */
  readonly silent: () => void;
}

/**
 * Whether a connection lives: asks for a ping where nothing was sent for a third of the timeout, and
 * gives up where nothing came for two thirds, so that a third is left to find another server.
 */
export class Pulse {
  readonly #parts: PulseParts;
  #timeoutMs = 0;
  #sentAt = 0;
  #heardAt = 0;
  #cancel: (() => void) | null = null;

  constructor(parts: PulseParts) {
    this.#parts = parts;
  }

  start(timeoutMs: number): void {
    this.stop();
    this.#timeoutMs = timeoutMs;
    this.#sentAt = this.#parts.world.now();
    this.#heardAt = this.#sentAt;
    this.#arm();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  sent(): void {
    this.#sentAt = this.#parts.world.now();
  }

  heard(): void {
    this.#heardAt = this.#parts.world.now();
  }

  /** One timer for both: what is sent and heard moves no timer, which would cost more than it. */
  #arm(): void {
    const { world } = this.#parts;
    const due = Math.min(this.#sentAt + this.#pingMs, this.#heardAt + this.#silenceMs);
    this.#cancel = world.after(Math.max(1, due - world.now()), () => this.#check());
  }

  #check(): void {
    const { world, ping, silent } = this.#parts;
    const now = world.now();
    if (now - this.#heardAt >= this.#silenceMs) {
      this.stop();
      silent();
      return;
    }
    if (now - this.#sentAt >= this.#pingMs) {
      this.#sentAt = now;
      ping();
    }
    this.#arm();
  }

  get #pingMs(): number {
    return this.#timeoutMs / 3;
  }

  get #silenceMs(): number {
    return (this.#timeoutMs * 2) / 3;
  }
}
