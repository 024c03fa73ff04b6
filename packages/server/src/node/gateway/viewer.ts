import type { Look, TraceEvent, TraceListener, TraceMessage } from '@menagerie/server';

/** What a viewer is sent through. */
export interface ViewerSocket {
  /** Bytes that wait to leave. */
  readonly bufferedAmount: number;
  send(text: string): void;
}

/** Bytes that may wait for one viewer; what comes on top it does not get. */
const MOST_WAITING = 512 * 1024;

/**
 * Somebody who looks on. It never slows the server: what does not fit is left out, counted, and the
 * count is told as soon as there is room again.
 */
export class Viewer {
  readonly #socket: ViewerSocket;
  #lost = 0;
  #picture = '';
  /** Whether it has asked for a look and not got one. */
  wantsLook = false;

  constructor(socket: ViewerSocket) {
    this.#socket = socket;
  }

  /** Events that it was not shown and does not know of yet. */
  get lost(): number {
    return this.#lost;
  }

  say(message: TraceMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  /**
   * @param text the events, as JSON
   * @param lost so many before them are shown to nobody
   */
  events(text: string, count: number, lost: number): void {
    this.#lost += lost;
    if (!this.hasRoom) {
      this.#lost += count;
      return;
    }
    if (count === 0 && this.#lost === 0) return;
    this.#socket.send(`{"type":"events","lost":${this.#lost},"events":${text}}`);
    this.#lost = 0;
  }

  /** @param text of what the server is now, as JSON */
  picture(text: string): void {
    if (text === this.#picture || !this.hasRoom) return;
    this.#picture = text;
    this.#socket.send(`{"type":"picture","picture":${text}}`);
  }

  look(look: () => Look): void {
    if (!this.wantsLook || !this.hasRoom) return;
    this.wantsLook = false;
    this.say({ type: 'look', look: look() });
  }

  /** Whether it reads. */
  get hasRoom(): boolean {
    return this.#socket.bufferedAmount < MOST_WAITING;
  }
}

/** Events that wait for the next turn; beyond that they are counted only. */
const MOST_EVENTS = 250;

/** Events of one turn, for all viewers alike. */
export class Turn implements TraceListener {
  #events: TraceEvent[] = [];
  #lost = 0;
  /** Whether anybody reads: else events are counted, and not made. */
  isRead = true;

  get hasRoom(): boolean {
    return this.isRead && this.#events.length < MOST_EVENTS;
  }

  hear(event: TraceEvent): void {
    this.#events.push(event);
  }

  missed(): void {
    this.#lost += 1;
  }

  /** Hands out what there is, and begins anew. */
  take(): { readonly events: readonly TraceEvent[]; readonly lost: number } {
    const taken = { events: this.#events, lost: this.#lost };
    this.#events = [];
    this.#lost = 0;
    return taken;
  }
}
