import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the examples are. */
export const folder: string = join(import.meta.dirname, '..');

/** Their names, without `.ts`. */
export const examples: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'vitest.config.ts')
  .map((file) => file.replace('.ts', ''))
  .sort();

/** A file below the root of the project. */
export function textOf(path: string): string {
  return readFileSync(join(folder, '..', path), 'utf8');
}
