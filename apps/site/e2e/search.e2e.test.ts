import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { test } from '../../../e2e/browser.ts';

async function search(page: Page, query: string): Promise<void> {
  const box = page.locator('.navbar__search-input');
  // The first focus fetches the code and the index of the search, and only then is the box a combobox.
  await box.click();
  await page.getByRole('combobox').waitFor();
  await box.fill(query);
  await page.getByRole('option').first().waitFor();
}

describe('the site’s search', () => {
  for (const [start, query, path, shown] of [
    // A long title is shown from near the words that were found, so not always with its number.
    ['/', 'consistent hashing', '/corrections/c13', 'uses consistent hashing to make all nodes'],
    ['/zh-Hans/', '一致性哈希', '/zh-Hans/corrections/c13', 'C13'],
  ] as const) {
    test(`from ${start} finds C13 by “${query}”, with its sources`, async ({ page }) => {
      await page.goto(start);
      await search(page, query);
      const claim = page.getByRole('option').filter({ hasText: shown });
      await claim.first().click();
      await page.waitForURL((url) => url.pathname === path);
      await page.getByRole('heading', { level: 1 }).filter({ hasText: 'C13' }).waitFor();
      const sources = page.getByRole('main').getByRole('link', { name: 'Apache ZooKeeper' });
      expect(await sources.count()).toBeGreaterThan(0);
      expect(await sources.first().getAttribute('href')).toMatch(
        /^https:\/\/zookeeper\.apache\.org\//,
      );
    });
  }

  test('finds terms of the glossary and chapters', async ({ page }) => {
    await page.goto('/docs/');
    await search(page, 'kill the leader');
    await page.getByRole('option').filter({ hasText: 'Two minutes' }).first().waitFor();
  });
});
