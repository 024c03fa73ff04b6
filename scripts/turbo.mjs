// turbo without telemetry and update notices, as a command and as a function.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { show } from './setup.mjs';

const bin = fileURLToPath(new URL(join('..', 'node_modules', '.bin', 'turbo'), import.meta.url));

/**
 * @param {string[]} args
 * @param {string} doing
 * @param {Record<string, string>} env
 * @returns {Promise<number>} the exit code
 */
export function turbo(args, doing = 'building', env = {}) {
  return show(bin, args, {
    doing,
    env: { ...env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  });
}

/**
 * Builds the named workspaces and what they stand on; what did not change comes from the cache.
 *
 * @param {string[]} workspaces
 * @returns {Promise<number>} the exit code
 */
export function build(workspaces) {
  const filters = workspaces.map((name) => `--filter=${name}`);
  return turbo(['run', 'build', ...filters, '--continue', '--output-logs=new-only']);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await turbo(process.argv.slice(2));
}
