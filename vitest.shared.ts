import { defaultClientConditions, defaultServerConditions } from 'vite';
import type { ViteUserConfig } from 'vitest/config';

/**
 * How long a test may hang. Far above what any test takes: no test asserts a duration, and a slow
 * machine must not fail one.
 */
const HANGS_AFTER_MS = 240_000;

/** Every project resolves `@menagerie/*` to its TypeScript source, so no test waits for a build. */
export const sources: ViteUserConfig = {
  resolve: { conditions: ['@menagerie/source', ...defaultClientConditions] },
  test: {
    testTimeout: HANGS_AFTER_MS,
    hookTimeout: HANGS_AFTER_MS,
    // Files share modules, which keep no state: to load them anew for each is a third of all work.
    isolate: false,
  },
  ssr: { resolve: { conditions: ['@menagerie/source', ...defaultServerConditions] } },
};

/**
 * For projects whose tests stand on sockets, disks and processes of a machine that others share: one
 * that fails is run once more, and the end of the run names it. A fault that is there passes neither
 * time; projects of pure code have no second time.
 */
export const realParts: ViteUserConfig = { test: { retry: 1 } };
