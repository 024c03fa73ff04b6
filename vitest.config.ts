import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { findChromium } from './scripts/chromium.mjs';
import { ClosingLine } from './scripts/closing-line.ts';
import { countBrowserTestFiles } from './scripts/outcome.mjs';

const hasBrowser = findChromium() !== undefined;
const root = fileURLToPath(new URL('.', import.meta.url));

const unit = [
  'packages/*',
  'apps/*',
  'examples',
  'scripts',
  ...(hasBrowser
    ? ['checker', 'client', 'recipes'].map((name) => `packages/${name}/vitest.browser.config.ts`)
    : []),
];
const pages = hasBrowser ? ['e2e'] : [];

/**
 * By mode: `unit` and `pages` are what `npm test` runs one after the other, `long` what
 * `npm run test:all` runs besides: files that are named so. Else all at once.
 */
export default defineConfig(({ mode }) => {
  const part = mode === 'unit' || mode === 'long' || mode === 'pages' ? mode : null;
  const projects = { unit, long: unit, pages };
  return {
    test: {
      projects: part === null ? [...unit, ...pages] : projects[part],
      // Tests of servers and pages wait for other processes most of the time.
      maxWorkers: part === 'pages' ? '100%' : '150%',
      reporters: [
        'default',
        part === null
          ? // Where there is no browser, what needs one is counted as skipped, not forgotten.
            new ClosingLine(hasBrowser ? 0 : countBrowserTestFiles())
          : new ClosingLine(0, join(root, 'test-results', `${part}.json`)),
      ],
      coverage: {
        provider: 'v8',
        include: ['packages/*/src/**'],
        reporter: ['text-summary', 'html'],
      },
    },
  };
});
