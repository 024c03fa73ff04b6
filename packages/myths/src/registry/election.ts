import type { ModelProperty } from '@menagerie/checker';
import { type Scope, type World, worldModel } from '../clients/world.ts';
import {
  articleElection,
  type CandidateLocal,
  type Charity,
  ELECTIONS,
} from '../election/article.ts';
import { type ElectionFailures, electionFailures } from '../election/failures.ts';
import { recipeElection } from '../election/recipe.ts';
import {
  articleElectionView,
  losersCanGo,
  nameIsNoNumber,
  recipeElectionView,
  succession,
  winnerLeads,
} from '../election/views.ts';
import { someoneIsFirst } from '../lock/recipe-view.ts';
import { factsOfWorld } from './facts.ts';
import type { Myth } from './myth.ts';
import { type Play, playOf } from './play.ts';

type Common = keyof ElectionFailures<CandidateLocal>;

/** What is particular to one failure of the article's election. */
interface ElectionMyth extends Omit<Myth, 'design' | 'cure'> {
  readonly names: readonly string[];
  readonly charity?: Charity;
  /** A failure that any election may have, or one that only the article's can. */
  readonly failure: Common | ModelProperty<World<CandidateLocal>>;
  readonly made?: readonly string[];
  readonly budget?: Scope['budget'];
}

/** The article's election with some of it repaired. */
function articleElectionPlay(
  names: readonly string[],
  charity: Charity,
  property: ModelProperty<World<CandidateLocal>>,
  given: Partial<Scope> = {},
): Play {
  const scope: Scope = { names, made: [ELECTIONS], ...given };
  return playOf(worldModel(articleElection(names, charity), scope, [property]), (world) =>
    factsOfWorld(scope, world),
  );
}

/** The recipe's election on a fresh ensemble. It is looked at for every failure at once. */
function recipeElectionPlay(names: readonly string[], given: Partial<Scope> = {}): Play {
  const scope: Scope = { names, made: [], ...given };
  const properties = [
    ...Object.values(electionFailures(recipeElectionView)),
    someoneIsFirst,
    succession,
  ];
  return playOf(worldModel(recipeElection(names), scope, properties), (world) =>
    factsOfWorld(scope, world),
  );
}

function electionMyth(myth: ElectionMyth): Myth {
  const { names, charity = {}, failure, made, budget = {}, ...about } = myth;
  const property =
    typeof failure === 'string' ? electionFailures(articleElectionView)[failure] : failure;
  const given = made === undefined ? { budget } : { budget, made };
  return {
    ...about,
    design: articleElectionPlay(names, charity, property, given),
    cure: recipeElectionPlay(names, { budget }),
  };
}

const three = ['n1', 'n2', 'n3'];
const shared = [ELECTIONS, `${ELECTIONS}/main`];

/** The article's election beside the recipe. */
export const electionMyths: readonly Myth[] = [
  electionMyth({
    id: 'X13-fresh-ensemble',
    title: 'No election on a fresh ensemble',
    promise: 'The election can start.',
    scope: 'three candidates, an empty tree, no faults',
    claims: ['C52'],
    runs: ['V1'],
    names: three,
    failure: 'everybodyFails',
    made: [],
  }),
  electionMyth({
    id: 'X13-no-node',
    title: 'Nobody can stand',
    promise: 'The election can start.',
    scope: 'three candidates, the common parent made, no faults',
    claims: ['C52'],
    runs: ['V2'],
    names: three,
    failure: 'everybodyFails',
  }),
  electionMyth({
    id: 'X13-already',
    title: 'Everybody leads already',
    promise: 'A candidate sees whether there is a leader.',
    scope: 'three candidates, the parents of all made, no faults',
    claims: ['C51', 'C52'],
    runs: ['V3'],
    names: three,
    failure: 'everybodyLeads',
    made: [ELECTIONS, ...three.map((name) => `${ELECTIONS}/${name}`)],
  }),
  electionMyth({
    id: 'X13-everybody-elected',
    title: 'Everybody is elected',
    promise: 'Candidates compete, and one of them wins.',
    scope: 'three candidates, no faults; repaired: parents are made',
    claims: ['C50', 'C53', 'C54'],
    runs: ['V4'],
    names: three,
    charity: { makesParents: true },
    failure: 'everybodyLeads',
  }),
  electionMyth({
    id: 'X13-name-as-number',
    title: 'A name is taken for a number of votes',
    promise: 'Votes are counted.',
    scope: 'candidates n1 and n2, no faults; repaired: one path for all',
    claims: ['C55'],
    runs: ['V5'],
    names: ['n1', 'n2'],
    charity: { sharesPath: true },
    failure: nameIsNoNumber,
    made: shared,
  }),
  electionMyth({
    id: 'X13-loser-fails',
    title: 'Losers cannot go',
    promise: 'Losers clean up and leave.',
    scope: 'candidates 1 and 2, no faults; repaired: one path for all, numbers as names',
    claims: ['C58'],
    runs: ['V6'],
    names: ['1', '2'],
    charity: { sharesPath: true },
    failure: losersCanGo,
    made: shared,
  }),
  electionMyth({
    id: 'X13-winner-times-out',
    title: 'The winner times out',
    promise: 'The one with the most votes wins.',
    scope:
      'candidates 1 and 2, no faults; repaired: one path, numbers as names, delete with all below',
    claims: ['C56', 'C57'],
    runs: ['V6', 'V7'],
    names: ['1', '2'],
    charity: { sharesPath: true, deletesBelow: true },
    failure: winnerLeads,
    made: shared,
  }),
  electionMyth({
    id: 'X13-no-successor',
    title: 'No successor',
    promise: 'When the leader dies another one is elected.',
    scope:
      'candidates 1 and 2, one crash; repaired: one path, numbers as names, delete with all below',
    claims: ['C59'],
    runs: ['V4'],
    names: ['1', '2'],
    charity: { sharesPath: true, deletesBelow: true },
    failure: 'nobodyLeads',
    made: shared,
    budget: { crashes: 1 },
  }),
  electionMyth({
    id: 'X13-litter',
    title: 'The candidacy of the dead stays',
    promise: 'Leadership ends when the leader dies.',
    scope: 'three candidates, one crash; repaired: parents are made',
    claims: ['C49', 'C59'],
    runs: ['V4'],
    names: three,
    charity: { makesParents: true },
    failure: 'litter',
    budget: { crashes: 1 },
  }),
];
