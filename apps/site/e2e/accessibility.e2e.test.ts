import { describe, expect } from 'vitest';
import { accessibilityFindings, test } from '../../../e2e/browser.ts';

const pages = [
  '/',
  '/corrections',
  '/corrections/c13',
  '/corrections/omissions',
  '/corrections/experiments',
  '/glossary',
  '/docs/build/architecture',
  '/docs/build/raft',
  '/docs/build/paxos',
  '/docs/build/zab',
  '/docs/build/checker',
  '/docs/build/comparing',
  '/docs/build/myths',
  '/docs/learn/kill-the-leader',
  '/docs/use/run',
  '/docs/use/configure',
  '/docs/use/operate',
  '/docs/use/compatibility',
  '/docs/use/speed',
  '/docs/use/client',
  '/docs/use/recipes',
  '/docs/use/commands',
];

describe('axe finds nothing wrong', () => {
  for (const path of pages.flatMap((page) => [page, `/zh-Hans${page}`])) {
    test(`with ${path}, light and dark`, async ({ page }) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.goto(path);
        await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
        expect(await accessibilityFindings(page)).toEqual([]);
      }
    });
  }

  test('with a phone’s width, where nothing scrolls sideways', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const overflowing: string[] = [];
    for (const path of pages) {
      await page.goto(path);
      const fits = await page.evaluate(
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
      );
      if (!fits) overflowing.push(path);
    }
    expect(overflowing).toEqual([]);
  });
});
