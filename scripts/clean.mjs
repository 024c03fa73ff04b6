// Removes everything that a command made, except what npm installed.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const made = [
  'dist',
  'build',
  '.docusaurus',
  '.generated',
  '.turbo',
  'node_modules/.cache',
  '.tsbuildinfo',
];

const workspaces = [
  ...['packages', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
  ),
  join(root, 'examples'),
];
const testers = workspaces.flatMap((folder) => [join(folder, 'test'), join(folder, 'cli')]);
for (const folder of [root, join(root, 'scripts'), ...workspaces, ...testers]) {
  for (const name of made) rmSync(join(folder, name), { recursive: true, force: true });
}
for (const name of ['coverage', 'test-results']) {
  rmSync(join(root, name), { recursive: true, force: true });
}
