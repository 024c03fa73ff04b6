import { testOperations } from '../test/suites/operations.ts';
import { doors } from './doors.ts';

for (const backend of doors) testOperations(backend);
