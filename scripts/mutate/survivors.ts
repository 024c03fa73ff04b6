import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { SourceMutant } from './mutants.ts';

/** A mutant that no test notices, and why that is right: it changes nothing that can be observed. */
export interface Equivalent {
  readonly file: string;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  readonly reason: string;
}

export function readEquivalents(path: string): readonly Equivalent[] {
  if (!existsSync(path)) return [];
  const read: readonly Equivalent[] = JSON.parse(readFileSync(path, 'utf8'));
  return read;
}

/** The reason why a mutant may survive, or `null`. Lines are not compared: they move. */
export function reasonFor(
  equivalents: readonly Equivalent[],
  { file, mutator, original, replacement }: SourceMutant,
): string | null {
  const found = equivalents.find(
    (each) =>
      each.file === file &&
      each.mutator === mutator &&
      each.original === original &&
      each.replacement === replacement,
  );
  return found?.reason ?? null;
}

/** Writes the survivors as a list to be judged: each with an empty reason. */
export function writeUnjudged(path: string, survivors: readonly SourceMutant[]): void {
  const list = survivors.map(({ file, line, mutator, original, replacement }) => ({
    file,
    line,
    mutator,
    original,
    replacement,
    reason: '',
  }));
  writeFileSync(path, `${JSON.stringify(list, null, 2)}\n`);
}
