import type { Locator } from 'playwright';
import { describe, expect } from 'vitest';
import { test } from '../../../e2e/browser.ts';

/** The number of the server that leads, once there is one other than `former`. */
async function leaderOf(lab: Locator, former = ''): Promise<string> {
  const leader = lab.locator(`[data-server]:not([data-server="${former}"]):has(.lab-server-crown)`);
  await leader.first().waitFor();
  return (await leader.first().getAttribute('data-server')) ?? '';
}

async function writeAt(lab: Locator, server: string): Promise<void> {
  await lab.locator(`[data-client="${server}"]`).click();
  await lab.locator('.lab-client.is-done').first().waitFor();
}

describe('the first chapter', () => {
  test('takes a bet, and keeps it for the explanation', async ({ page, complaints }) => {
    await page.goto('/docs/learn/kill-the-leader');
    await page.getByRole('radio', { name: /every write that it had confirmed/ }).check();
    await page.getByText('Your bet stands.').waitFor();
    await page.reload();
    await page.getByText('You bet on this, and won.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('judges the challenge on the reader’s own run', async ({ page, complaints }) => {
    await page.goto('/docs/learn/kill-the-leader');
    const result = page.getByText('The lab judges the run that you make');
    await result.scrollIntoViewIfNeeded();
    const lab = page.getByRole('region', { name: 'Lab' }).nth(1);
    await lab.getByRole('combobox', { name: 'Speed' }).selectOption('4');
    await lab.getByRole('button', { name: 'Play', exact: true }).click();

    const first = await leaderOf(lab);
    await writeAt(lab, first);
    await lab.locator(`[data-server="${first}"]`).click();
    await lab.locator('[data-verb="crash"]').click();

    const second = await leaderOf(lab, first);
    await writeAt(lab, second);
    await page.getByText('Solved.').waitFor();
    expect(second).not.toBe(first);
    expect(complaints).toEqual([]);
  });

  test('answers its questions with a reason', async ({ page }) => {
    await page.goto('/zh-Hans/docs/learn/kill-the-leader');
    await page.getByRole('radio', { name: '一台，与三台时相同' }).check();
    await page.getByText('四台的多数是三台').waitFor();
  });
});
