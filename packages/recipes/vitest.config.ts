import { defineProject, mergeConfig } from 'vitest/config';
import { sources } from '../../vitest.shared.ts';

export default mergeConfig(
  sources,
  defineProject({ test: { name: 'recipes', include: ['test/**/*.test.ts'] } }),
);
