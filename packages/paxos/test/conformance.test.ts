import { conformance } from '@menagerie/contract/testing';
import { synodSubject } from '@menagerie/paxos/testing';
import { describe, it } from 'vitest';

describe('the Synod', () => {
  for (const { name, run } of conformance(synodSubject)) it(name, run);
});
