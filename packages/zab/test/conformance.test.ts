import { conformance } from '@menagerie/contract/testing';
import { zabSubject } from '@menagerie/zab/testing';
import { it } from 'vitest';

for (const { name, run } of conformance(zabSubject)) it(name, run);
