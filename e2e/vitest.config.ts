import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'e2e',
    include: ['**/*.test.ts', '../apps/*/e2e/**/*.test.ts'],
    globalSetup: ['./serve-pages.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // After the quick tests, so that a broken core is reported before a broken page.
    sequence: { groupOrder: 1 },
  },
});
