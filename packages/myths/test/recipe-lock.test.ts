import { readFileSync } from 'node:fs';
import {
  quorumMutants,
  type RecipeMistake,
  recipeMutants,
  type Scope,
  wakeUps,
} from '@menagerie/myths';
import { describe, expect, it } from 'vitest';
import {
  expectNone,
  type LockFailure,
  lookInRecipe,
  seats,
  stepsTo,
  story,
} from './helpers/plays.ts';

const everything: readonly LockFailure[] = [
  'twoHolders',
  'threeInside',
  'hang',
  'theft',
  'litter',
  'refusal',
  'stranger',
  'freedByTaking',
  'lateWrite',
];

describe('the recipe’s lock', () => {
  it.each<[string, readonly string[], Partial<Scope>, number, number]>([
    ['two processes, no faults', ['A', 'B'], {}, 45, 8],
    ['three processes, no faults', ['A', 'B', 'C'], {}, 595, 12],
    [
      'two processes, one crash, restart, expiry, lost answer and cancel',
      ['A', 'B'],
      { budget: { crashes: 1, restarts: 1, expiries: 1, lostReplies: 1, cancels: 1 } },
      23_505,
      16,
    ],
    [
      'two processes, one crash, expiry, lost answer and cancel, the parent made anew once',
      ['A', 'B'],
      {
        budget: { crashes: 1, expiries: 1, lostReplies: 1, cancels: 1, remakes: 1 },
        remade: '/locks/foo',
      },
      4524,
      12,
    ],
    [
      'three processes, one crash, expiry and cancel',
      ['A', 'B', 'C'],
      { budget: { crashes: 1, expiries: 1, cancels: 1 } },
      31_744,
      14,
    ],
  ])('has none of the failures: %s', (_scope, names, given, states, depth) => {
    const finding = expectNone(lookInRecipe(seats(names, true), everything, given));
    expect([finding.states, finding.depth]).toEqual([states, depth]);
    expect(finding.reached).toContain('somebody comes first');
  });

  it('cannot keep a paused holder from acting: only the resource can', () => {
    const finding = expectNone(
      lookInRecipe(seats(['A', 'B'], true), everything, { budget: { expiries: 1 } }),
    );
    expect(finding.reached).toContain('a paused holder acts beside the next one');
  });

  it('wakes one of 40 waiters at a release, and all 40 where they watch the parent (E1)', () => {
    expect(wakeUps(40)).toBe(1);
    expect(wakeUps(40, recipeMutants.watchTheParent.rules)).toBe(40);
    expect(wakeUps(0)).toBe(0);
  });
});

describe('a decision of the recipe, replaced by a mistake', () => {
  const two = seats(['A', 'B']);
  const three = seats(['A', 'B', 'C']);
  const writing = seats(['A', 'B'], true);
  const strangers = [
    { name: 'A', lock: 'foo' },
    { name: 'B', lock: 'bar' },
  ];
  it.each<[RecipeMistake, LockFailure, Parameters<typeof lookInRecipe>[0], Partial<Scope>, number]>(
    [
      ['oneHomeForAll', 'stranger', strangers, {}, 4],
      ['persistentClaim', 'litter', two, { budget: { crashes: 1 } }, 3],
      ['persistentClaim', 'hang', two, { budget: { crashes: 1 } }, 6],
      ['turnByName', 'twoHolders', two, {}, 4],
      ['turnByName', 'threeInside', three, {}, 6],
      ['createAgain', 'hang', seats(['A']), { budget: { lostReplies: 1 } }, 4],
      ['watchTheParent', 'herd', three, {}, 9],
      ['waitForNothing', 'hang', two, {}, 6],
      ['wokenIsIn', 'twoHolders', three, { budget: { cancels: 1 } }, 10],
      ['wokenIsIn', 'freedByTaking', three, { budget: { cancels: 1 } }, 9],
      ['releaseTheFirst', 'theft', two, { budget: { cancels: 1 } }, 5],
      ['releaseTheFirst', 'refusal', two, { budget: { cancels: 1 } }, 6],
      ['noToken', 'lateWrite', writing, { budget: { expiries: 1 } }, 7],
      [
        'suffixAsToken',
        'lateWrite',
        writing,
        { budget: { expiries: 1, remakes: 1 }, remade: '/locks/foo' },
        8,
      ],
    ],
  )('%s leads to %s', (mistake, failure, taking, given, steps) => {
    const broken = lookInRecipe(taking, [failure], given, recipeMutants[mistake].rules);
    expect(stepsTo(broken)).toBe(steps);
    expectNone(lookInRecipe(taking, [failure], given));
  });

  it('queues behind its own orphan after a lost answer (O1)', () => {
    const finding = lookInRecipe(
      seats(['A']),
      ['hang'],
      { budget: { lostReplies: 1 } },
      recipeMutants.createAgain.rules,
    );
    expect(story(finding)).toEqual([
      'A creates /locks/foo/guid0-lock-0000000000, but the answer is lost.',
      'A creates /locks/foo/guid0-lock-0000000001.',
      'A lists /locks/foo and sees guid0-lock-0000000000, guid0-lock-0000000001.',
      'A sets a watch on /locks/foo/guid0-lock-0000000000, and begins to wait.',
    ]);
  });

  it('lets A write after B where no token goes with it (F1–F4)', () => {
    const finding = lookInRecipe(
      seats(['A', 'B'], true),
      ['lateWrite'],
      { budget: { expiries: 1 } },
      recipeMutants.noToken.rules,
    );
    expect(story(finding).slice(-2)).toEqual([
      'B writes to the resource: accepted.',
      'A writes to the resource: accepted.',
    ]);
  });

  it.each([...Object.values(recipeMutants), ...Object.values(quorumMutants)])(
    '$id is named where the decision is made',
    ({ id, says }) => {
      const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
      const rules = read('../src/lock/recipe-rules.ts') + read('../src/placement/quorum-store.ts');
      expect(rules.match(new RegExp(`// mutants? .*\\b${id}\\b`, 'g'))).toHaveLength(1);
      expect(says).toMatch(/^[A-Z].*\.$/);
    },
  );
});
