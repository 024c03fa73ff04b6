import { ours } from '../../client/test/helpers/servers.ts';
import { testMutex } from './suites/mutex.ts';

for (const backend of ours) {
  testMutex(backend);
}
