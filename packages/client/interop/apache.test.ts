import { describe } from 'vitest';
import { testFaults } from '../test/suites/faults.ts';
import { testOperations } from '../test/suites/operations.ts';
import { testSasl } from '../test/suites/sasl.ts';
import { apache, leftOut } from './backend.ts';

describe.skipIf(leftOut !== null)(leftOut ?? 'the same tests', () => {
  testOperations(apache);
  testFaults(apache);
  testSasl(apache);
});
