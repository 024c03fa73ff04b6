// `npm test`: runs every test once, in two parts, but for the longest; `npm run test:all` runs those
// as a third. A part of which nothing changed since it last passed on this machine is not run again:
// its numbers come from the cache, and it says so.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';
import {
  closingLine,
  closingNames,
  countBrowserTestFiles,
  nothing,
  readOutcome,
  sum,
} from './outcome.mjs';
import { show } from './setup.mjs';
import { turbo } from './turbo.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2).filter((arg) => arg !== '--all');
const isAll = process.argv.includes('--all');

// With arguments: exactly the tests that were asked for, now.
if (args.length > 0) {
  const vitest = join(root, 'node_modules', '.bin', 'vitest');
  process.exit(await show(vitest, ['run', ...args], { doing: 'testing' }));
}

const chromium = findChromium();
const parts = ['unit', ...(isAll ? ['long'] : []), ...(chromium === undefined ? [] : ['pages'])];
for (const part of parts) rmSync(join(root, 'test-results', `${part}.json`), { force: true });

// What a test may find on one machine and not on another; the cache must not confuse the two.
const suites = existsSync(join(root, '..', 'shared', 'suites')) ? 'with suites' : 'without suites';
const machine = `${process.version}, ${chromium ?? 'no browser'}, ${suites}`;

const tasks = parts.map((part) => `test:${part}`);
const options = ['--concurrency=1', '--continue', '--output-logs=new-only'];
const code = await turbo(['run', ...tasks, ...options], 'testing', { MENAGERIE_MACHINE: machine });

const skipped = chromium === undefined ? countBrowserTestFiles() : 0;
const outcomes = [{ ...nothing, skipped }];
for (const part of parts) {
  const outcome = readOutcome(part);
  // A part that left nothing behind did not come to its tests: a build before it failed.
  outcomes.push(outcome ?? { ...nothing, failed: 1, failures: [`${part}: did not run`] });
  console.log(outcome === null ? `${part}: did not run` : `${part}: ${closingLine(outcome)}`);
}
const total = sum(outcomes);
console.log(`\n${[...closingNames(total), closingLine(total)].join('\n')}`);
process.exitCode = code || (total.failed > 0 ? 1 : 0);
