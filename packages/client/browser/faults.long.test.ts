import { testFaults } from '../test/suites/faults.ts';
import { doors } from './doors.ts';

for (const backend of doors) testFaults(backend);
