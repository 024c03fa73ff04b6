import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { test } from '../../../e2e/browser.ts';
import { eventually, LabPage } from './lab-page.ts';

const middleOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not on the page`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** To the first turning point, and some events on: messages are well on their way there. */
async function midway(page: Page): Promise<LabPage> {
  const lab = await new LabPage(page).open();
  await page.locator('[data-control=next-turn]').click();
  await eventually(() => lab.leader()).not.toBeNull();
  for (let events = 0; events < 9; events += 1) {
    const before = await lab.step();
    await page.locator('[data-control=forward]').click();
    await eventually(() => lab.step()).toBe(before + 1);
  }
  return lab;
}

/** By keyboard, from server to server and from message to message. */
async function chooseMessage(page: Page): Promise<void> {
  const chosen = page.locator('.lab-message.is-selected');
  await page.keyboard.press('1');
  for (let moves = 0; moves < 40 && (await chosen.count()) === 0; moves += 1) {
    await page.keyboard.press('ArrowDown');
  }
  expect(await page.locator('.lab-message:focus').getAttribute('aria-label')).toMatch(/S\d.*S\d/);
}

/** The pictures of the messages in sixty frames while the run plays, by step. */
async function picturesByStep(page: Page): Promise<string[][]> {
  await page.locator('[data-control=play]').click();
  const pictures = await page.evaluate(async () => {
    const canvas = document.querySelector<HTMLCanvasElement>('.lab-stage-messages');
    const seen: [string, string][] = [];
    for (let frames = 0; frames < 60; frames += 1) {
      await new Promise(requestAnimationFrame);
      const step = document.querySelector('[data-step]')?.getAttribute('data-step') ?? '';
      seen.push([step, canvas?.toDataURL() ?? '']);
    }
    return seen;
  });
  await page.locator('[data-control=play]').click();
  const steps = [...new Set(pictures.map(([step]) => step))];
  return steps.map((step) => pictures.filter(([of]) => of === step).map(([, picture]) => picture));
}

describe('on the stage', () => {
  test('a message dragged along its way comes at another time, dragged aside it is lost', async ({
    page,
  }) => {
    const lab = await midway(page);
    const glyph = '.lab-message.is-selected .lab-message-glyph';
    await chooseMessage(page);
    const from = await middleOf(page, glyph);
    // Let go of it first: a message is taken up where it is seen, chosen or not.
    await page.keyboard.press('1');
    await page.locator(glyph).waitFor({ state: 'detached' });
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.locator(glyph).waitFor();
    await page.mouse.move(from.x + 3, from.y + 14, { steps: 4 });
    await page.locator('.lab-drag-hint').waitFor();
    expect(await page.locator('.lab-drag-hint').innerText()).toMatch(/Later|Earlier|another|Lose/);
    await page.mouse.up();
    await eventually(() => lab.branches()).toHaveLength(2);

    await chooseMessage(page);
    const again = await middleOf(page, glyph);
    await page.mouse.move(again.x, again.y);
    await page.mouse.down();
    await page.mouse.move(5, 400, { steps: 8 });
    expect(await page.locator('.lab-drag-hint').innerText()).toBe('Lose it');
    await page.mouse.up();
    await eventually(async () => (await lab.branches()).at(-1)).toContain('lost');
  });

  test('a stroke cuts links, a badge heals them, a lasso parts servers', async ({ page }) => {
    const lab = await midway(page);
    const s5 = await middleOf(page, '[data-server="4"]');
    const s2 = await middleOf(page, '[data-server="1"]');
    const middle = { x: (s5.x + s2.x) / 2 + 30, y: (s5.y + s2.y) / 2 };
    await page.mouse.move(middle.x, middle.y - 9);
    await page.mouse.down();
    await page.mouse.move(middle.x, middle.y + 9, { steps: 5 });
    await page.mouse.up();
    await page.locator('.lab-cut').first().waitFor();
    await page.locator('[data-verb=heal-all]').click();
    await page.locator('.lab-cut').first().waitFor({ state: 'detached' });

    await page.mouse.move(s2.x, s2.y - 60);
    await page.mouse.down();
    for (let i = 0; i <= 24; i += 1) {
      const angle = (i / 24) * 2 * Math.PI;
      await page.mouse.move(s2.x + 60 * Math.sin(angle), s2.y - 60 * Math.cos(angle));
    }
    await page.mouse.up();
    await page.locator('[data-zone="1"]').waitFor();
    await page.locator('[data-zone="1"]').click();
    await page.locator('[data-zone]').waitFor({ state: 'detached' });
    expect((await lab.branches()).length).toBe(5);
  });

  test('letters rest once they are switched off', async ({ page }) => {
    const lab = await midway(page);
    await page.locator('[data-server="0"]').click();
    await page.keyboard.press('?');
    await page.locator('dialog input[type=checkbox]').uncheck();
    await page.keyboard.press('Escape');
    await page.locator('[data-server="0"]').click();
    await page.keyboard.press('c');
    await page.keyboard.press('ArrowRight');
    await eventually(() => page.locator('[data-control=undo]').count()).toBe(0);
    expect(await lab.branches()).toEqual([]);
  });

  test('nothing travels for a reader who wants less motion', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const lab = await midway(page);
    const before = await lab.step();
    const calm = await picturesByStep(page);
    expect(await lab.step()).toBeGreaterThan(before);
    for (const pictures of calm) {
      // At the border between two steps the older picture may still stand.
      expect(new Set(pictures.slice(1, -1)).size).toBeLessThanOrEqual(1);
    }
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const lively = await picturesByStep(page);
    expect(Math.max(...lively.map((pictures) => new Set(pictures).size))).toBeGreaterThan(2);
  });
});

describe('a violated property', () => {
  test('stops the run, rings the servers and says why, in both languages', async ({ page }) => {
    const lab = await new LabPage(page).open('scenario=figure-8&break=R-01');
    await page.locator('.lab-speed select').selectOption('16');
    await page.locator('[data-control=play]').click();
    await page.locator('.lab-stopped').waitFor();
    expect(await page.locator('.lab-server.is-violated').count()).toBeGreaterThan(0);
    await page.locator('[data-tab=invariants]').click();
    const clause = page.locator('.lab-clause').first();
    expect(await clause.innerText()).toMatch(/^S5 leads term \d+ with an entry of term \d+/);
    await page.locator('[data-open=locale]').click();
    await eventually(() => clause.innerText()).toMatch(/^S5 领导任期 \d+/);
    const stopped = await lab.step();
    await page.locator('.lab-properties .is-violated button').first().click();
    await eventually(() => lab.step()).toBe(stopped);
  });
});
