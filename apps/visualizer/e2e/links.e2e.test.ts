import { raftSubject } from '@menagerie/raft/testing';
import { createRecording, scenarioFromLink } from '@menagerie/simulator';
import { describe, expect } from 'vitest';
import { test } from '../../../e2e/browser.ts';
import { eventually, LabPage } from './lab-page.ts';

async function goTo(lab: LabPage, step: number): Promise<void> {
  await lab.page.keyboard.press('g');
  await lab.page.locator('dialog input[name=step]').fill(String(step));
  await lab.page.keyboard.press('Enter');
  await eventually(() => lab.step()).toBe(step);
}

describe('the run in the address', () => {
  test('is the same in another browser, to the hash', async ({ browser, page }) => {
    const lab = await new LabPage(page).open('scenario=random&servers=7');
    await page.locator('[data-control=next-turn]').click();
    await eventually(() => lab.leader()).not.toBeNull();
    await page.locator('[data-server="2"]').click();
    await page.locator('.lab-verbs [data-verb=crash]').click();
    await eventually(async () => page.url()).toContain('#r=1.');
    await goTo(lab, 250);
    const url = page.url();

    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await other.goto(url);
    await other.locator('[data-server="0"]').click();
    const again = new LabPage(other);
    await goTo(again, 250);
    expect(await again.hash()).toBe(await lab.hash());

    // And in Node, on the same link: no engine iterates, rounds or draws in a way of its own.
    const scenario = scenarioFromLink(new URL(url).hash, [raftSubject]);
    const recording = createRecording(raftSubject, scenario);
    recording.extend({ steps: 300 });
    expect(recording.momentAt(250).hash).toBe(await lab.hash());
    expect(await lab.hash()).toMatch(/^[0-9a-f]{16}$/);
    await elsewhere.close();
  });

  test('is there to be copied', async ({ page }) => {
    await new LabPage(page).open();
    await page.locator('[data-open=share]').click();
    const link = page.locator('.lab-share > input');
    await link.waitFor();
    expect(await link.inputValue()).toMatch(/\/lab\/#r=1\./);
  });
});

const wrong = (change: (json: string) => string) => {
  const plain = JSON.stringify({
    format: 'menagerie-scenario/1',
    protocol: 'raft',
    mutant: null,
    title: 'from a file',
  });
  return { name: 'run.json', mimeType: 'application/json', buffer: Buffer.from(change(plain)) };
};

describe('a run that cannot be opened is told from others, and the page lives on', () => {
  test('a damaged link', async ({ page }) => {
    const lab = await new LabPage(page).open('', '#r=1.AAAA');
    await page.locator('[data-problem=bad-link]').waitFor();
    await page.locator('[data-control=next-turn]').click();
    await eventually(() => lab.leader()).not.toBeNull();
    await page.locator('[data-open=locale]').click();
    await eventually(() => page.locator('[data-problem=bad-link]').innerText()).toContain(
      '链接已损坏',
    );
    await page.locator('.lab-problem > button').click();
    await page.locator('.lab-problem').waitFor({ state: 'detached' });
  });

  test('a file that is no scenario', async ({ page }) => {
    await new LabPage(page).open();
    await page.locator('[data-open=scenario]').click();
    await page.locator('dialog input[type=file]').setInputFiles(wrong(() => 'no json'));
    await page.locator('[data-problem=bad-json]').waitFor();
    await page.locator('[data-open=scenario]').click();
    await page.locator('dialog input[type=file]').setInputFiles(wrong((json) => json));
    await page.locator('[data-problem=bad-scenario]').waitFor();
  });

  test('an unknown field, and a server that is not there', async ({ page }) => {
    await new LabPage(page).open();
    await page.locator('[data-server="4"]').click();
    await page.locator('.lab-verbs [data-verb=crash]').click();
    await page.locator('.lab-server.is-crashed').waitFor();
    await page.locator('[data-open=share]').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.lab-share .lab-sheet-actions button').first().click(),
    ]);
    const stream = await download.createReadStream();
    let json = '';
    for await (const part of stream) json += String(part);
    await page.keyboard.press('Escape');

    for (const [problem, place, from, to] of [
      ['unknown-field', 'colour', '"seed"', '"colour": 1, "seed"'],
      ['missing-server', 'interventions[0].act.server', '"server": 4', '"server": 12'],
    ] as const) {
      await page.locator('[data-open=scenario]').click();
      const changed = wrong(() => json.replace(from, to));
      await page.locator('dialog input[type=file]').setInputFiles(changed);
      await page.locator(`[data-problem=${problem}]`).waitFor();
      expect(await page.locator('.lab-problem code').innerText()).toContain(place);
    }
    expect(await page.locator('[data-server]').count()).toBe(5);
  });
});
