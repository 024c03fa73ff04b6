import { defineProject, mergeConfig } from 'vitest/config';
import { realParts, sources } from '../vitest.shared.ts';

export default mergeConfig(
  mergeConfig(sources, realParts),
  defineProject({
    test: {
      name: 'e2e',
      include: ['**/*.test.ts', '../apps/*/e2e/**/*.test.ts'],
      globalSetup: ['./serve-pages.ts'],
      // After the quick tests, so that a broken core is reported before a broken page.
      sequence: { groupOrder: 1 },
    },
  }),
);
