import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { SourceMutant } from './mutants.ts';
import type { Survivor } from './trials.ts';

/** A mutant that no test notices, and why that is right: it changes nothing that can be observed. */
export interface Equivalent {
  readonly file: string;
  /** The text of the line in which it begins, and of the one before. Numbers are not compared: lines move. */
  readonly at: string;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
  readonly reason: string;
}

export function readEquivalents(path: string): readonly Equivalent[] {
  if (!existsSync(path)) return [];
  const read: readonly Equivalent[] = JSON.parse(readFileSync(path, 'utf8'));
  const unjudged = read.find(({ reason }) => reason === '');
  if (unjudged !== undefined) {
    throw new Error(`${path} gives no reason for "${unjudged.at}" in ${unjudged.file}`);
  }
  return read;
}

/** The judgement of a mutant that may survive, or `null`. */
export function judgementOf(
  equivalents: readonly Equivalent[],
  { file, at, mutator, original, replacement }: SourceMutant,
): Equivalent | null {
  const found = equivalents.find(
    (each) =>
      each.file === file &&
      each.at === at &&
      each.mutator === mutator &&
      each.original === original &&
      each.replacement === replacement,
  );
  return found ?? null;
}

/** Writes the survivors as a list to be judged: each with an empty reason. */
export function writeUnjudged(path: string, survivors: readonly Survivor[]): void {
  const list = survivors.map(({ mutant, alike }) => {
    const { file, line, at, mutator, original, replacement } = mutant;
    return { file, line, alike, at, mutator, original, replacement, reason: '' };
  });
  writeFileSync(path, `${JSON.stringify(list, null, 2)}\n`);
}
