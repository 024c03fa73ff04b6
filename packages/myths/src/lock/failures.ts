import type { ModelProperty } from '@menagerie/checker';
import { nothingIsLeft } from '../clients/litter.ts';
import type { Client, World } from '../clients/world.ts';
import type { Tree } from '../tree/tree.ts';

/** How to see in a lock's local state what every lock has. */
export interface LockView<Local> {
  /** Whether the process acts as holder of a lock, and of which; `null` where it does not. */
  insideOf(client: Client<Local>): string | null;
  /** Whether the process wants a lock and does not have it. */
  isWaiting(local: Local): boolean;
  /** Whether the process removed a znode that another one had made. */
  hasStolen(local: Local): boolean;
  /** The locks of all claims that it waits for; empty where it does not wait. */
  waitsFor(client: Client<Local>, world: World<Local>): readonly string[];
  /** Whether it went in after it had waited in vain, although an earlier claim is there again. */
  jumps(client: Client<Local>, tree: Tree): boolean;
  /** The lock that the process wants. */
  wants(client: Client<Local>): string;
  /** Whether taking the lock failed without its being asked to stop. */
  hasFailed(local: Local): boolean;
}

/** What a lock must never do, over whatever runs it. */
export interface LockFailures<Local> {
  readonly twoHolders: ModelProperty<World<Local>>;
  readonly threeInside: ModelProperty<World<Local>>;
  readonly hang: ModelProperty<World<Local>>;
  readonly theft: ModelProperty<World<Local>>;
  readonly litter: ModelProperty<World<Local>>;
  readonly refusal: ModelProperty<World<Local>>;
  readonly stranger: ModelProperty<World<Local>>;
  readonly freedByTaking: ModelProperty<World<Local>>;
}

/** The failures, over a lock that can be seen by `view`. Their names say what should hold. */
export function lockFailures<Local>(view: LockView<Local>): LockFailures<Local> {
  const holders = ({ clients }: World<Local>): readonly string[] =>
    clients
      .filter(({ running, connected }) => running && connected)
      .map((client) => view.insideOf(client))
      .filter((lock) => lock !== null);
  return {
    /** Two processes whose sessions live are inside the same lock. */
    twoHolders: {
      name: 'one holder at most',
      kind: 'always',
      holds: (world) => new Set(holders(world)).size === holders(world).length,
    },
    threeInside: {
      name: 'no three holders',
      kind: 'always',
      holds: (world) => holders(world).length - new Set(holders(world)).size < 2,
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
    litter: nothingIsLeft<Local>(),
    refusal: {
      name: 'a lock can be taken',
      kind: 'always',
      holds: ({ clients }) => !clients.some(({ local }) => view.hasFailed(local)),
    },
    /** A process waits, and nobody else is at its lock. */
    stranger: {
      name: 'only claims of the same lock keep one waiting',
      kind: 'always',
      holds: (world) =>
        world.clients.every((client) => {
          const locks = view.waitsFor(client, world);
          return locks.length === 0 || locks.includes(view.wants(client));
        }),
    },
    /** A waiter that had to wait on goes in although the lock is held. */
    freedByTaking: {
      name: 'waiting ends when the lock is free',
      kind: 'always',
      holds: ({ clients, tree }) => !clients.some((client) => view.jumps(client, tree)),
    },
  };
}
