import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '@menagerie/server/node';
import { expect, it, onTestFinished } from 'vitest';
import { blocksIn } from './helpers/pages.ts';

/** Programs that need nothing of others: those run beside their clients, by `npm run test:interop`. */
const programs = blocksIn('en').filter(
  ({ language, title, text }) =>
    language === 'js' && title !== '' && !/from '(?!node:|@menagerie\/)/.test(text),
);

/** What pages call them, and where they are in truth, until the test ends. */
async function served(): Promise<(text: string) => string> {
  const server = await startServer({ clientPort: 0, gateway: { port: 0, origins: [] } });
  onTestFinished(() => server.close());
  return (text) =>
    text
      .replaceAll('127.0.0.1:2181', `127.0.0.1:${server.clientPort}`)
      .replaceAll('ws://127.0.0.1:8080/', `ws://127.0.0.1:${server.gatewayPort}/`);
}

/** Node has WebSocket from version 22 on; browsers have it anyway. */
const BROWSER = "import { WebSocket } from 'ws';\nglobalThis.WebSocket ??= WebSocket;\n";

/** What a program prints; it fails if the program does. */
async function run(name: string, text: string): Promise<string> {
  // Below this folder, so that the packages are found.
  const home = await mkdtemp(join(import.meta.dirname, '.program-'));
  onTestFinished(() => rm(home, { recursive: true }));
  await writeFile(join(home, name), text);
  await writeFile(join(home, 'browser.mjs'), BROWSER);
  const flags = ['--import', 'tsx', '--import', './browser.mjs', '--conditions=@menagerie/source'];
  if (name.endsWith('.test.mjs')) flags.push('--test');
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, name], { cwd: home });
  return stdout;
}

it.each(programs)('$page: $title does what the page says', async ({ title, text, prints }) => {
  const placed = await served();
  const stdout = await run(title, placed(text));
  // A runner of tests has an output of its own, and no page shows it.
  if (title.endsWith('.test.mjs')) expect(prints).toBeNull();
  else expect(stdout).toBe(prints ?? (title.startsWith('hello') ? 'hello 0\n' : ''));
});
