import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Recipes from '@menagerie/recipes';

/** A mistake that somebody could make, or has made: one place of the sources, and what it becomes. */
export interface Mistake {
  /** In words, with where it is from if it is known. */
  readonly says: string;
  /** Below `src`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Acts with the package as it were with a mistake in it. The rest is the same code. */
export async function withMistake<T>(
  { file, from, to }: Mistake,
  act: (recipes: typeof Recipes) => Promise<T>,
): Promise<T> {
  // Below this package, so that the client is found; and where nobody looks for sources.
  const copies = join(import.meta.dirname, '..', '..', '.menagerie');
  await mkdir(copies, { recursive: true });
  const home = await mkdtemp(join(copies, 'mistake-'));
  try {
    await cp(join(import.meta.dirname, '..', '..', 'src'), home, { recursive: true });
    const path = join(home, file);
    const parts = (await readFile(path, 'utf8')).split(from);
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${from}`);
    await writeFile(path, parts.join(to));
    const recipes: typeof Recipes = await import(pathToFileURL(join(home, 'index.ts')).href);
    return await act(recipes);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
