import { defineConfig, mergeConfig } from 'vitest/config';
import { sources } from '../../../vitest.shared.ts';

/** Not among the projects of `npm test`: it needs a server of others. */
export default mergeConfig(
  sources,
  defineConfig({
    test: { name: 'client-interop', root: import.meta.dirname, include: ['*.test.ts'] },
  }),
);
