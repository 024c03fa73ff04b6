import { Explorer } from '@menagerie/checker';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { describe, expect, it } from 'vitest';
import { expectKilled } from './helpers/killed.ts';

const killed = new Set(raftExploration.scopes.flatMap(({ kills }) => kills));
const mutants = raftSubject.mutants.filter(({ id }) => killed.has(id));

const described = mutants.map((mutant) => [mutant.id, mutant.mistake, mutant] as const);

describe.each(described)('%s: %s', (_id, _mistake, mutant) => {
  it('is killed in its scope, by what it is said to break, as the simulator and the table have it', () => {
    expectKilled(raftSubject, raftExploration, mutant);
  });
});

it('sees what comes of memberships that wait for their commit: two majorities that do not meet', () => {
  const scope = raftExploration.scopes.findLast(({ kills }) => kills.includes('R-21'));
  if (scope === undefined) throw new RangeError('no scope splits the majority');
  const properties = raftSubject.properties.filter(({ name }) => name === 'Leader Completeness');
  const explorer = new Explorer(raftSubject, raftExploration, scope, {
    mutant: 'R-21',
    properties,
  });
  explorer.finish();
  const found = explorer.counterexample();
  expect(found?.violation.sentence).toBe(
    'Server 1 leads term 2 without the entry of term 1 that was committed at index 4 in an earlier term.',
  );
  expect(found?.steps).toBe(11);
});
