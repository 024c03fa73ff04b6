import { describe, expect } from 'vitest';
import { test } from './browser.ts';

describe('site and lab, on one origin', () => {
  test.for([
    ['/', 'en'],
    ['/zh-Hans/', 'zh-Hans'],
  ] as const)(
    'lead from %s to the lab without a complaint',
    async ([path, language], { page, complaints }) => {
      await page.goto(path);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await page.locator('nav a[href^="/lab/"]').first().click();
      await page.waitForURL('**/lab/**');
      await page.locator('main, [role="main"], h1').first().waitFor();
      expect(complaints).toEqual([]);
    },
  );

  test('answer an unknown address with the site’s own page', async ({ context }) => {
    const response = await context.request.get('/no/such/page');
    expect(response.status()).toBe(404);
    expect(await response.text()).toContain('Menagerie');
  });
});
