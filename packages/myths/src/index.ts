/**
 * Designs of coordination that are widely copied and do not work, as small models; the shortest way
 * to each of their failures; and the cures beside them. Not a client of ZooKeeper: nothing here
 * talks to a server.
 *
 * ```js
 * import { myths, sentence } from '@menagerie/myths';
 *
 * const { title, design, cure } = myths.find(({ id }) => id === 'X05-hang');
 * const found = design.look();
 *
 * console.log(title);
 * for (const step of found.steps) console.log('-', sentence(step));
 *
 * const { type, states } = cure.look();
 * console.log(cure.name, type, states);
 * ```
 *
 * @packageDocumentation
 */

export { type Client, type Scope, type World, worldModel } from './clients/world.ts';
export {
  articleElection,
  type CandidateLocal,
  type Charity,
  ELECTIONS,
} from './election/article.ts';
export { type ElectionFailures, type ElectionView, electionFailures } from './election/failures.ts';
export { recipeElection } from './election/recipe.ts';
export {
  articleElectionView,
  electsOne,
  losersCanGo,
  nameIsNoNumber,
  recipeElectionView,
  succession,
} from './election/views.ts';
export { MythsError, type MythsErrorCode } from './errors.ts';
export { type ArticleLocal, type ArticleSeat, articleLock, LOCKS } from './lock/article.ts';
export { articleView } from './lock/article-view.ts';
export { type LockFailures, type LockView, lockFailures } from './lock/failures.ts';
export { wakeUps } from './lock/herd.ts';
export { recipeLock } from './lock/recipe.ts';
export { type RecipeMistake, type RecipeMutant, recipeMutants } from './lock/recipe-mutants.ts';
export { type RecipeRules, recipeRules } from './lock/recipe-rules.ts';
export type { RecipeLocal, RecipeSeat } from './lock/recipe-types.ts';
export { herd, lateWrite, pausedHolder, recipeView, someoneIsFirst } from './lock/recipe-view.ts';
export { type Finding, type LookOptions, lookFor, type Stepped } from './looking.ts';
export { type StoreFailures, storeFailures } from './placement/failures.ts';
export { hash } from './placement/hash.ts';
export {
  type QuorumMistake,
  type QuorumMutant,
  quorumMutants,
} from './placement/quorum-mutants.ts';
export { type QuorumRules, quorumRules, quorumStore } from './placement/quorum-store.ts';
export { ringStore } from './placement/ring-store.ts';
export {
  everywhere,
  hashRing,
  loads,
  modulo,
  type Placement,
  type Relocation,
  type RingOptions,
  relocation,
} from './placement/schemes.ts';
export {
  type Errand,
  type Server,
  type Store,
  type StoreClient,
  type StoreLocal,
  type StoreMove,
  type StoreScope,
  type StoreWorld,
  storeModel,
  type Version,
} from './placement/store.ts';
export { myths } from './registry/index.ts';
export type { Myth } from './registry/myth.ts';
export { type Fact, type Play, type Position, playOf } from './registry/play.ts';
export { type Deed, type Meaning, type Step, sentence } from './step.ts';
export {
  type CreateOptions,
  childrenOf,
  createZnode,
  expireSession,
  findZnode,
  removeZnode,
  type Tree,
  treeOf,
  type Written,
  type Znode,
  type ZnodeError,
} from './tree/tree.ts';
export { hasFired, type Watch, watchChildren, watchZnode } from './tree/watch.ts';
