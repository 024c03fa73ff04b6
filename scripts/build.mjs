import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { show } from './setup.mjs';

const turbo = fileURLToPath(new URL(join('..', 'node_modules', '.bin', 'turbo'), import.meta.url));

/**
 * Builds the named workspaces and what they stand on; what did not change comes from the cache.
 *
 * @param {string[]} workspaces
 * @returns {Promise<number>} the exit code
 */
export function build(workspaces) {
  const filters = workspaces.map((name) => `--filter=${name}`);
  return show(turbo, ['run', 'build', ...filters, '--continue', '--output-logs=new-only'], {
    doing: 'building',
    env: { TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  });
}
