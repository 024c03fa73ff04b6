import type { BrowserContext } from 'playwright';
import { describe, expect } from 'vitest';
import { test } from '../../../e2e/browser.ts';
import { eventually, hold, LabPage } from './lab-page.ts';

describe('a write outlives its leader', () => {
  // How many entries are committed once the first write is: Raft's leader begins with a no-op.
  test.for([
    ['raft', 2],
    ['paxos', 1],
    ['zab', 1],
  ] as const)('in %s, by mouse', async ([protocol, committed], { page, complaints }) => {
    const lab = await new LabPage(page).open(`protocol=${protocol}`);
    const turn = () => page.locator('[data-control=next-turn]').click();
    await lab.turnUntil(turn, async () => (await lab.leader()) !== null);
    const first = (await lab.leader()) ?? 0;
    await page.locator(`[data-client="${first - 1}"]`).click();
    await eventually(() => lab.branches()).toHaveLength(2);
    await lab.turnUntil(turn, async () => (await lab.committed(first)) >= committed);

    await page.locator(`[data-server="${first - 1}"]`).click();
    await page.locator('.lab-verbs [data-verb=crash]').click();
    await page.locator(`.lab-server.is-crashed[data-server="${first - 1}"]`).waitFor();
    await lab.turnUntil(turn, async () => (await lab.leader()) !== null);
    const second = (await lab.leader()) ?? 0;
    expect(second).not.toBe(first);
    expect((await lab.entriesOf(second)).join()).toContain('w1');
    expect(complaints).toEqual([]);
  });

  test('by keyboard alone', async ({ page }) => {
    const lab = await new LabPage(page).open();
    const { keyboard } = page;
    for (let tabs = 0; tabs < 20; tabs += 1) {
      await keyboard.press('Tab');
      if ((await page.locator('[data-server] :focus').count()) > 0) break;
    }
    expect(await page.locator('[data-server] :focus').count()).toBe(1);
    const turn = () => keyboard.press(']');
    await lab.turnUntil(turn, async () => (await lab.leader()) !== null);
    const first = (await lab.leader()) ?? 0;
    await keyboard.press(String(first));
    await keyboard.press('i');
    await eventually(() => lab.branches()).toHaveLength(2);
    await lab.turnUntil(turn, async () => (await lab.committed(first)) >= 2);
    await keyboard.press('Enter');
    const menu = page.getByRole('menu');
    await menu.waitFor();
    for (let downs = 0; downs < 20; downs += 1) {
      if ((await page.locator('[data-verb=crash]:focus').count()) > 0) break;
      await keyboard.press('ArrowDown');
    }
    await keyboard.press('Enter');
    await page.locator(`.lab-server.is-crashed[data-server="${first - 1}"]`).waitFor();
    await lab.turnUntil(turn, async () => (await lab.leader()) !== null);
    const second = (await lab.leader()) ?? 0;
    expect(second).not.toBe(first);
    const before = await lab.committed(second);
    await keyboard.press(String(second));
    await keyboard.press('i');
    await lab.turnUntil(turn, async () => (await lab.committed(second)) > before + 1);

    await keyboard.press('u');
    await eventually(() => lab.leader()).toBe(second);
    expect(await lab.branches()).toHaveLength(4);
  });

  test('by finger on a narrow screen', async ({ browser, context }) => {
    const { baseURL } = await originOf(context);
    const phone = await browser.newContext({
      baseURL,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const page = await phone.newPage();
    const lab = await new LabPage(page).open();
    const turn = () => page.locator('[data-control=next-turn]').tap();
    await lab.turnUntil(turn, async () => (await lab.leader()) !== null);
    const first = (await lab.leader()) ?? 0;
    await page.locator(`[data-client="${first - 1}"]`).tap();
    await page.locator('.lab-branches').waitFor();
    await page.locator('[data-tab=log]').tap();
    await lab.turnUntil(turn, async () => (await lab.committed(first)) >= 2);

    await hold(page, `[data-server="${first - 1}"]`, '[role=menu]');
    await page.locator('[role=menu] [data-verb=crash]').tap();
    await page.locator(`.lab-server.is-crashed[data-server="${first - 1}"]`).waitFor();
    await lab.turnUntil(turn, async () => (await lab.leader()) !== null);
    const second = (await lab.leader()) ?? 0;
    expect((await lab.entriesOf(second)).join()).toContain('w1');
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBe(0);
    await phone.close();
  });
});

/** Contexts do not tell their base address: a page of it does. */
async function originOf(context: BrowserContext) {
  const page = await context.newPage();
  await page.goto('/lab/');
  const { origin } = new URL(page.url());
  await page.close();
  return { baseURL: origin };
}
