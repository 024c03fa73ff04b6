// `npm test`: builds the pages that the end-to-end tests open, then runs every test once.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';
import { show } from './setup.mjs';
import { build } from './turbo.mjs';

const args = process.argv.slice(2);
const vitest = fileURLToPath(
  new URL(join('..', 'node_modules', '.bin', 'vitest'), import.meta.url),
);
const wantsPages = args.length === 0 || args.some((arg) => arg.includes('e2e'));

let failedBuilds = 0;
if (wantsPages && findChromium()) {
  console.log('Building the pages for the end-to-end tests …');
  if ((await build(['@menagerie/visualizer', '@menagerie/site'])) !== 0) failedBuilds = 1;
}
const code = await show(vitest, ['run', ...args], {
  doing: 'testing',
  env: { MENAGERIE_FAILED_BUILDS: String(failedBuilds) },
});
process.exitCode = code || failedBuilds;
