import type { Clock, Log } from '@menagerie/server';
import type { Listening } from '../world.ts';
import type { PeerAddress } from './peers-parts.ts';

/** Between two attempts at a port that is not to be had. */
const AGAIN_MS = 1000;

/** What listening for other servers takes. */
export interface PeerDoorsParts {
  readonly clock: Clock;
  readonly log: Log;
  /** @throws what `listen` says of the port */
  listen(at: PeerAddress): Promise<Listening>;
}

/**
 * The ports at which a server is found by the others: two while it moves. It leaves none before it has
 * those that it is to have, unless they are the same port of the machine.
 */
export class PeerDoors {
  readonly #parts: PeerDoorsParts;
  readonly #open = new Map<string, Listening>();
  #wanted: ReadonlyMap<string, PeerAddress> = new Map();
  /** Those that were left: each closes once the last who came in has gone. */
  readonly #left: Promise<void>[] = [];
  #moving: Promise<void> = Promise.resolve();
  #stopTrying: () => void = () => {};
  #isClosed = false;

  constructor(parts: PeerDoorsParts) {
    this.#parts = parts;
  }

  /** @throws what `listen` says of the first of them */
  async open(wanted: readonly PeerAddress[]): Promise<void> {
    const [first] = wanted;
    if (first !== undefined) this.#open.set(keyOf(first), await this.#parts.listen(first));
    await this.#move(wanted);
  }

  /** Is found there from now on, one move after the other. */
  move(wanted: readonly PeerAddress[]): void {
    const keys = wanted.map(keyOf).join(' ');
    if (keys === [...this.#wanted.keys()].join(' ')) return;
    this.#moving = this.#moving.then(() => this.#move(wanted));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopTrying();
    await this.#moving;
    await Promise.all([...this.#left, ...[...this.#open.values()].map((door) => door.close())]);
  }

  async #move(wanted: readonly PeerAddress[]): Promise<void> {
    this.#wanted = new Map(wanted.map((at) => [keyOf(at), at]));
    await this.#try(true);
  }

  /** @param isFirst whether what is not to be had is news */
  async #try(isFirst: boolean): Promise<void> {
    this.#stopTrying();
    const { log, clock } = this.#parts;
    const missing = [...this.#wanted].filter(([key]) => !this.#open.has(key));
    // One port is not to be had twice, be it of all addresses and of one.
    for (const [, { port }] of missing) this.#leave((key) => key.endsWith(` ${port}`));
    for (const [key, at] of missing) {
      if (this.#isClosed) return;
      try {
        this.#open.set(key, await this.#parts.listen(at));
        log.info({ ...at }, 'other servers find this one at another address from now on');
      } catch (err) {
        if (isFirst) {
          const remedy = 'free that port, or reconfigure the ensemble again';
          log.error({ ...at, err, remedy }, 'the new port for servers is not to be had');
        }
      }
    }
    const isWhole = [...this.#wanted.keys()].every((key) => this.#open.has(key));
    if (isWhole) this.#leave(() => true);
    else this.#stopTrying = clock.after(AGAIN_MS, () => this.#again());
  }

  #again(): void {
    this.#moving = this.#moving.then(() => this.#try(false));
  }

  /** Closes what is not wanted any more. */
  #leave(which: (key: string) => boolean): void {
    for (const [key, door] of this.#open) {
      if (this.#wanted.has(key) || !which(key)) continue;
      this.#open.delete(key);
      this.#left.push(door.close());
    }
  }
}

function keyOf({ host, port }: PeerAddress): string {
  return `${host} ${port}`;
}
