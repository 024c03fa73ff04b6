import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Anything with the id of a known mistake. */
interface Known {
  readonly id: string;
}

/**
 * Tests that no known mistake of a protocol is dropped in silence: each is in a zoo, or it is said
 * why it cannot be.
 *
 * @param published ids of the mistakes that others have published, with spaces between them
 * @param ours ids of those that came up here, with spaces between them
 */
export function testZooIsWhole(
  published: string,
  ours: string,
  zoo: readonly Known[],
  inexpressible: readonly Known[],
): void {
  const all = `${published} ${ours}`.trim().split(/\s+/).toSorted();

  describe('the known mistakes', () => {
    it('are in a zoo, or it is said why not', () => {
      expect([...zoo, ...inexpressible].map(({ id }) => id).toSorted()).toEqual(all);
    });
  });
}

/**
 * Tests that a core names each known mistake once: at the line that prevents it.
 *
 * @param folder of the package
 * @param mistakes everything in its zoo
 */
export function testMistakesAreNamed(
  folder: string,
  mistakes: readonly { readonly id: string }[],
): void {
  const source = join(folder, 'src');
  const core = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('testing'))
    .map((file) => readFileSync(join(source, file), 'utf8'))
    .join('\n');

  describe('the line that prevents a known mistake', () => {
    it.each(mistakes.map(({ id }) => id))('names %s, once', (id) => {
      expect(core.split(id).length - 1).toBe(1);
    });

    it('names nothing that is not in the zoo', () => {
      const ids = mistakes.map(({ id }) => id);
      const named = core.match(/\b[A-Z]-\d\d\b/g) ?? [];
      expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    });
  });
}
