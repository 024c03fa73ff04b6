import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * A copy of the project in a folder of its own, whose packages lead to each other and not to the
 * original: mutants never touch the sources that somebody is working on.
 */
export function copyProject(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'menagerie-mutants-'));
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  // Git lists what it knows, files that somebody has just deleted too.
  const there = listed.split('\0').filter((name) => name !== '' && existsSync(join(root, name)));
  for (const file of there) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file), { force: true });
  }
  linkModules(root, copy, '');
  return copy;
}

function linkModules(root: string, copy: string, scope: string): void {
  const from = join(root, 'node_modules', scope);
  const to = join(copy, 'node_modules', scope);
  mkdirSync(to, { recursive: true });
  for (const { name } of readdirSync(from, { withFileTypes: true })) {
    if (scope === '' && name === '@menagerie') linkModules(root, copy, name);
    else if (scope === '') symlinkSync(join(from, name), join(to, name));
    // The links of a workspace are relative: laid anew, they lead into the copy.
    else symlinkSync(resolve(to, readlinkSync(join(from, name))), join(to, name));
  }
}

export function removeCopy(copy: string): void {
  rmSync(copy, { recursive: true, force: true });
}
