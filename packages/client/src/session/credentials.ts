import type { AuthPacket } from '@menagerie/jute';
import { type KeeperError, ServerError } from '../errors.ts';

/** Who this client says it is: said again on every connection, because servers forget with each. */
export class Credentials {
  readonly #packets: AuthPacket[] = [];
  /** Whoever waits to hear that the packet of a number was accepted. */
  readonly #waiting = new Map<number, { resolve(): void; reject(error: KeeperError): void }>();
  /** The number of the packet that the next reply is about. */
  #answered = 0;

  get all(): readonly AuthPacket[] {
    return this.#packets;
  }

  add(scheme: string, auth: Uint8Array): { packet: AuthPacket; promise: Promise<void> } {
    const packet = { type: 0, scheme, auth };
    const number = this.#packets.push(packet) - 1;
    const promise = new Promise<void>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
    });
    return { packet, promise };
  }

  /** On another connection, where all are said from the first on. */
  restart(): void {
    this.#answered = 0;
  }

  /** The next reply. The error, where the server does not accept: it closes, and will again. */
  answer(err: number): ServerError | null {
    const number = this.#answered;
    this.#answered += 1;
    const waiter = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (err === 0) {
      waiter?.resolve();
      return null;
    }
    const error = new ServerError(err, { operation: 'addAuth', path: null });
    waiter?.reject(error);
    return error;
  }

  /** No more replies. */
  end(error: KeeperError): void {
    for (const waiter of this.#waiting.values()) waiter.reject(error);
    this.#waiting.clear();
  }
}
