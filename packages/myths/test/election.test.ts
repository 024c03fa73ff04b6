import {
  articleElection,
  electsOne,
  lookFor,
  myths,
  nameIsNoNumber,
  type RecipeMistake,
  recipeMutants,
  type Scope,
  worldModel,
} from '@menagerie/myths';
import { describe, expect, it } from 'vitest';
import {
  expectNone,
  lookInElection,
  lookInRecipeElection,
  stepsTo,
  story,
} from './helpers/plays.ts';

const storyOf = (id: string): readonly string[] => {
  const myth = myths.find((each) => each.id === id);
  if (myth === undefined) throw new Error(`no myth ${id}`);
  return story(myth.design.look());
};

const three = ['n1', 'n2', 'n3'];
const shared = ['/elections', '/elections/main'];
const charity = { sharesPath: true, deletesBelow: true };

/** Run ids in brackets are those of the recorded runs against Apache ZooKeeper 3.8.0. */
describe('the article’s election', () => {
  it('fails for all three where nothing was made for it (V1, V2)', () => {
    expect(storyOf('X13-fresh-ensemble')).toEqual(
      three.map((name) => `${name} lists /elections and sees that it does not exist, and fails.`),
    );
    expect(
      storyOf('X13-no-node').filter((line) => line.endsWith('no-node, and fails.')),
    ).toHaveLength(3);
  });

  it('has three leaders at once where the parents were made (V3)', () => {
    expect(storyOf('X13-already')).toEqual(
      three.map(
        (name) =>
          `${name} lists /elections and sees n1, n2, n3, and believes that it leads already.`,
      ),
    );
  });

  it('has no outcome but these two, as printed: nobody is ever elected', () => {
    const asPrinted = lookInElection(three, {}, 'twoLeaders');
    expect(expectNone(asPrinted).states).toBe(27);
    const prepared = ['/elections', ...three.map((name) => `/elections/${name}`)];
    const model = worldModel(articleElection(three), { names: three, made: prepared }, [electsOne]);
    expect(expectNone(lookFor(model))).toMatchObject({ states: 8, reached: [] });
  });

  it('elects each of three where parents are made on the way (V4)', () => {
    expect(storyOf('X13-everybody-elected').filter((line) => line.endsWith('and leads.'))).toEqual(
      three.map((name) => `${name} lists /elections/${name} and sees ${name}, and leads.`),
    );
  });

  it('stumbles over a name that is no number (V5)', () => {
    expect(storyOf('X13-name-as-number').at(-1)).toBe(
      'n1 lists /elections/main and sees n1, n2, and fails, for a name is not a number.',
    );
  });

  it('cannot let the loser go (V6)', () => {
    expect(storyOf('X13-loser-fails').at(-1)).toBe(
      '1 deletes /elections/main/1, which is refused: not-empty, and fails.',
    );
  });

  it('has the winner count until its time is up (V6, V7)', () => {
    expect(storyOf('X13-winner-times-out').slice(-2)).toEqual([
      '2 lists /elections/main and sees 1, 2, and waits on.',
      '2 finds that its time is up.',
    ]);
  });

  it('never elects one of two who both stand, with losers that cannot go (V6)', () => {
    const names = ['1', '2'];
    const program = articleElection(names, { sharesPath: true });
    const finding = lookFor(
      worldModel(program, { names, made: shared }, [electsOne, nameIsNoNumber]),
    );
    expect(expectNone(finding)).toMatchObject({ states: 218, reached: [] });
  });

  it('can elect the greatest name once it has four charities (V8)', () => {
    const names = ['1', '2', '3'];
    const program = articleElection(names, charity);
    const finding = lookFor(worldModel(program, { names, made: shared }, [electsOne]));
    expect(expectNone(finding)).toMatchObject({
      states: 24_357,
      reached: ['one is elected, and the others give way'],
    });
  });
});

describe('the recipe’s election', () => {
  it.each<[string, Partial<Scope>, number, number]>([
    ['no faults', {}, 316, 11],
    ['two crashes', { budget: { crashes: 2 } }, 9673, 15],
    [
      'one crash, expiry and lost answer',
      { budget: { crashes: 1, expiries: 1, lostReplies: 1 } },
      54_022,
      15,
    ],
  ])(
    'elects exactly one of three, and after its death exactly one other: %s',
    (_scope, given, states, depth) => {
      const finding = expectNone(lookInRecipeElection(three, given));
      expect([finding.states, finding.depth]).toEqual([states, depth]);
      expect(finding.reached).toContain('somebody comes first');
      const mayDie = given.budget !== undefined;
      expect(finding.reached.includes('after the death of a leader another one leads')).toBe(
        mayDie,
      );
    },
  );

  it.each<[RecipeMistake, Parameters<typeof lookInElection>[2], Partial<Scope>, number]>([
    ['turnByName', 'twoLeaders', {}, 7],
    ['turnByName', 'everybodyLeads', {}, 9],
    ['persistentClaim', 'nobodyLeads', { budget: { crashes: 1 } }, 12],
    ['persistentClaim', 'litter', { budget: { crashes: 1 } }, 6],
    ['releaseTheFirst', 'failure', { budget: { cancels: 1 } }, 9],
  ])('with the mistake %s shows %s', (mistake, failure, given, steps) => {
    const { rules } = recipeMutants[mistake];
    expect(stepsTo(lookInRecipeElection(three, given, rules, [failure]))).toBe(steps);
    expectNone(lookInRecipeElection(three, given, {}, [failure]));
  });
});
