import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceMutant } from './mutants.ts';

/** Tests of the sources as texts: they see every mutant, and prove nothing. */
const OF_TEXTS = ['**/zoo-comments.test.ts', '**/readme.test.ts'];

/**
 * Lets the compiler of a copy speak of types only: that a parameter is no longer used would refuse
 * half of the mutants without saying that anything is wrong with them.
 */
export function judgeTypesOnly(copy: string): void {
  const path = join(copy, 'tsconfig.base.json');
  const strict = readFileSync(path, 'utf8');
  const loose = strict.replace(/"(noUnused\w+)": true/g, '"$1": false');
  if (loose === strict) throw new Error(`${path} has no "noUnused…" to switch off`);
  writeFileSync(
    path,
    loose.replace('"allowUnreachableCode": false', '"allowUnreachableCode": true'),
  );
}

export async function compiles(copy: string, packageFolder: string): Promise<boolean> {
  return (await run(copy, 'tsc', ['-b', packageFolder])) === 0;
}

/** Whether the compiler refuses the mutant. `untouched` is a copy without any mutants in it. */
export async function refusedByCompiler(
  untouched: string,
  packageFolder: string,
  mutant: SourceMutant,
): Promise<boolean> {
  const path = join(untouched, mutant.file);
  const original = readFileSync(path, 'utf8');
  const changed = original.slice(0, mutant.from) + mutant.replacement + original.slice(mutant.to);
  writeFileSync(path, changed);
  const accepted = await compiles(untouched, packageFolder);
  writeFileSync(path, original);
  return !accepted;
}

/** Whether a test of the given projects fails with the mutant switched on. */
export async function noticedByTests(
  copy: string,
  projects: readonly string[],
  mutant: SourceMutant,
): Promise<boolean> {
  const chosen = projects.flatMap((project) => ['--project', project]);
  const excluded = OF_TEXTS.flatMap((pattern) => ['--exclude', pattern]);
  const code = await run(copy, 'vitest', ['run', '--bail=1', ...chosen, ...excluded], {
    __STRYKER_ACTIVE_MUTANT__: mutant.id,
  });
  return code !== 0;
}

async function run(
  cwd: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return await new Promise((resolve) => {
    const child = spawn(join(cwd, 'node_modules/.bin', command), args, {
      cwd,
      stdio: 'ignore',
      env: { ...process.env, ...env },
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
