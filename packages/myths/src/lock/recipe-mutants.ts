import { parentOf } from '../tree/tree.ts';
import { watchChildren } from '../tree/watch.ts';
import { firstClaim, type RecipeRules, suffixOf } from './recipe-rules.ts';

/** The recipe with one decision replaced by a mistake that is often made. */
export interface RecipeMutant {
  readonly id: string;
  /** The mistake, in a sentence. */
  readonly says: string;
  readonly rules: Partial<RecipeRules>;
}

/** The decisions that have a mutant; {@link RecipeRules} names it beside the decision. */
export type RecipeMistake =
  | 'oneHomeForAll'
  | 'persistentClaim'
  | 'turnByName'
  | 'createAgain'
  | 'watchTheParent'
  | 'waitForNothing'
  | 'wokenIsIn'
  | 'releaseTheFirst'
  | 'noToken'
  | 'suffixAsToken';

/** Each breaks what its decision is there for. */
export const recipeMutants: Readonly<Record<RecipeMistake, RecipeMutant>> = {
  oneHomeForAll: {
    id: 'one-home-for-all',
    says: 'The claims of all locks are made below one znode.',
    rules: { homeOf: (parent) => parent },
  },
  persistentClaim: {
    id: 'persistent-claim',
    says: 'The claim is a persistent znode, and outlives a crashed holder.',
    rules: { isEphemeral: () => false },
  },
  turnByName: {
    id: 'turn-by-name',
    says: 'Claims are sorted by their whole names, so that the start of the name decides.',
    rules: { turnOf: (name) => name },
  },
  createAgain: {
    id: 'create-again',
    says: 'After a lost answer a second claim is made, without a look for the first.',
    rules: { looksForItself: () => false },
  },
  watchTheParent: {
    id: 'watch-the-parent',
    says: 'Every waiter watches the children of the lock.',
    rules: { watches: (tree, ahead) => watchChildren(tree, parentOf(ahead)) },
  },
  waitForNothing: {
    id: 'wait-for-nothing',
    says: 'A waiter waits although the claim that it would watch is gone already.',
    rules: { looksAgainIfGone: () => false },
  },
  wokenIsIn: {
    id: 'woken-is-in',
    says: 'A waiter goes in as soon as the claim before its own is gone, whoever is before that.',
    rules: { looksAgainWhenWoken: () => false },
  },
  releaseTheFirst: {
    id: 'release-the-first',
    says: 'To let go means to delete the first claim, whosever it is.',
    rules: { releases: firstClaim },
  },
  noToken: {
    id: 'no-token',
    says: 'Writes carry no token, so that the resource cannot tell a late holder.',
    rules: { token: () => null },
  },
  suffixAsToken: {
    id: 'suffix-as-token',
    says: 'The sequence number is taken for a token, and begins anew with the parent.',
    rules: { token: (own) => Number(suffixOf(own)) },
  },
};
