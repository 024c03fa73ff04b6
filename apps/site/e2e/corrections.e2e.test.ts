import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { test } from '../../../e2e/browser.ts';

const rows = (page: Page) => page.getByRole('main').getByRole('listitem');

describe('the corrections', () => {
  test('show all claims and keep a filter in the address', async ({ page, complaints }) => {
    await page.goto('/corrections');
    const status = page.getByRole('status');
    await status.filter({ hasText: '91 claims' }).waitFor();
    expect(await rows(page).count()).toBe(91);

    await page.getByRole('searchbox', { name: 'Find' }).fill('hashing');
    await page.getByRole('button', { name: 'False' }).press('Space');
    await page.getByRole('combobox', { name: 'Topic' }).selectOption('hashing');
    await page.waitForURL('**/corrections?q=hashing&topic=hashing&verdict=false');
    const filtered = await rows(page).count();
    expect(filtered).toBeGreaterThan(0);
    expect(filtered).toBeLessThan(91);

    await page.reload();
    await status.filter({ hasText: `${filtered} of 91` }).waitFor();
    expect(await page.getByRole('searchbox', { name: 'Find' }).inputValue()).toBe('hashing');

    await rows(page).filter({ hasText: 'C13' }).getByRole('link').click();
    await page.waitForURL('**/corrections/c13');
    await page.goBack();
    await status.filter({ hasText: `${filtered} of 91` }).waitFor();

    await page.getByRole('button', { name: 'Show all' }).click();
    await page.waitForURL((url) => url.search === '');
    expect(await rows(page).count()).toBe(91);
    expect(complaints).toEqual([]);
  });

  test('can be narrowed by section, in Chinese', async ({ page }) => {
    await page.goto('/zh-Hans/corrections');
    const section = page.getByRole('combobox', { name: '章节' });
    await section.selectOption({ index: 1 });
    await page.getByRole('status').filter({ hasText: '91 条中的' }).waitFor();
    expect(await page.getByRole('main').getByRole('heading', { level: 2 }).count()).toBe(1);
  });

  test('say plainly when nothing matches', async ({ page }) => {
    await page.goto('/corrections?q=xyzzy');
    await page.getByText('No claim matches.').waitFor();
  });

  test('are a full list without JavaScript', async ({ browser, context, page }) => {
    await page.goto('/');
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const tab = await plain.newPage();
    await tab.goto(new URL('/corrections', page.url()).href);
    expect(await rows(tab).count()).toBe(91);
    expect(await tab.getByRole('searchbox', { name: 'Find' }).isVisible()).toBe(false);
    await rows(tab).filter({ hasText: 'C13' }).getByRole('link').click();
    await tab.getByRole('heading', { name: 'What is correct' }).waitFor();
    await plain.close();
    expect(context.pages()).toHaveLength(1);
  });

  test('are titled and described in the language of the page', async ({ page }) => {
    for (const [path, language, verdict] of [
      ['/corrections/c13', 'en', 'False'],
      ['/zh-Hans/corrections/c13', 'zh-Hans', '错误'],
    ] as const) {
      await page.goto(path);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await expect.poll(() => page.title()).toContain(`C13 · ${verdict}`);
      // While the page comes alive, the head is written anew.
      const description = () =>
        page.locator('meta[name="description"]').first().getAttribute('content');
      await expect
        .poll(description)
        .toMatch(language === 'en' ? /every server|each server/i : /服务器/);
    }
  });

  test('lead from an experiment to what was found, and into the lab', async ({ page }) => {
    await page.goto('/zh-Hans/corrections/experiments#x05');
    const lock = page.getByRole('article').filter({ hasText: 'X05' });
    await lock.getByRole('link', { name: '找到了什么' }).click();
    await page.waitForURL('**/zh-Hans/docs/build/myths#x05');
    const hang = page.getByRole('group').filter({ hasText: '释放反而把等待者锁在门外' });
    await hang.locator('summary').click();
    await hang.getByText('继续等待').waitFor();

    await page.goto('/corrections/experiments#x08');
    const run = page.getByRole('article').filter({ hasText: 'X08' });
    await run.getByRole('link', { name: 'Try it' }).click();
    await page.waitForURL('**/lab/?protocol=paxos&scenario=primary-order&lang=en');
  });
});
