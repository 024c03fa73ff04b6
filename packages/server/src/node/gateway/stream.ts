import {
  type CoreName,
  type Look,
  type Picture,
  TRACE_VERSION,
  type Tracer,
} from '@menagerie/server';
import type { WebSocket } from 'ws';
import { Turn, Viewer } from './viewer.ts';

/** What is shown to those who look on. */
export interface StreamParts {
  readonly tracer: Tracer;
  readonly core: CoreName;
  readonly self: number;
  readonly servers: number;
  /** What the server is; `null` while that is nothing. */
  picture(): Picture | null;
  /** What it has. */
  look(): Look;
}

/** Between two messages to viewers. */
const TURN_MS = 50;

/** The trace of a server, for as many as look on. While nobody does, nothing is done. */
export class TraceStream {
  readonly #parts: StreamParts;
  readonly #viewers = new Set<Viewer>();
  readonly #turn = new Turn();
  #deafen: () => void = () => {};
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: StreamParts) {
    this.#parts = parts;
  }

  add(socket: WebSocket): void {
    const viewer = new Viewer(socket);
    const { core, self, servers } = this.#parts;
    viewer.say({ type: 'hello', version: TRACE_VERSION, core, self, servers });
    socket.on('message', () => {
      viewer.wantsLook = true;
    });
    socket.on('close', () => {
      this.#viewers.delete(viewer);
      if (this.#viewers.size === 0) this.close();
    });
    this.#viewers.add(viewer);
    if (this.#timer === null) this.#begin();
  }

  close(): void {
    this.#deafen();
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #begin(): void {
    this.#deafen = this.#parts.tracer.listen(this.#turn);
    this.#timer = setInterval(() => this.#tell(), TURN_MS);
  }

  #tell(): void {
    const { events, lost } = this.#turn.take();
    this.#turn.isRead = [...this.#viewers].some(({ hasRoom }) => hasRoom);
    const text = this.#turn.isRead ? JSON.stringify(events) : '[]';
    const picture = this.#turn.isRead ? this.#parts.picture() : null;
    const shown = picture === null ? null : JSON.stringify(picture);
    for (const viewer of this.#viewers) {
      viewer.events(text, events.length, lost);
      if (shown !== null) viewer.picture(shown);
      viewer.look(() => this.#parts.look());
    }
  }
}
