import type { ModelProperty } from '@menagerie/checker';
import type { World } from '../clients/world.ts';
import type { RecipeLocal } from '../lock/recipe-types.ts';
import type { CandidateLocal } from './article.ts';
import type { ElectionView } from './failures.ts';

/** What the article's election shows of itself. */
export const articleElectionView: ElectionView<CandidateLocal> = {
  leads: ({ at }) => at === 'leading',
  isOut: () => false,
  hasFailed: (local) =>
    local.at === 'ended' && local.how !== 'gave-way' && local.how !== 'timed-out',
};

/** What the recipe's election shows of itself. */
export const recipeElectionView: ElectionView<RecipeLocal> = {
  leads: ({ at }) => at === 'inside',
  isOut: (local) => local.at === 'ended' && local.how === 'expired',
  hasFailed: (local) => local.at === 'ended' && local.how === 'robbed',
};

/** A name stood in the way of counting. */
export const nameIsNoNumber: ModelProperty<World<CandidateLocal>> = {
  name: 'every name can be counted',
  kind: 'always',
  holds: ({ clients }) =>
    !clients.some(({ local }) => local.at === 'ended' && local.how === 'no-number'),
};

/** A candidate saw itself win, and went on counting until its time was up. */
export const winnerLeads: ModelProperty<World<CandidateLocal>> = {
  name: 'who has won leads',
  kind: 'always',
  holds: ({ clients }) =>
    !clients.some(
      ({ local }) => local.at === 'withdrawing' && local.why === 'timed-out' && local.hasWon,
    ),
};

/** A candidate that lost tried to delete what it had made, and could not. */
export const losersCanGo: ModelProperty<World<CandidateLocal>> = {
  name: 'who gives way leaves nothing',
  kind: 'always',
  holds: ({ clients }) =>
    !clients.some(
      ({ local }) => local.at === 'ended' && local.how === 'not-empty' && local.why === 'lost',
    ),
};

/** One is elected, and every other gave way: what the article promises. */
export const electsOne: ModelProperty<World<CandidateLocal>> = {
  name: 'one is elected, and the others give way',
  kind: 'sometimes',
  holds: ({ clients }) =>
    clients.filter(({ local }) => local.at === 'leading' && local.how === 'elected').length === 1 &&
    clients.every(
      ({ local }) => local.at === 'leading' || (local.at === 'ended' && local.how === 'gave-way'),
    ),
};

/** A leader died, and another one leads. */
export const succession: ModelProperty<World<RecipeLocal>> = {
  name: 'after the death of a leader another one leads',
  kind: 'sometimes',
  holds: ({ clients }) =>
    clients.some(({ running, local }) => !running && local.at === 'inside') &&
    clients.some(({ running, connected, local }) => running && connected && local.at === 'inside'),
};
