import { ours } from './helpers/servers.ts';
import { testOperations } from './suites/operations.ts';

for (const backend of ours) testOperations(backend);
