import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

const usual = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((folder) => {
    const base = process.env[folder];
    return base ? [join(base, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [];
  }),
};

/** @param {string} file */
function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The Chromium that browser tests drive: `CHROMIUM_PATH`, else one at a usual place.
 *
 * @returns {string | undefined} nothing when the machine has none
 */
export function findChromium() {
  const asked = process.env['CHROMIUM_PATH'];
  if (asked) return runs(asked) ? asked : undefined;
  const places = /** @type {Record<string, string[]>} */ (usual)[process.platform] ?? [];
  return places.find(runs);
}

/** Arguments that keep a headless Chromium quiet and off the network. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
