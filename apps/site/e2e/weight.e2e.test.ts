import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { test } from '../../../e2e/browser.ts';

/** Bytes of script that a page loads, gzipped, and the text of each. */
async function scriptsOf(page: Page, path: string): Promise<{ gzip: number; texts: string[] }> {
  const texts: string[] = [];
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script') texts.push(await response.text());
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  return { gzip: texts.reduce((sum, text) => sum + gzipSync(text).length, 0), texts };
}

// Only the lab says this, wherever the bundler puts it.
const markOfTheLab = 'menagerie-scenario/1';

describe('a page', () => {
  test('without a lab or a diagram loads neither, and stays light', async ({ page }) => {
    const { gzip, texts } = await scriptsOf(page, '/docs/');
    expect(texts.some((text) => text.includes(markOfTheLab))).toBe(false);
    expect(texts.some((text) => text.includes('flowchart-elk'))).toBe(false);
    expect(gzip).toBeLessThan(230_000);
  });
});
