import { testSasl } from '../test/suites/sasl.ts';
import { doors } from './doors.ts';

for (const backend of doors) testSasl(backend);
