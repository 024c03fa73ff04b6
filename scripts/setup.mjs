// Brings a clone to where the other scripts can run. Runs before anything is installed, so it uses
// nothing but Node.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const heartbeatMs = 10_000;

/**
 * Runs a command in the root with its output shown, and a sign of life while it is silent.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, doing: string }} options
 * @returns {Promise<number>} the exit code
 */
export function show(command, args, { env = {}, doing }) {
  return new Promise((resolve) => {
    const start = Date.now();
    const beat = setInterval(() => {
      console.log(`… ${doing}, ${Math.round((Date.now() - start) / 1000)} s`);
    }, heartbeatMs);
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    child.on('error', (error) => {
      clearInterval(beat);
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code, signal) => {
      clearInterval(beat);
      resolve(signal ? 130 : (code ?? 1));
    });
  });
}

/**
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }} Locked
 */

/**
 * @param {string} file
 * @returns {Record<string, Locked>}
 */
function lockedPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** Whether what npm says it installed is what the lockfile asks for. */
export function isInstalled() {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  const installed = lockedPackages(installedFile);
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    // An optional package may be missing: it is for another platform.
    if (!found) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version;
  });
}

/** Ends with a sentence on a Node that the tools do not run on. */
function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Menagerie needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

/** Installs what the lockfile names, unless it is there already. */
export async function install() {
  refuseOldNode();
  if (isInstalled()) return;
  const count = Object.keys(lockedPackages(join(root, 'package-lock.json'))).length;
  console.log(`Installing about ${count} packages with npm ci: one to two minutes the first time.`);
  const npm = process.env['npm_execpath'];
  const args = ['ci', '--no-audit', '--no-fund'];
  const doing = 'installing packages';
  const code = npm?.endsWith('.js')
    ? await show(process.execPath, [npm, ...args], { doing })
    : await show('npm', args, { doing });
  if (code !== 0) {
    console.error(`npm ci ended with ${code}. Its message above says why; then run this again.`);
    process.exit(code);
  }
}

/** Gets a Chromium for the browser tests where that is possible without asking anybody. */
async function browser() {
  if (findChromium()) return;
  const onDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (onDebian && !process.env['CHROMIUM_PATH']) {
    console.log('Installing Chromium for the browser tests: about half a minute.');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const doing = 'installing Chromium';
    const packages = ['--no-install-recommends', 'chromium', 'fonts-noto-cjk'];
    const code =
      (await show('apt-get', ['update', '-qq'], { doing, env })) ||
      (await show('apt-get', ['install', '-y', '-qq', ...packages], { doing, env }));
    if (code === 0 && findChromium()) return;
  }
  console.log(
    'No Chromium found: the browser tests will be skipped. Install Chromium or Chrome, or set CHROMIUM_PATH.',
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await install();
  if (process.argv.includes('--browser')) await browser();
}
