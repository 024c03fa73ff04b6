import { isQuorum, serversOf } from '@menagerie/contract';
import { firstQuorums, type Log, placesOf, type Roster } from '@menagerie/server';
import type { Layout } from './layout.ts';

/** What beginning takes. */
export interface FoundingParts {
  readonly layout: Layout;
  readonly log: Log;
  /** Lets the core begin. */
  start(): void;
}

/**
 * A server that takes itself for a voter, and has nothing on its disk, begins only once it knows from
 * a quorum of the voters that it was started with that they know of no ensemble without it. A
 * new one that is not marked as such would else vote among those that it knows, and decide beside the
 * ensemble that there is.
 */
export class Founding {
  readonly #parts: FoundingParts;
  readonly #fresh = new Set<number>();
  #isOver = false;

  constructor(parts: FoundingParts) {
    this.#parts = parts;
    this.#fresh.add(parts.layout.self);
    this.#look();
  }

  /** It begins no more. */
  end(): void {
    this.#isOver = true;
  }

  /** What another server says of the configuration; version 0 before the first. */
  heard(from: number, told: Roster): void {
    const { layout, log } = this.#parts;
    if (this.#isOver) return;
    const voters = placesOf(told, 'participant');
    if (told.version > 0n && !voters.includes(layout.self)) {
      this.#isOver = true;
      const remedy = 'write it as an observer in its own configuration, and start it again';
      const members = told.members.map(({ id }) => id);
      log.error(
        { members, remedy },
        'this server is new to an ensemble that is there: it stays out',
      );
      return;
    }
    this.#fresh.add(from);
    this.#look();
  }

  #look(): void {
    const quorums = firstQuorums(this.#parts.layout.ensemble);
    if (this.#isOver || !isQuorum(quorums, 'write', serversOf(...this.#fresh))) return;
    this.#isOver = true;
    this.#parts.start();
  }
}
