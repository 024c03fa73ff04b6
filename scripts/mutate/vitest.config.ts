import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import { sources } from '../../vitest.shared.ts';

const folder = `${process.env['MUTATED_PACKAGE'] ?? 'packages/*'}/test`;

/** Tests that play at random or try every crash point: they pass through everything, slowly. */
const LONG = ['conformance', 'fold', 'primary-order'].map((name) => `${folder}/${name}.test.ts`);
/** Tests of the sources as texts: they see every mutant, and prove nothing. */
const OF_TEXTS = ['zoo-comments', 'readme'].map((name) => `${folder}/${name}.test.ts`);

const tests = process.env['MUTATED_TESTS'];

/** The tests of one package, in one process, each with every mutant that it passes through. */
export default mergeConfig(
  sources,
  defineConfig({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    test: {
      include: tests === 'long' ? LONG : [`${folder}/**/*.test.ts`],
      exclude: tests === 'close' ? [...LONG, ...OF_TEXTS] : OF_TEXTS,
      runner: fileURLToPath(new URL('test-runner.ts', import.meta.url)),
      isolate: false,
      fileParallelism: false,
      pool: 'forks',
      testTimeout: 0,
    },
  }),
);
