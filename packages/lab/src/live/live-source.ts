import type { PlaygroundAct, PlaygroundMessage, TraceMessage } from '@menagerie/server';
import { readPlayground, readTrace } from './wire.ts';

/** Who hears what comes from the servers. */
export interface LiveListener {
  ensemble(message: PlaygroundMessage & { readonly type: 'ensemble' }): void;
  refused(reason: string): void;
  trace(server: number, message: TraceMessage): void;
  /** The trace of a server comes in, or no more. */
  heard(server: number, heard: boolean): void;
  /** Nobody answers who has servers to show. */
  absent(absent: boolean): void;
}

/** Between two attempts to reach somebody. */
const AGAIN_MS = 500;

/** The connections of a page to an ensemble: its playground, and the trace of each server. */
export class LiveSource {
  readonly #base: string;
  readonly #token: string | null;
  readonly #listener: LiveListener;
  readonly #traces: (WebSocket | null)[] = [];
  readonly #runs: boolean[] = [];
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #control: WebSocket | null = null;
  #closed = false;

  /** @param base such as `ws://127.0.0.1:3000/live/` */
  constructor(base: string, token: string | null, listener: LiveListener) {
    this.#base = base;
    this.#token = token;
    this.#listener = listener;
    this.#steer();
  }

  /** The address at which a server takes the frames of clients. */
  juteOf(server: number): string {
    return this.#address(`servers/${server}/jute`);
  }

  act(act: PlaygroundAct): void {
    if (this.#control?.readyState === WebSocket.OPEN) this.#control.send(JSON.stringify(act));
  }

  /** Asks what a server has. */
  look(server: number): void {
    const trace = this.#traces[server];
    if (trace?.readyState === WebSocket.OPEN) trace.send('look');
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of [this.#control, ...this.#traces]) socket?.close();
  }

  #steer(): void {
    const socket = new WebSocket(this.#address('control'));
    this.#control = socket;
    socket.addEventListener('message', ({ data }) => {
      const message = readPlayground(String(data));
      if (message === null) return;
      if (message.type === 'refused') this.#listener.refused(message.reason);
      else {
        this.#listener.absent(false);
        this.#listener.ensemble(message);
        for (const [server, { status }] of message.members.entries()) {
          this.#runs[server] = status === 'running' || status === 'paused';
          this.#follow(server);
        }
      }
    });
    socket.addEventListener('close', () => {
      this.#listener.absent(true);
      this.#again(() => this.#steer());
    });
  }

  #follow(server: number): void {
    // Where no process is, the browser would complain of each attempt.
    if (this.#closed || this.#runs[server] !== true || this.#isFollowed(server)) return;
    const socket = new WebSocket(this.#address(`servers/${server}/trace`));
    this.#traces[server] = socket;
    socket.addEventListener('open', () => this.#listener.heard(server, true));
    socket.addEventListener('message', ({ data }) => {
      const message = readTrace(String(data));
      if (message !== null) this.#listener.trace(server, message);
    });
    socket.addEventListener('close', () => {
      this.#traces[server] = null;
      this.#listener.heard(server, false);
      this.#again(() => this.#follow(server));
    });
  }

  #isFollowed(server: number): boolean {
    return (this.#traces[server] ?? null) !== null;
  }

  #again(act: () => void): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, AGAIN_MS);
    this.#timers.add(timer);
  }

  #address(path: string): string {
    const query = this.#token === null ? '' : `?token=${encodeURIComponent(this.#token)}`;
    return `${this.#base}${path}${query}`;
  }
}
