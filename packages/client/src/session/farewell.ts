import {
  ConnectResponse,
  decode,
  type FrameSplitter,
  JuteWriter,
  writeRequest,
} from '@menagerie/jute';
import type { Link } from '../transport.ts';
import type { World } from '../world.ts';

/** How long a server may take for it, in milliseconds: a process that is done does not end before. */
const PATIENCE_MS = 1000;

/**
 * Ends a session that a server is making for a connection which is not wanted any more. Nobody would
 * know of it, and servers would keep it, empty, for its timeout.
 */
export class Farewell {
  readonly #link: Link;
  readonly #splitter: FrameSplitter;
  readonly #cancelPatience: () => void;
  #isWelcomed = false;
  #isOver = false;

  /** @param splitter as it stands: a part of the welcome may be in it */
  constructor(world: World, link: Link, splitter: FrameSplitter) {
    this.#link = link;
    this.#splitter = splitter;
    this.#cancelPatience = world.after(PATIENCE_MS, () => this.end());
  }

  receive(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
    try {
      while (!this.#isOver) {
        const frame = this.#splitter.next();
        if (frame === null) return;
        this.#take(frame);
      }
    } catch {
      // Whoever speaks there, it is no server.
      this.end();
    }
  }

  /** Leaves it at that. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancelPatience();
    this.#link.close();
  }

  #take(frame: Uint8Array): void {
    const isMade = !this.#isWelcomed && decode(ConnectResponse, frame).timeOut > 0;
    this.#isWelcomed = true;
    // What comes behind the welcome is the answer.
    if (!isMade) return this.end();
    this.#link.send(writeRequest(new JuteWriter(), 'closeSession', 1, null));
  }
}
