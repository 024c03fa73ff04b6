import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folders = [
  'docs/build',
  'apps/site/i18n/zh-Hans/docusaurus-plugin-content-docs/current/build',
];

/** What a command prints, without what depends on the machine. */
function printed(path: string, ...args: readonly string[]): string {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const all = [tsx, '--conditions=@menagerie/source', join(root, path), ...args];
  const { stdout } = spawnSync(process.execPath, all, { cwd: root, encoding: 'utf8' });
  return stdout.replaceAll(/^ {2}time .*\n/gm, '').trim();
}

const cases = [
  { page: 'comparing.md', command: ['packages/simulator/cli/compare.ts'] },
  {
    page: 'checker.mdx',
    command: ['packages/checker/cli/explore.ts', '--scope', '2 elections, 1 write'],
  },
] as const;

// If this fails, the command says something else by now: put what it prints into both pages.
describe.each(cases)('what $page shows as printed', ({ page, command }) => {
  let text = '';
  // Starting Node and compiling takes a while on a machine that is busy.
  beforeAll(() => {
    const [path, ...args] = command;
    text = printed(path, ...args);
  }, 180_000);

  it.each(folders)('is what the command prints: %s', (folder) => {
    expect(text).not.toBe('');
    const shown = readFileSync(join(root, folder, page), 'utf8');
    expect(shown.match(/```text\n[\s\S]*?```/g)).toContain(`\`\`\`text\n${text}\n\`\`\``);
  });
});
