import { once } from 'node:events';
import type { TraceEvent, TraceMessage } from '@menagerie/server';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

/** The pages that the gateways of these tests let in. */
export const PAGE = 'http://127.0.0.1:3000';

/**
 * A connection, or the status with which it was refused.
 *
 * @param heard called with what is said, the first word too
 */
export async function dial(
  url: string,
  origin: string | null = null,
  heard: (text: string) => void = () => {},
): Promise<WebSocket | number> {
  const socket = new WebSocket(url, origin === null ? {} : { headers: { origin } });
  onTestFinished(() => socket.terminate());
  socket.on('error', () => {});
  socket.on('message', (data) => heard((data as Buffer).toString()));
  const refused = new Promise<number>((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
  });
  return Promise.race([once(socket, 'open').then(() => socket), refused]);
}

type Of<T> = TraceEvent & { readonly body: TraceEvent['body'] & { readonly type: T } };

/** Somebody who looks on, and keeps all that it is told. */
export class TestViewer {
  readonly events: TraceEvent[] = [];
  readonly messages: TraceMessage[] = [];
  lost = 0;
  #socket: WebSocket | null = null;

  static async of(port: number, path = '/trace'): Promise<TestViewer> {
    const viewer = new TestViewer();
    const url = `ws://127.0.0.1:${port}${path}`;
    const socket = await dial(url, PAGE, (text) => viewer.#hear(JSON.parse(text)));
    if (typeof socket === 'number') throw new Error(`${url} refused with ${socket}`);
    viewer.#socket = socket;
    return viewer;
  }

  /** Asks what the server has. */
  look(): void {
    this.#socket?.send('look');
  }

  stopReading(): void {
    this.#socket?.pause();
  }

  readOn(): void {
    this.#socket?.resume();
  }

  bodies<T extends TraceEvent['body']['type']>(type: T): Of<T>[] {
    return this.events.filter((event): event is Of<T> => event.body.type === type);
  }

  #hear(message: TraceMessage): void {
    this.messages.push(message);
    if (message.type !== 'events') return;
    this.lost += message.lost;
    this.events.push(...message.events);
  }
}
