import type { Move, Place, Program } from '../clients/program.ts';
import {
  childrenOf,
  createZnode,
  findZnode,
  nameOf,
  removeZnode,
  type ZnodeError,
} from '../tree/tree.ts';

/** One process at the article's lock. */
export interface ArticleSeat {
  readonly name: string;
  /** Process id: a part of the znode's name, and the only thing that tells processes apart. */
  readonly pid: number;
  /** The lock that it wants. All locks have their znodes below one parent. */
  readonly lock: string;
  /** How many times it takes the lock, one after the other. @default 1 */
  readonly rounds?: number;
}

/** Where a process stands in the article's lock. */
export type ArticleLocal =
  | { readonly at: 'outside'; readonly left: number }
  | { readonly at: 'listing'; readonly left: number }
  | {
      readonly at: 'polling';
      readonly left: number;
      /** The children as it saw them first. */
      readonly snapshot: readonly string[];
      /** Whether some poll came back different, so that it waited on. */
      readonly waitedOn: boolean;
    }
  | {
      readonly at: 'inside';
      readonly left: number;
      /** Whether it was told that it holds the lock. */
      readonly told: boolean;
      readonly waitedOn: boolean;
    }
  /** Taking the lock failed; the caller will release it all the same, as callers do. */
  | { readonly at: 'failed'; readonly left: number; readonly error: ZnodeError | 'not-listed' }
  | { readonly at: 'ended'; readonly how: 'released' | 'robbed' | 'thief' | 'failed' };

/** The parent of all lock znodes. */
export const LOCKS = '/locks';

type Here = Place<ArticleLocal>;
type Moves = readonly Move<ArticleLocal>[];

/**
 * The lock of the article's §4.1: a persistent znode named after lock and process id; whoever is
 * first among the children, as strings, holds it; the others wait until the children look as they
 * did at first.
 */
export function articleLock(seats: readonly ArticleSeat[]): Program<ArticleLocal> {
  const pathOf = (seat: number): string =>
    `${LOCKS}/${seats[seat]?.lock ?? ''}-${seats[seat]?.pid ?? 0}`;
  return {
    name: 'the article’s lock',
    begin: (seat) => ({ at: 'outside', left: seats[seat]?.rounds ?? 1 }),
    hasBegun: ({ at }) => at !== 'outside',
    hasEnded: ({ at }) => at === 'ended',
    moves: (here) => {
      const path = pathOf(here.seat);
      switch (here.local.at) {
        case 'outside':
          return makeZnode(here, path, here.local.left);
        case 'listing':
          return lookOnce(here, path, here.local.left);
        case 'polling':
          return poll(here, here.local);
        case 'inside':
        case 'failed':
          return release(here, path, here.local);
        case 'ended':
          return [];
      }
    },
  };
}

function makeZnode({ tree, session }: Here, path: string, left: number): Moves {
  const made = createZnode(tree, path, { session, ephemeral: false, sequential: false });
  const deed = { type: 'create', path } as const;
  if (made.type === 'refused') {
    const { error } = made;
    return [{ deed: { ...deed, error }, meaning: 'fails', local: { at: 'failed', left, error } }];
  }
  const local = { at: 'listing', left } as const;
  return [{ deed: { ...deed, error: null }, meaning: null, local, tree: made.tree }];
}

function lookOnce({ tree }: Here, path: string, left: number): Moves {
  const names = childrenOf(tree, LOCKS) ?? [];
  const deed = { type: 'list', path: LOCKS, names } as const;
  const place = names.indexOf(nameOf(path));
  if (place === 0) {
    const local = { at: 'inside', left, told: true, waitedOn: false } as const;
    return [{ deed, meaning: 'told-that-it-holds', local }];
  }
  if (place < 0) {
    return [{ deed, meaning: 'fails', local: { at: 'failed', left, error: 'not-listed' } }];
  }
  const local = { at: 'polling', left, snapshot: names, waitedOn: false } as const;
  return [{ deed, meaning: 'waits', local }];
}

function poll({ tree }: Here, local: ArticleLocal & { readonly at: 'polling' }): Moves {
  const names = childrenOf(tree, LOCKS) ?? [];
  const deed = { type: 'list', path: LOCKS, names } as const;
  const { left, snapshot, waitedOn } = local;
  if (names.join() === snapshot.join()) {
    return [{ deed, meaning: 'goes-in', local: { at: 'inside', left, told: false, waitedOn } }];
  }
  // A second poll in vain changes nothing.
  return waitedOn ? [] : [{ deed, meaning: 'waits-on', local: { ...local, waitedOn: true } }];
}

function release(
  { tree, session }: Here,
  path: string,
  local: ArticleLocal & { readonly at: 'inside' | 'failed' },
): Moves {
  const owner = findZnode(tree, path)?.session;
  const gone = removeZnode(tree, path);
  const deed = {
    type: 'delete',
    path,
    error: gone.type === 'refused' ? gone.error : null,
  } as const;
  if (gone.type === 'refused') {
    const how = local.at === 'inside' ? 'robbed' : 'failed';
    return [{ deed, meaning: 'fails', local: { at: 'ended', how } }];
  }
  const again = local.at === 'inside' && owner === session && local.left > 1;
  const next: ArticleLocal = again
    ? { at: 'outside', left: local.left - 1 }
    : { at: 'ended', how: owner === session ? 'released' : 'thief' };
  return [{ deed, meaning: again ? null : 'ends', local: next, tree: gone.tree }];
}
