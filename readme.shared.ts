import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

/** Modules by the names under which an example imports them. */
type Modules = Readonly<Record<string, object>>;

/** A README whose first block of JavaScript is an example. */
export interface ReadmeExample {
  /** Of the package; its README is there, and its package comment in `src/index.ts`. */
  readonly folder: string;
  readonly modules: Modules;
  /** The end of the sentence before the block that shows what the example prints. */
  readonly saidAfter: string;
}

/** The first block of a language in a text. */
export function firstBlock(text: string, language: string): string {
  return blockAfter(text, '```', `${language}\n`);
}

/** The block without a language that comes right after a sentence. */
export function printedAfter(text: string, sentence: string): string {
  return blockAfter(text, `${sentence}\n\n\`\`\``, '\n');
}

/** The lines that an example prints, as Node.js would print them. */
export function linesOf(example: string, modules: Modules): string[] {
  const lines: string[] = [];
  const log = (...values: unknown[]) => lines.push(`${format(...values)}\n`);
  const body = example.replaceAll(/import (\{.*\}) from ('.*');/g, 'const $1 = modules[$2];');
  runInNewContext(body, { modules, console: { log }, Uint8Array, Error });
  return lines;
}

/** Tests that an example prints what the README says, and that the package comment has the same. */
export function testExample({ folder, modules, saidAfter }: ReadmeExample): void {
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

  describe('the example', () => {
    const readme = read('README.md');
    const example = firstBlock(readme, 'js');

    it('prints what the README says', () => {
      expect(linesOf(example, modules).join('')).toBe(printedAfter(readme, saidAfter));
    });

    it('is the one in the package comment', () => {
      const comment = read('src/index.ts').replaceAll(/^ \* ?/gm, '');
      expect(firstBlock(comment, 'js')).toBe(example);
    });
  });
}

function blockAfter(text: string, before: string, opening: string): string {
  const found = text.split(before + opening)[1]?.split('```')[0];
  if (found === undefined) throw new Error(`no block after ${before}${opening}`);
  return found;
}
