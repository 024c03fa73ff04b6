import type { Move } from '../clients/program.ts';
import { write } from '../clients/resource.ts';
import {
  ancestorsOf,
  childrenOf,
  createZnode,
  findZnode,
  nameOf,
  removeZnode,
} from '../tree/tree.ts';
import { hasFired } from '../tree/watch.ts';
import { grantOf, inTurn } from './recipe-rules.ts';
import type { At, Here, Moves, RecipeLocal, Taking } from './recipe-types.ts';

/** The start of a claim's name: it tells whose it is. */
function prefixOf(taking: Taking, session: number): string {
  return `${taking.home}/guid${session}-lock-`;
}

export function claim(taking: Taking, here: Here, { left }: At<'outside'>): Moves {
  const { tree, session } = here;
  const path = prefixOf(taking, session);
  const options = { session, ephemeral: taking.rules.isEphemeral(), sequential: true };
  const made = createZnode(tree, path, options);
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

export function prepare(taking: Taking, { tree }: Here, { left, made }: At<'preparing'>): Moves {
  const needed = [...ancestorsOf(taking.home), taking.home];
  const path = needed[made] ?? taking.home;
  // Whatever is above the claims belongs to nobody, and stays.
  const written = createZnode(tree, path, { session: -1, ephemeral: false, sequential: false });
  const local: RecipeLocal =
    made + 1 < needed.length ? { at: 'preparing', left, made: made + 1 } : { at: 'outside', left };
  if (written.type === 'done') {
    const deed = { type: 'create', path, error: null } as const;
    return [{ deed, meaning: null, local, tree: written.tree }];
  }
  // Somebody else was faster: as good as done.
  return [{ deed: { type: 'create', path, error: written.error }, meaning: null, local }];
}

export function search(taking: Taking, { tree, session }: Here, { left }: At<'searching'>): Moves {
  const names = childrenOf(tree, taking.home) ?? [];
  const prefix = nameOf(prefixOf(taking, session));
  const found = names.find((name) => name.startsWith(prefix));
  const deed = { type: 'list', path: taking.home, names } as const;
  if (found === undefined) return [{ deed, meaning: null, local: { at: 'outside', left } }];
  return [{ deed, meaning: null, local: { at: 'listing', left, own: `${taking.home}/${found}` } }];
}

export function look(taking: Taking, { tree }: Here, { left, own }: At<'listing'>): Moves {
  const names = childrenOf(tree, taking.home) ?? [];
  const deed = { type: 'list', path: taking.home, names } as const;
  const turns = inTurn(names, (name) => taking.rules.turnOf(name));
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
  const local = { at: 'watching', left, own, ahead: `${taking.home}/${ahead}` } as const;
  return [{ deed, meaning: null, local }];
}

export function watch(
  { rules }: Taking,
  { tree }: Here,
  { left, own, ahead }: At<'watching'>,
): Moves {
  const exists = findZnode(tree, ahead) !== null;
  const set = rules.watches(tree, ahead);
  const deed = { type: 'watch', path: set?.path ?? ahead, exists } as const;
  if (set === null && rules.looksAgainIfGone()) {
    return [{ deed, meaning: null, local: { at: 'listing', left, own } }];
  }
  return [{ deed, meaning: 'waits', local: { at: 'waiting', left, own, watch: set } }];
}

export function wake({ rules }: Taking, { tree }: Here, local: At<'waiting'>): Moves {
  const { left, own } = local;
  if (local.watch === null || !hasFired(tree, local.watch)) return [];
  const deed = { type: 'woken', path: local.watch.path } as const;
  if (rules.looksAgainWhenWoken()) {
    return [{ deed, meaning: null, local: { at: 'listing', left, own } }];
  }
  const inside = { at: 'inside', left, own, grant: grantOf(tree, own), hasWritten: false } as const;
  return [{ deed, meaning: 'goes-in', local: inside }];
}

export function cancel(taking: Taking, here: Here, local: At<'waiting'>): Moves {
  if (here.left.cancels === 0) return [];
  const path = taking.rules.releases(here.tree, local.own);
  const gone = removeZnode(here.tree, path);
  const error = gone.type === 'refused' ? gone.error : null;
  const how = findZnode(here.tree, path)?.session === here.session ? 'cancelled' : 'thief';
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

export function act({ rules }: Taking, { resource }: Here, local: At<'inside'>): Moves {
  const token = rules.token(local.own, local.grant);
  const written = write(resource, token, local.grant);
  const deed = { type: 'effect', token, accepted: written.accepted } as const;
  const next = { ...local, hasWritten: true };
  return [{ deed, meaning: null, local: next, resource: written.resource }];
}

export function release(taking: Taking, { tree, session }: Here, local: At<'inside'>): Moves {
  const path = taking.rules.releases(tree, local.own);
  const gone = removeZnode(tree, path);
  if (gone.type === 'refused') {
    const deed = { type: 'delete', path, error: gone.error } as const;
    return [{ deed, meaning: 'fails', local: { at: 'ended', how: 'robbed' } }];
  }
  const deed = { type: 'delete', path, error: null } as const;
  if (findZnode(tree, path)?.session !== session) {
    return [{ deed, meaning: 'ends', local: { at: 'ended', how: 'thief' }, tree: gone.tree }];
  }
  const again = local.left > 1;
  const next: RecipeLocal = again
    ? { at: 'outside', left: local.left - 1 }
    : { at: 'ended', how: 'released' };
  return [{ deed, meaning: again ? null : 'ends', local: next, tree: gone.tree }];
}
