import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright';
import { describe, expect } from 'vitest';
import { test } from '../../../e2e/browser.ts';

/** Scripts that a page has loaded when it comes to rest, scrolled to its end if asked. */
async function scriptsOf(page: Page, path: string, toTheEnd = false): Promise<readonly string[]> {
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response);
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  if (toTheEnd) {
    await page.getByRole('contentinfo').scrollIntoViewIfNeeded();
    await page.locator('.lab-embed').first().waitFor();
  }
  // Asked for only now: a text on its way while the page fails to come would be nobody's rejection.
  return Promise.all(scripts.map((script) => script.text()));
}

const has = (scripts: readonly string[], mark: string): boolean =>
  scripts.some((script) => script.includes(mark));

// Words that only the lab and only the diagrams carry, wherever the bundler puts them.
const lab = 'lab-server-crown';
const diagrams = 'flowchart-elk';

describe('a page', () => {
  test('without a lab or a diagram loads neither, and stays light', async ({ page }) => {
    const scripts = await scriptsOf(page, '/docs/');
    expect(has(scripts, lab)).toBe(false);
    expect(has(scripts, diagrams)).toBe(false);
    const gzip = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
    expect(gzip).toBeLessThan(260_000);
  });

  test('with a lab loads it once the reader comes near', async ({ page }) => {
    expect(has(await scriptsOf(page, '/docs/learn/kill-the-leader', true), lab)).toBe(true);
  });

  test('with a diagram loads what draws it', async ({ page }) => {
    expect(has(await scriptsOf(page, '/docs/build/architecture'), diagrams)).toBe(true);
  });
});
