import { conformance } from '@menagerie/contract/testing';
import { paxosSubject, synodSubject } from '@menagerie/paxos/testing';
import { describe, it } from 'vitest';

describe('the Synod', () => {
  for (const { name, run } of conformance(synodSubject)) it(name, run);
});

describe('Multi-Paxos', () => {
  for (const { name, run } of conformance(paxosSubject)) it(name, run);
});
