import { describe, expect } from 'vitest';
import { test } from '../../../e2e/browser.ts';
import { eventually, LabPage } from './lab-page.ts';

describe('Paxos with one value', () => {
  test('chooses it, loses its proposer, and chooses nothing else, by mouse', async ({
    page,
    complaints,
  }) => {
    const lab = await new LabPage(page).open('protocol=synod');
    const turn = () => page.locator('[data-control=next-turn]').click();
    const note = page.locator('.lab-log-note');
    expect(await note.innerText()).toBe('Nothing is chosen yet.');
    await lab.turnUntil(turn, async () => (await note.innerText()) === 'Chosen: w1');
    expect(await page.locator('.lab-ballot.is-chosen').allInnerTexts()).toEqual([
      expect.stringContaining('w1'),
    ]);
    expect(await page.locator('[data-vote="1.S1"].is-applied').count()).toBeGreaterThanOrEqual(3);

    await page.locator('[data-server="0"]').click();
    await page.locator('.lab-verbs [data-verb=crash]').click();
    await page.locator('.lab-server.is-crashed[data-server="0"]').waitFor();
    await page.locator('[data-client="4"]').click();
    await eventually(() => lab.branches()).toHaveLength(3);
    await page.locator('[data-control=end]').click();
    await eventually(() => page.locator('[data-client="4"]').textContent()).toContain('✓');
    expect(await note.innerText()).toBe('Chosen: w1');
    expect(complaints).toEqual([]);
  });

  test('keeps in the second ballot what the first has chosen', async ({ page }) => {
    const lab = await new LabPage(page).open('protocol=synod&scenario=keep-the-value');
    await page.locator('[data-control=end]').click();
    await eventually(() => page.locator('.lab-ballot.is-chosen').count()).toBe(2);
    const heads = await page.locator('.lab-ballot').allInnerTexts();
    expect(heads.map((head) => head.replaceAll(/\s+/g, ' '))).toEqual(['1.S1 w1 ✓', '1.S5 w1 ✓']);
    await page.locator('[data-tab=invariants]').click();
    expect(await page.locator('.lab-properties .is-violated').count()).toBe(0);
    expect(await lab.step()).toBeGreaterThan(50);
  });
});

describe('Multi-Paxos', () => {
  test('shows the gap that a no-op fills, and the value that is kept', async ({ page }) => {
    const lab = await new LabPage(page).open('protocol=paxos&scenario=keep-the-value');
    const turn = () => page.locator('[data-control=next-turn]').click();
    const leads = async () => (await page.locator('.lab-server.is-crashed').count()) > 0;
    await lab.turnUntil(turn, async () => (await leads()) && (await lab.leader()) !== null);
    await lab.turnUntil(turn, async () => (await lab.committed((await lab.leader()) ?? 0)) >= 2);
    const row = page.locator('.lab-log tbody tr.is-leader');
    await eventually(() => row.locator('[data-slot="1"]').innerText()).toContain('∅');
    const crashed = page.locator('.lab-log tbody tr.is-crashed');
    expect(await crashed.locator('[data-slot="1"].is-discarded').count()).toBe(1);
    expect(await crashed.locator('[data-slot="2"].is-acked').count()).toBe(1);
  });
});

describe('Zab', () => {
  test('shows the proposal that goes when the deposed leader comes back', async ({ page }) => {
    const lab = await new LabPage(page).open('protocol=zab&scenario=trunc');
    const turn = () => page.locator('[data-control=next-turn]').click();
    const doomed = page.locator('.lab-log [data-zxid="1.2"].is-discarded');
    await lab.turnUntil(turn, async () => (await doomed.count()) === 1);
    expect(await page.locator('.lab-log tbody tr.is-crashed [data-zxid="1.2"]').count()).toBe(1);
    await page.locator('[data-control=end]').click();
    await eventually(() => page.locator('[data-zxid="1.2"]').count()).toBe(0);
    expect(await page.locator('[data-zxid="1.1"].is-applied').count()).toBe(5);
  });

  test('tells of each server its epochs, its phase and its leader', async ({ page }) => {
    const lab = await new LabPage(page).open('protocol=zab');
    const turn = () => page.locator('[data-control=next-turn]').click();
    const facts = page.locator('.lab-log tbody tr').first().locator('.is-fact');
    expect(await facts.allInnerTexts()).toEqual(['0', '0', 'LOOKING']);
    await lab.turnUntil(turn, async () => (await lab.leader()) !== null);
    await page.locator('[data-control=end]').click();
    const leader = await lab.leader();
    await eventually(() => facts.allInnerTexts()).toEqual(['1', '1', `broadcast → S${leader}`]);
  });
});

describe('the picker', () => {
  test('leads from one protocol to another, with its own scenarios and mistakes', async ({
    page,
  }) => {
    const lab = await new LabPage(page).open();
    await page.locator('[data-open=scenario]').click();
    await page.locator('dialog input[name=protocol][value=zab]').check();
    await page.locator('dialog input[name=scenario][value=trunc]').check();
    const options = page.locator('dialog option[value^="Z-"]');
    await eventually(() => options.count()).toBeGreaterThan(20);
    await page.locator('dialog button[type=submit]').click();
    await page.locator('.lab-scenario-button', { hasText: 'TRUNC' }).waitFor();
    expect(page.url()).toContain('protocol=zab&scenario=trunc');
    await page.reload();
    await page.locator('.lab-scenario-button', { hasText: 'TRUNC' }).waitFor();
    await page.goBack();
    await page.locator('.lab-scenario-button', { hasText: 'Kill the leader' }).waitFor();
    await lab.page.locator('.lab-log').waitFor();
  });
});
