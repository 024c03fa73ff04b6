import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NOTES, TRYING, WANTED } from './test-files.ts';

/** How long one mutant may keep one test, in milliseconds: far longer than any test takes. */
const PATIENCE_MS = 20_000;
/** The same where it is on from the start: for loading everything, or for a test as a whole. */
const PATIENCE_FROM_START_MS = 120_000;

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Which tests: those that look closely at one thing, or those that take long. */
export type Tests = 'close' | 'long';

/**
 * Tries the mutants in the tests of a package, in a copy that has all of them behind switches.
 *
 * @returns for each mutant that a test noticed, by its id, the name of the test
 */
export async function noticedByTests(
  copy: string,
  packageFolder: string,
  tests: Tests,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const inCopy = (file: string) => join(copy, relative(root, file));
  const noticed = new Map<string, string>();
  for (;;) {
    const wanted = ids.filter((id) => !noticed.has(id));
    writeFileSync(inCopy(WANTED), JSON.stringify(wanted));
    writeFileSync(inCopy(NOTES), '');
    writeFileSync(inCopy(TRYING), '');
    const env = { MUTATED_PACKAGE: packageFolder, MUTATED_TESTS: tests };
    const outcome = await runTests(copy, inCopy(TRYING), PATIENCE_MS, env);
    for (const { id, by } of readNotes(inCopy(NOTES))) noticed.set(id, by);
    if (outcome.type === 'passed') return noticed;
    const guilty = readFileSync(inCopy(TRYING), 'utf8');
    if (outcome.type === 'failed' && guilty === '') {
      throw new Error(
        `the tests (${tests}) of ${packageFolder} fail without a mutant:\n${outcome.printed}`,
      );
    }
    noticed.set(guilty, outcome.type === 'hangs' ? 'a test that hangs' : 'a test that dies');
  }
}

/** Whether a test fails where the mutant is on from the start, while the sources load as well. */
export async function noticedFromTheStart(
  copy: string,
  packageFolder: string,
  id: string,
): Promise<boolean> {
  const trying = join(copy, relative(root, TRYING));
  writeFileSync(join(copy, relative(root, WANTED)), '[]');
  writeFileSync(trying, id);
  const outcome = await runTests(copy, trying, PATIENCE_FROM_START_MS, {
    MUTATED_PACKAGE: packageFolder,
    MUTATED_TESTS: 'all',
    __STRYKER_ACTIVE_MUTANT__: id,
  });
  return outcome.type !== 'passed';
}

/** Test runs under way. */
const running = new Set<ChildProcess>();

/** Ends the tests that run: in a group of their own, they would outlive who started them. */
export function endTests(): void {
  for (const child of running) end(child);
}

type Outcome =
  | { readonly type: 'passed' }
  | { readonly type: 'failed'; readonly printed: string }
  | { readonly type: 'hangs' };

async function runTests(
  copy: string,
  trying: string,
  patienceMs: number,
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const child = spawn(
    join(copy, 'node_modules/.bin/vitest'),
    ['run', '--config', join(copy, 'scripts/mutate/vitest.config.ts')],
    {
      cwd: copy,
      // A group of its own: the workers of a run that hangs must go with it.
      detached: true,
      env: { ...process.env, ...env },
    },
  );
  running.add(child);
  let printed = '';
  child.stdout.on('data', (text) => (printed += String(text)));
  child.stderr.on('data', (text) => (printed += String(text)));
  return await new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      if (!hangs(trying, patienceMs)) return;
      clearInterval(watch);
      end(child);
      resolve({ type: 'hangs' });
    }, 1000);
    child.on('error', (error) => {
      clearInterval(watch);
      reject(new Error(`the tests did not start in ${copy}`, { cause: error }));
    });
    child.on('exit', (code) => {
      clearInterval(watch);
      running.delete(child);
      resolve(code === 0 ? { type: 'passed' } : { type: 'failed', printed });
    });
  });
}

function hangs(trying: string, patienceMs: number): boolean {
  if (!existsSync(trying) || readFileSync(trying, 'utf8') === '') return false;
  return Date.now() - statSync(trying).mtimeMs > patienceMs;
}

function end(child: ChildProcess): void {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
}

function readNotes(path: string): { readonly id: string; readonly by: string }[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
