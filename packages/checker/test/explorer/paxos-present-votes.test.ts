import { Explorer } from '@menagerie/checker';
import type { Property } from '@menagerie/contract';
import type { SynodShape } from '@menagerie/paxos';
import {
  agreementOfPresentVotes,
  synodExploration,
  synodProperties,
  synodSubject,
} from '@menagerie/paxos/testing';
import { expect, it } from 'vitest';

function explore(property: Property<SynodShape> | undefined): Explorer<SynodShape> {
  const scope = synodExploration.scopes.find(({ kills }) => kills.includes('P-02'));
  if (scope === undefined || property === undefined) throw new RangeError('nothing to explore');
  const explorer = new Explorer(synodSubject, synodExploration, scope, {
    mutant: 'P-28',
    properties: [property],
  });
  explorer.finish();
  return explorer;
}

it('overlooks a broken agreement in a whole scope by looking at present votes alone (P-12)', () => {
  expect(explore(agreementOfPresentVotes).status).toBe('exhausted');
  const right = explore(synodProperties.find(({ name }) => name === 'Agreement'));
  expect(right.counterexample()?.violation.clause).toBe('two-values');
});
