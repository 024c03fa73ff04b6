import type { Move, Place, Program } from '../clients/program.ts';
import { write } from '../clients/resource.ts';
import type { Meaning } from '../step.ts';
import { ancestorsOf, children, create, find, nameOf, remove } from '../tree/tree.ts';
import { hasFired, type Watch } from '../tree/watch.ts';
import { grantOf, inTurn, type RecipeRules, recipeRules } from './recipe-rules.ts';

/** One process at the lock of the recipe. */
export interface RecipeSeat {
  readonly name: string;
  /** The lock that it wants. Each lock is a znode of its own below `/locks`. */
  readonly lock: string;
  /** How many times it takes the lock, one after the other. @default 1 */
  readonly rounds?: number;
  /** Whether it writes to a resource while it believes to hold the lock. @default false */
  readonly writes?: boolean;
}

/** Where a process stands in the recipe. `own` is the path of its claim. */
export type RecipeLocal =
  | { readonly at: 'outside'; readonly left: number }
  /** The lock's znode is missing; it makes all that is above a claim. */
  | { readonly at: 'preparing'; readonly left: number; readonly made: number }
  /** Its claim may or may not have been made: the answer was lost. */
  | { readonly at: 'searching'; readonly left: number }
  | { readonly at: 'listing'; readonly left: number; readonly own: string }
  | {
      readonly at: 'watching';
      readonly left: number;
      readonly own: string;
      /** The claim whose turn comes before its own. */
      readonly ahead: string;
    }
  | {
      readonly at: 'waiting';
      readonly left: number;
      readonly own: string;
      readonly watch: Watch | null;
    }
  | {
      readonly at: 'inside';
      readonly left: number;
      readonly own: string;
      readonly grant: number;
      readonly hasWritten: boolean;
    }
  | {
      readonly at: 'ended';
      readonly how: 'released' | 'cancelled' | 'expired' | 'robbed' | 'thief';
    };

type At<Name extends RecipeLocal['at']> = RecipeLocal & { readonly at: Name };
type Here = Place<RecipeLocal>;
type Moves = readonly Move<RecipeLocal>[];

/** What each step needs besides the place: the rules and the seat. */
interface Taking {
  readonly rules: RecipeRules;
  readonly contest: Contest;
  /** Path of the lock. */
  readonly lock: string;
  readonly writes: boolean;
}

/** What a program of claims is about. */
export interface Contest {
  readonly name: string;
  /** The znode below which each contest has one of its own. */
  readonly parent: string;
  /** What it means to be first. */
  readonly first: Meaning;
  /** Whether the first stays so until it dies. */
  readonly keeps: boolean;
}

const lockContest: Contest = {
  name: 'the recipe’s lock',
  parent: '/locks',
  first: 'told-that-it-holds',
  keeps: false,
};

/**
 * The lock of ZooKeeper's Recipes (section Locks): an ephemeral sequential znode for each claim,
 * turns by sequence number, each waiter watches the claim before its own. `rules` overrides one
 * decision or more.
 */
export function recipeLock(
  seats: readonly RecipeSeat[],
  rules: Partial<RecipeRules> = {},
): Program<RecipeLocal> {
  return contestOfClaims(lockContest, seats, rules);
}

/** The common part of the recipes for locks and for elections. */
export function contestOfClaims(
  contest: Contest,
  seats: readonly RecipeSeat[],
  rules: Partial<RecipeRules>,
): Program<RecipeLocal> {
  const taking = seats.map(({ lock, writes }) => ({
    rules: { ...recipeRules, ...rules },
    contest,
    lock: `${contest.parent}/${lock}`,
    writes: writes === true,
  }));
  return {
    name: contest.name,
    begin: (seat) => ({ at: 'outside', left: seats[seat]?.rounds ?? 1 }),
    hasBegun: ({ at }) => at !== 'outside',
    hasEnded: ({ at }) => at === 'ended',
    moves: (here) => {
      const own = taking[here.seat];
      if (own === undefined) return [];
      return here.connected ? step(own, here, here.local) : cutOff(own, here, here.local);
    },
  };
}

function step(taking: Taking, here: Here, local: RecipeLocal): Moves {
  switch (local.at) {
    case 'outside':
      return claim(taking, here, local);
    case 'preparing':
      return prepare(taking, here, local);
    case 'searching':
      return search(taking, here, local);
    case 'listing':
      return look(taking, here, local);
    case 'watching':
      return watch(taking, here, local);
    case 'waiting':
      return [...wake(taking, here, local), ...cancel(taking, here, local)];
    case 'inside':
      if (taking.writes && !local.hasWritten) return act(taking, here, local);
      return taking.contest.keeps ? [] : release(taking, here, local);
    case 'ended':
      return [];
  }
}

/** A process whose session has expired learns it by its next call, and not before. */
function cutOff(taking: Taking, here: Here, local: RecipeLocal): Moves {
  if (local.at === 'ended') return [];
  // The resource is no part of the service, so a holder that knows nothing still writes to it.
  const writes = local.at === 'inside' && taking.writes && !local.hasWritten;
  return [
    ...(writes ? act(taking, here, local) : []),
    {
      deed: { type: 'told-of-expiry' },
      meaning: 'ends',
      local: { at: 'ended', how: 'expired' },
    },
  ];
}

/** The start of a claim's name: it tells whose it is. */
function prefixOf(taking: Taking, session: number): string {
  return `${taking.lock}/guid${session}-lock-`;
}

function claim(taking: Taking, here: Here, { left }: At<'outside'>): Moves {
  const { tree, session } = here;
  const path = prefixOf(taking, session);
  const options = { session, ephemeral: taking.rules.isEphemeral(), sequential: true };
  const made = create(tree, path, options);
  if (made.type === 'refused') {
    const deed = { type: 'create', path, error: made.error } as const;
    return [{ deed, meaning: null, local: { at: 'preparing', left, made: 0 } }];
  }
  const answered: Move<RecipeLocal> = {
    deed: { type: 'create', path: made.path, error: null },
    meaning: null,
    local: { at: 'listing', left, own: made.path },
    tree: made.tree,
  };
  if (here.left.lostReplies === 0) return [answered];
  const unanswered: Move<RecipeLocal> = {
    deed: { type: 'create-unanswered', path: made.path },
    meaning: null,
    local: taking.rules.looksForItself() ? { at: 'searching', left } : { at: 'outside', left },
    tree: made.tree,
    spends: 'lostReplies',
  };
  return [answered, unanswered];
}

function prepare(taking: Taking, { tree }: Here, { left, made }: At<'preparing'>): Moves {
  const needed = [...ancestorsOf(taking.lock), taking.lock];
  const path = needed[made] ?? taking.lock;
  // Whatever is above the claims belongs to nobody, and stays.
  const written = create(tree, path, { session: -1, ephemeral: false, sequential: false });
  const local: RecipeLocal =
    made + 1 < needed.length ? { at: 'preparing', left, made: made + 1 } : { at: 'outside', left };
  if (written.type === 'done') {
    const deed = { type: 'create', path, error: null } as const;
    return [{ deed, meaning: null, local, tree: written.tree }];
  }
  // Somebody else was faster: as good as done.
  return [{ deed: { type: 'create', path, error: written.error }, meaning: null, local }];
}

function search(taking: Taking, { tree, session }: Here, { left }: At<'searching'>): Moves {
  const names = children(tree, taking.lock) ?? [];
  const prefix = nameOf(prefixOf(taking, session));
  const found = names.find((name) => name.startsWith(prefix));
  const deed = { type: 'list', path: taking.lock, names } as const;
  if (found === undefined) return [{ deed, meaning: null, local: { at: 'outside', left } }];
  return [{ deed, meaning: null, local: { at: 'listing', left, own: `${taking.lock}/${found}` } }];
}

function look(taking: Taking, { tree }: Here, { left, own }: At<'listing'>): Moves {
  const names = children(tree, taking.lock) ?? [];
  const deed = { type: 'list', path: taking.lock, names } as const;
  const turns = inTurn(names, taking.rules.turnOf);
  const place = turns.indexOf(nameOf(own));
  const ahead = turns[place - 1];
  if (place < 0) return [{ deed, meaning: 'fails', local: { at: 'ended', how: 'robbed' } }];
  if (ahead === undefined) {
    const local = {
      at: 'inside',
      left,
      own,
      grant: grantOf(tree, own),
      hasWritten: false,
    } as const;
    return [{ deed, meaning: taking.contest.first, local }];
  }
  const local = { at: 'watching', left, own, ahead: `${taking.lock}/${ahead}` } as const;
  return [{ deed, meaning: null, local }];
}

function watch({ rules }: Taking, { tree }: Here, { left, own, ahead }: At<'watching'>): Moves {
  const exists = find(tree, ahead) !== null;
  const set = rules.watches(tree, ahead);
  const deed = { type: 'watch', path: set?.path ?? ahead, exists } as const;
  if (set === null && rules.looksAgainIfGone()) {
    return [{ deed, meaning: null, local: { at: 'listing', left, own } }];
  }
  return [{ deed, meaning: 'waits', local: { at: 'waiting', left, own, watch: set } }];
}

function wake({ rules }: Taking, { tree }: Here, local: At<'waiting'>): Moves {
  const { left, own } = local;
  if (local.watch === null || !hasFired(tree, local.watch)) return [];
  const deed = { type: 'woken', path: local.watch.path } as const;
  if (rules.looksAgainWhenWoken()) {
    return [{ deed, meaning: null, local: { at: 'listing', left, own } }];
  }
  const inside = { at: 'inside', left, own, grant: grantOf(tree, own), hasWritten: false } as const;
  return [{ deed, meaning: 'goes-in', local: inside }];
}

function cancel(taking: Taking, here: Here, local: At<'waiting'>): Moves {
  if (here.left.cancels === 0) return [];
  const path = taking.rules.releases(here.tree, local.own);
  const gone = remove(here.tree, path);
  const error = gone.type === 'refused' ? gone.error : null;
  const how = find(here.tree, path)?.session === here.session ? 'cancelled' : 'thief';
  const tree = gone.type === 'done' ? gone.tree : here.tree;
  return [
    {
      deed: { type: 'cancel', path, error },
      meaning: 'ends',
      local: { at: 'ended', how },
      tree,
      spends: 'cancels',
    },
  ];
}

function act({ rules }: Taking, { resource }: Here, local: At<'inside'>): Moves {
  const token = rules.token(local.own, local.grant);
  const written = write(resource, token, local.grant);
  const deed = { type: 'effect', token, accepted: written.accepted } as const;
  const next = { ...local, hasWritten: true };
  return [{ deed, meaning: null, local: next, resource: written.resource }];
}

function release(taking: Taking, { tree, session }: Here, local: At<'inside'>): Moves {
  const path = taking.rules.releases(tree, local.own);
  const gone = remove(tree, path);
  if (gone.type === 'refused') {
    const deed = { type: 'delete', path, error: gone.error } as const;
    return [{ deed, meaning: 'fails', local: { at: 'ended', how: 'robbed' } }];
  }
  const deed = { type: 'delete', path, error: null } as const;
  if (find(tree, path)?.session !== session) {
    return [{ deed, meaning: 'ends', local: { at: 'ended', how: 'thief' }, tree: gone.tree }];
  }
  const again = local.left > 1;
  const next: RecipeLocal = again
    ? { at: 'outside', left: local.left - 1 }
    : { at: 'ended', how: 'released' };
  return [{ deed, meaning: again ? null : 'ends', local: next, tree: gone.tree }];
}
