import { ours } from './helpers/servers.ts';
import { testFaults } from './suites/faults.ts';

for (const backend of ours) testFaults(backend);
