import { join } from 'node:path';
import * as paxos from '@menagerie/paxos';
import { testExample } from '../../../readme.shared.ts';

testExample({
  folder: join(import.meta.dirname, '..'),
  modules: { '@menagerie/paxos': paxos },
  saidAfter: 'delivers:',
});
