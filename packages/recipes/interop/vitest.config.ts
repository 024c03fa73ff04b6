import { defineConfig, mergeConfig } from 'vitest/config';
import { sources } from '../../../vitest.shared.ts';

/** Not among the projects of `npm test`: it needs servers and clients of others. */
export default mergeConfig(
  sources,
  defineConfig({
    test: { name: 'recipes-interop', root: import.meta.dirname, include: ['*.test.ts'] },
  }),
);
