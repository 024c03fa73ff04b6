import { join } from 'node:path';
import * as jute from '@menagerie/jute';
import { testExample } from '../../../readme.shared.ts';

testExample({
  folder: join(import.meta.dirname, '..'),
  modules: { '@menagerie/jute': jute },
  saidAfter: 'It prints:',
});
