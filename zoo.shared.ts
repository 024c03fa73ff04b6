import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

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
  });
}
