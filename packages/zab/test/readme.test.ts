import { join } from 'node:path';
import * as zab from '@menagerie/zab';
import { testExample } from '../../../readme.shared.ts';

testExample({
  folder: join(import.meta.dirname, '..'),
  modules: { '@menagerie/zab': zab },
  saidAfter: 'the leader first:',
});
