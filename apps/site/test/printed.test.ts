import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What a command prints, without what depends on the machine. */
function printed(path: string, ...args: readonly string[]): string {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const all = [tsx, '--conditions=@menagerie/source', join(root, path), ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, all, {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.replaceAll(/^ {2}time .*\n/gm, '').trim();
}

// Starting Node and compiling takes a while on a machine that is busy. If this fails, the commands
// say something else by now: see whether they should, and write it anew by `vitest -u`.
it('the pages show what the commands print', async () => {
  const all = {
    compare: printed('packages/simulator/cli/compare.ts'),
    explore: printed('packages/checker/cli/explore.ts', '--scope', '2 elections, 1 write'),
  };
  await expect(`${JSON.stringify(all, null, 2)}\n`).toMatchFileSnapshot(
    '../src/components/printed/printed.golden.json',
  );
});
