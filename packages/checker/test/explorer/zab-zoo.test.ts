import { Explorer } from '@menagerie/checker';
import { zabExploration, zabSubject, zabUnexplored } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import { expectKilled } from './helpers/killed.ts';

const { scopes } = zabExploration;
const { mutants } = zabSubject;
const unexplored = zabUnexplored.map(({ id }) => id);
const explored = mutants.filter(({ id }) => !unexplored.includes(id));

describe.each(explored.map((mutant) => [mutant.id, mutant.mistake, mutant] as const))(
  '%s: %s',
  (_id, _mistake, mutant) => {
    it('is killed in its scope, by what it is said to break, as the simulator and the table have it', () => {
      expectKilled(zabSubject, zabExploration, mutant);
    });
  },
);

it('has a scope for each mistake, or says how else it is found', () => {
  const killed = new Set(scopes.flatMap(({ kills }) => kills));
  expect([...killed, ...unexplored].toSorted()).toEqual(mutants.map(({ id }) => id));
});

it('sees what comes of an acknowledgement before its time: a commit is lost', () => {
  const scope = scopes.findLast(({ kills }) => kills.includes('Z-03'));
  if (scope === undefined) throw new RangeError('no scope loses what NEWLEADER brought');
  const properties = zabSubject.properties.filter(({ name }) => name === 'Leader Log Completeness');
  const explorer = new Explorer(zabSubject, zabExploration, scope, { mutant: 'Z-03', properties });
  explorer.finish();
  const found = explorer.counterexample();
  expect(found?.violation.sentence).toBe(
    'Server 1 established epoch 3 without text:w1 (1.1), delivered before as number 1.',
  );
  expect(found?.steps).toBe(19);
});

it('sees also where links keep their order that an earlier connection is still heard', () => {
  const scope = scopes.findLast(({ kills }) => kills.includes('Z-13'));
  if (scope === undefined) throw new RangeError('no scope dials anew');
  expect([scope.network, scope.budgets.drops]).toEqual(['ordered', 1]);
  const explorer = new Explorer(zabSubject, zabExploration, scope, { mutant: 'Z-13' });
  explorer.finish();
  expect(explorer.counterexample()?.violation.property).toBe('Committed On Quorum');
});

it('comes in its scopes to every situation that runs must come to', () => {
  const reached = new Set(scopes.flatMap(({ reaches }) => reaches));
  const wanted = zabSubject.properties.filter(({ kind }) => kind === 'sometimes');
  expect(wanted.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
});
