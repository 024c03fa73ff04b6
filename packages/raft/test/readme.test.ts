import { join } from 'node:path';
import * as raft from '@menagerie/raft';
import { testExample } from '../../../readme.shared.ts';

testExample({
  folder: join(import.meta.dirname, '..'),
  modules: { '@menagerie/raft': raft },
  saidAfter: 'then the command:',
});
