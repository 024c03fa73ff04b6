import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as recipes from '../../../packages/recipes/src/index.ts';
import { pagesIn } from './helpers/pages.ts';

const readme = readFileSync(
  new URL('../../../packages/recipes/README.md', import.meta.url),
  'utf8',
);

/** What stands first in the rows of the table behind a heading. */
function namesBelow(text: string, heading: string): string[] {
  const part = text.split(heading)[1]?.split(/^#/m)[0] ?? '';
  return [...part.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, first = '']) =>
    [...first.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );
}

it.each(['en', 'zh'] as const)('the page has every recipe that there is, %s', (language) => {
  const names = namesBelow(pagesIn(language).get('recipes.mdx') ?? '', '{/* #all */}');
  expect(names).toEqual(namesBelow(readme, '## What there is'));
  expect(Object.keys(recipes)).toEqual(expect.arrayContaining(names));
});
