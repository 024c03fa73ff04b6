import type { ModelProperty } from '@menagerie/checker';
import type { Client, World } from '../clients/world.ts';

/** How to see in a lock's local state what every lock has. */
export interface LockView<Local> {
  /** Whether the process acts as holder of a lock, and of which; `null` where it does not. */
  insideOf(client: Client<Local>): string | null;
  /** Whether the process wants a lock and does not have it. */
  isWaiting(local: Local): boolean;
  /** Whether the process removed a znode that another one had made. */
  hasStolen(local: Local): boolean;
  /** Whether taking the lock failed without its being asked to stop. */
  hasFailed(local: Local): boolean;
}

/** What a lock must never do, over whatever runs it. */
export interface LockFailures<Local> {
  readonly twoHolders: ModelProperty<World<Local>>;
  readonly hang: ModelProperty<World<Local>>;
  readonly theft: ModelProperty<World<Local>>;
  readonly litter: ModelProperty<World<Local>>;
  readonly refusal: ModelProperty<World<Local>>;
}

export function lockFailures<Local>(view: LockView<Local>): LockFailures<Local> {
  return {
    /** Two processes whose sessions live are inside the same lock. */
    twoHolders: {
      name: 'one holder at most',
      kind: 'always',
      holds: ({ clients }) => {
        const inside = clients
          .filter(({ running, connected }) => running && connected)
          .map((client) => view.insideOf(client))
          .filter((lock) => lock !== null);
        return new Set(inside).size === inside.length;
      },
    },
    /** Nothing can happen any more, and a process that lives still waits. */
    hang: {
      name: 'whoever waits gets in at last',
      kind: 'final',
      holds: ({ clients }) =>
        !clients.some(({ running, local }) => running && view.isWaiting(local)),
    },
    theft: {
      name: 'each deletes what it made itself',
      kind: 'always',
      holds: ({ clients }) => !clients.some(({ local }) => view.hasStolen(local)),
    },
    /** A process crashed, its session has expired, and a znode of it is still there. */
    litter: {
      name: 'nothing is left of the dead',
      kind: 'always',
      holds: ({ tree, clients }) =>
        !clients.some(
          ({ running, connected, session }) =>
            !running && !connected && tree.znodes.some((znode) => znode.session === session),
        ),
    },
    refusal: {
      name: 'a lock can be taken',
      kind: 'always',
      holds: ({ clients }) => !clients.some(({ local }) => view.hasFailed(local)),
    },
  };
}
