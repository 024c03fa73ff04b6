import type { Backend } from '../../../client/test/suites/backend.ts';
import { testBarriers } from './barriers.ts';
import { testElections } from './elections.ts';
import { testGroups } from './groups.ts';
import { testLocks } from './locks.ts';
import { testMutex } from './mutex.ts';
import { testQueues } from './queues.ts';
import { testStates } from './states.ts';

/** Every recipe, whatever the server. */
export function testRecipes(backend: Backend): void {
  testMutex(backend);
  testLocks(backend);
  testElections(backend);
  testBarriers(backend);
  testGroups(backend);
  testStates(backend);
  testQueues(backend);
}
