import type { Page } from 'playwright';
import { expect } from 'vitest';

/** Looks again until what is read is as it should be. How long that takes is not what is tested. */
export function eventually<T>(read: () => Promise<T>) {
  return expect.poll(read, { timeout: 120_000 });
}

/** The lab as its reader meets it. What is asked of it is found by role, state or name, not by luck. */
export class LabPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(query = '', hash = ''): Promise<this> {
    await this.page.goto(`/lab/?lang=en&theme=light&${query}${hash}`);
    await this.page.locator('[data-server]').first().waitFor();
    return this;
  }

  async step(): Promise<number> {
    return Number(await this.page.locator('[data-step]').getAttribute('data-step'));
  }

  async hash(): Promise<string> {
    return (await this.page.locator('[data-hash]').getAttribute('data-hash')) ?? '';
  }

  /** The server that leads now, counted from 1; `null` without one. */
  async leader(): Promise<number | null> {
    const leaders = this.page.locator('.lab-server.is-leader');
    if ((await leaders.count()) === 0) return null;
    return Number(await leaders.last().getAttribute('data-server')) + 1;
  }

  async branches(): Promise<string[]> {
    return this.page.locator('.lab-branches ol button').allInnerTexts();
  }

  /** Cells of a server's row in the log that are committed. */
  async committed(server: number): Promise<number> {
    const row = this.page.locator('.lab-log tbody tr').nth(server - 1);
    return row.locator('.lab-cell.is-applied, .lab-cell.is-committed').count();
  }

  /** Goes from turning point to turning point until something is so. */
  async turnUntil(turn: () => Promise<void>, reached: () => Promise<boolean>): Promise<void> {
    for (let turns = 0; turns < 12; turns += 1) {
      if (await reached()) return;
      const before = await this.step();
      await turn();
      await eventually(() => this.step()).toBeGreaterThan(before);
    }
    expect(await reached()).toBe(true);
  }

  async entriesOf(server: number): Promise<string[]> {
    await this.page.locator('[data-tab=inspector]').click();
    await this.page
      .locator('.lab-pick button')
      .nth(server - 1)
      .click();
    const entries = this.page.locator('.lab-entries code');
    await entries.first().waitFor();
    return entries.allInnerTexts();
  }
}

/** Holds a finger on something until what it asks for is there. */
export async function hold(page: Page, selector: string, until: string): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not on the page`);
  const session = await page.context().newCDPSession(page);
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await page.locator(until).waitFor();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}
