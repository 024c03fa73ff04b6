import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { findChromium } from './scripts/chromium.mjs';
import { ClosingLine } from './scripts/closing-line.ts';

const hasBrowser = findChromium() !== undefined;

const testFiles = (folder: string, ending: string) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
        file.replace(/x$/, '').endsWith(ending),
      )
    : [];

// Where there is no browser, what needs one is counted as skipped, not forgotten.
const skippedFiles = hasBrowser
  ? 0
  : testFiles(join('packages', 'lab', 'test'), '.browser.test.ts').length +
    ['e2e', join('apps', 'site', 'e2e'), join('apps', 'visualizer', 'e2e')].flatMap((folder) =>
      testFiles(folder, '.test.ts'),
    ).length;

export default defineConfig({
  test: {
    projects: [
      'packages/*',
      'apps/*',
      'scripts',
      ...(hasBrowser ? ['packages/lab/vitest.browser.config.ts', 'e2e'] : []),
    ],
    reporters: [
      'default',
      new ClosingLine(skippedFiles, Number(process.env['MENAGERIE_FAILED_BUILDS'] ?? 0)),
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**'],
      reporter: ['text-summary', 'html'],
    },
  },
});
