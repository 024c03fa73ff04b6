import { conformance } from '@menagerie/contract/testing';
import { raftSubject } from '@menagerie/raft/testing';
import { it } from 'vitest';

for (const { name, run } of conformance(raftSubject)) it(name, run);
