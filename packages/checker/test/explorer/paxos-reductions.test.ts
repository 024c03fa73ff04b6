import type { Exploration, Shape, Subject } from '@menagerie/contract';
import {
  paxosExploration,
  paxosSubject,
  synodExploration,
  synodSubject,
} from '@menagerie/paxos/testing';
import { describe, expect, it } from 'vitest';
import { testReductions } from './helpers/outlines.ts';

function describeReductions<S extends Shape>(
  subject: Subject<S>,
  exploration: Exploration<S>,
  names: readonly string[],
): void {
  const scopes = exploration.scopes.filter(({ name }) => names.includes(name));
  it(`of ${subject.protocol.name} has these scopes`, () => {
    expect(scopes.map(({ name }) => name)).toEqual(names);
  });

  testReductions(
    subject,
    exploration,
    scopes.map((scope) => [scope.name, scope]),
  );
}

describe('the explorer', () => {
  describeReductions(synodSubject, synodExploration, [
    '1 wish, learners',
    '1 wish, 1 crash, learners',
    '1 wish, 1 crash',
    '1 wish, 1 crash, slow disks',
    '2 wishes',
    '2 wishes, 1 crash',
  ]);
  describeReductions(paxosSubject, paxosExploration, [
    '1 election, 1 write',
    '1 election, 1 crash, slow disks',
    '2 elections',
    'a read of a deposed leader',
    'a compaction',
    'a stop-sign',
    'a vote behind a stop-sign',
  ]);
});
