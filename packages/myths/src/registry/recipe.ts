import { recipeMutants } from '../lock/recipe-mutants.ts';
import type { RecipeSeat } from '../lock/recipe-types.ts';
import type { LockScope, RecipeFailure } from './lock-plays.ts';
import { recipePlay } from './lock-plays.ts';
import type { Myth } from './myth.ts';

/** What is particular to one decision that a lock needs and the article leaves out. */
interface OmissionMyth extends Omit<Myth, 'design' | 'cure'> {
  readonly seats: readonly RecipeSeat[];
  readonly without: keyof typeof recipeMutants;
  readonly failure: RecipeFailure;
  readonly given?: LockScope;
}

const omission = ({ seats, without, failure, given, ...about }: OmissionMyth): Myth => {
  // What has to be made first is made, so that nothing but the omission is seen.
  const scope = { made: ['/locks', '/locks/foo'], ...given };
  return {
    ...about,
    design: recipePlay(seats, [failure], scope, recipeMutants[without].rules),
    cure: recipePlay(seats, [failure], scope),
  };
};

const seats = (names: readonly string[], writes = false): readonly RecipeSeat[] =>
  names.map((name) => ({ name, lock: 'foo', writes }));

/** What the article leaves out, shown by the recipe without it. */
export const omissionMyths: readonly Myth[] = [
  omission({
    id: 'X06-orphan',
    title: 'Behind one’s own orphan',
    promise: 'A call that got no answer did nothing, and can be made again.',
    scope: 'A alone, one lost answer; a lost answer is answered by a second claim',
    claims: ['C41'],
    runs: ['O1'],
    seats: seats(['A']),
    without: 'createAgain',
    failure: 'hang',
    given: { budget: { lostReplies: 1 } },
  }),
  omission({
    id: 'X07-herd',
    title: 'One release wakes everybody',
    promise: 'It does not matter what a waiter watches.',
    scope: 'three processes, no faults; each waiter watches the children of the lock',
    claims: ['C40'],
    runs: ['E1'],
    seats: seats(['A', 'B', 'C']),
    without: 'watchTheParent',
    failure: 'herd',
  }),
  omission({
    id: 'X10-late-write',
    title: 'A paused holder writes after the next one',
    promise: 'Holding the lock is enough to write safely.',
    scope:
      'two processes, one session that expires while its process pauses; writes without a token',
    claims: ['C30', 'C42'],
    runs: ['F1–F4'],
    seats: seats(['A', 'B'], true),
    without: 'noToken',
    failure: 'lateWrite',
    given: { budget: { expiries: 1 } },
  }),
  omission({
    id: 'X10-suffix-token',
    title: 'A token that begins anew',
    promise: 'The sequence number grows with each grant, and can serve as token.',
    scope: 'two processes, one session that expires, the lock’s znode made anew once',
    claims: ['C42'],
    runs: ['F1–F4', 'Z4'],
    seats: seats(['A', 'B'], true),
    without: 'suffixAsToken',
    failure: 'lateWrite',
    given: { budget: { expiries: 1, remakes: 1 }, remade: '/locks/foo' },
  }),
];
