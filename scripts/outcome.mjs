// How a run of the tests ended, as numbers that can be kept and added.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * `failures` are named, and so are the `unsteady`: tests that failed, and passed when run again.
 *
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[], unsteady: string[] }} Outcome
 */

/**
 * The outcome of no test at all.
 *
 * @type {Outcome}
 */
export const nothing = { passed: 0, failed: 0, skipped: 0, failures: [], unsteady: [] };

/**
 * The one line that any tool can read.
 *
 * @param {{ passed: number, failed: number, skipped: number }} outcome
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * What comes before that line: the tests to look at. Among thousands of lines nobody finds them.
 *
 * @param {Outcome} outcome
 * @returns {string[]}
 */
export function closingNames({ failures, unsteady }) {
  return [
    ...failures.map((name) => `failed: ${name}`),
    ...unsteady.map((name) => `passed only when run again: ${name}`),
  ];
}

/**
 * @param {string} part
 * @returns {Outcome | null} null where that part of the tests left no outcome behind
 */
export function readOutcome(part) {
  const file = join(root, 'test-results', `${part}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/**
 * @param {Outcome[]} outcomes
 * @returns {Outcome}
 */
export function sum(outcomes) {
  return outcomes.reduce(
    (total, each) => ({
      passed: total.passed + each.passed,
      failed: total.failed + each.failed,
      skipped: total.skipped + each.skipped,
      failures: [...total.failures, ...each.failures],
      unsteady: [...total.unsteady, ...each.unsteady],
    }),
    nothing,
  );
}

/** Test files that a machine without a browser cannot run at all. */
export function countBrowserTestFiles() {
  const packages = ['checker', 'client', 'recipes'].map((name) => `packages/${name}/browser`);
  return ['e2e', 'apps/site/e2e', 'apps/visualizer/e2e', ...packages]
    .map((folder) => filesEndingIn(join(root, folder), '.test.ts'))
    .reduce((a, b) => a + b, 0);
}

/**
 * @param {string} folder
 * @param {string} ending
 */
function filesEndingIn(folder, ending) {
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.replace(/x$/, '').endsWith(ending)).length;
}
