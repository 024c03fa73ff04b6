import { defineProject, mergeConfig } from 'vitest/config';
import { realParts, sources } from '../vitest.shared.ts';

export default mergeConfig(
  mergeConfig(sources, realParts),
  defineProject({ test: { name: 'examples', include: ['test/**/*.test.ts'] } }),
);
