import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testZooIsWhole } from '../../../zoo.shared.ts';
import { toolMistakes } from '../cli/tool-mistakes.ts';

const root = join(import.meta.dirname, '..', '..', '..');

testZooIsWhole('K-01 K-02 K-04 K-05 K-06 K-08 K-09', '', toolMistakes, []);

describe('a mistake of a tool', () => {
  it('stands on the page of the zoo as it stands here', () => {
    const page = readFileSync(join(root, 'apps', 'site', 'src', 'zoo', 'tools.json'), 'utf8');
    expect(JSON.parse(page)).toEqual(toolMistakes);
  });

  it.each(toolMistakes)('$id is made in the test that is said to see it', ({ file, test }) => {
    expect(readFileSync(join(root, file), 'utf8')).toContain(`('${test}', `);
  });
});
