import { expect, it } from 'vitest';
import { examples, textOf } from './helpers.ts';

const zh = 'apps/site/i18n/zh-Hans/docusaurus-plugin-content-docs/current';

/** The names that are said, in their order. */
function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

const order = namesIn(textOf('examples/README.md'), /^\| \[`([\w-]+)\.ts`\]/gm);

it('the README lists every example, once', () => {
  expect(order.toSorted()).toEqual(examples);
});

it.each(['docs', zh])('the page below %s shows them in the same order', (docs) => {
  const page = textOf(`${docs}/use/examples.mdx`);
  expect(namesIn(page, /^<Example of="([\w-]+)" \/>$/gm)).toEqual(order);
});

// If this fails, an example has changed since it was seen to run: run examples.long.test.ts with -u.
it('the page shows the examples as they are', () => {
  const shown: Readonly<Record<string, { readonly code: string }>> = JSON.parse(
    textOf('apps/site/src/components/printed/examples.golden.json'),
  );
  const codes = Object.entries(shown).map(([name, { code }]) => [name, code]);
  expect(codes).toEqual(examples.map((name) => [name, textOf(`examples/${name}.ts`)]));
});

it.each(examples)('%s is short enough to be read at once', (name) => {
  expect(textOf(`examples/${name}.ts`).split('\n').length).toBeLessThanOrEqual(60);
});
