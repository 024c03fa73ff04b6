import { findZnode, nameOf, parentOf, type Tree } from '../tree/tree.ts';
import { type Watch, watchZnode } from '../tree/watch.ts';

/** Every decision of the lock that ZooKeeper's recipes describe. A mutant overrides one of them. */
export interface RecipeRules {
  /** Below what the claims of a lock are made. Recipes, Locks: one lock node for each lock. */
  homeOf(parent: string, lock: string): string;
  /** Whether the znode of a claim goes with the session. Recipes, Locks, step 1. */
  isEphemeral(): boolean;
  /** What of a claim's name tells its turn. Recipes, Locks, step 3; Programmer's Guide, Sequence Nodes. */
  turnOf(name: string): string;
  /** Whether one whose answer was lost looks for its claim before it makes another. Recipes, GUID note. */
  looksForItself(): boolean;
  /**
   * What one waits for that stands behind `ahead`; `null` where that is gone already. Recipes,
   * Locks, step 4.
   */
  watches(tree: Tree, ahead: string): Watch | null;
  /** Whether one looks again where what it would watch is gone already. Recipes, Locks, step 5. */
  looksAgainIfGone(): boolean;
  /** Whether one that was woken looks again before it goes in. Recipes, Locks, step 5. */
  looksAgainWhenWoken(): boolean;
  /** The znode that one deletes to release, or to stop waiting. Recipes, Locks, last paragraph. */
  releases(tree: Tree, own: string): string;
  /** What goes with each write to the resource. Kleppmann 2016, fencing tokens. */
  token(own: string, czxid: number): number | null;
}

/** The standard recipe, with the fencing token that a resource needs besides. */
export const recipeRules: RecipeRules = {
  // mutant one-home-for-all
  homeOf: (parent, lock) => `${parent}/${lock}`,
  // mutant persistent-claim
  isEphemeral: () => true,
  // mutant turn-by-name
  turnOf: suffixOf,
  // mutant create-again
  looksForItself: () => true,
  // mutant watch-the-parent
  watches: watchZnode,
  // mutant wait-for-nothing
  looksAgainIfGone: () => true,
  // mutant woken-is-in
  looksAgainWhenWoken: () => true,
  // mutant release-the-first
  releases: (_tree, own) => own,
  // mutants no-token and suffix-as-token
  token: (_own, czxid) => czxid,
};

/** The ten digits that the server appended. */
export function suffixOf(name: string): string {
  return name.slice(-10);
}

/** The claims of a lock in turn. */
export function inTurn(names: readonly string[], turnOf: (name: string) => string): string[] {
  return names.toSorted((a, b) => (turnOf(a) < turnOf(b) ? -1 : 1));
}

/** The transaction that made a claim: its place in the order of all grants. */
export function grantOf(tree: Tree, own: string): number {
  return findZnode(tree, own)?.czxid ?? -1;
}

/** The first claim of the same lock. */
export function firstClaim(tree: Tree, own: string): string {
  const siblings = tree.znodes.filter(({ path }) => parentOf(path) === parentOf(own));
  const [first] = inTurn(
    siblings.map(({ path }) => nameOf(path)),
    suffixOf,
  );
  return first === undefined ? own : `${parentOf(own)}/${first}`;
}
