import { join } from 'node:path';
import * as znode from '@menagerie/znode';
import { testExample } from '../../../readme.shared.ts';

testExample({
  folder: join(import.meta.dirname, '..'),
  modules: { '@menagerie/znode': znode },
  saidAfter: 'It prints:',
});
