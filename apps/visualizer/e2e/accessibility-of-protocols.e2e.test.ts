import { describe, expect } from 'vitest';
import { accessibilityFindings, test } from '../../../e2e/browser.ts';

const pages = [
  ['paxos', 'keep-the-value'],
  ['synod', 'dueling-proposers'],
  ['zab', 'trunc'],
] as const;

describe.for(pages)('axe finds nothing wrong with %s', ([protocol, scenario]) => {
  test.for([
    ['light', 'en'],
    ['dark', 'zh'],
  ] as const)('in %s, in %s, wide and narrow', async ([theme, lang], { page }) => {
    const findings: string[] = [];
    for (const width of [1360, 390]) {
      await page.setViewportSize({ width, height: 860 });
      await page.goto(
        `/lab/?protocol=${protocol}&scenario=${scenario}&lang=${lang}&theme=${theme}`,
      );
      for (let turns = 0; turns < 3; turns += 1) {
        await page.locator('[data-control=next-turn]').click();
      }
      await page.locator('.lab-server.is-leader').waitFor();
      await page.locator('[data-server="1"]').click();
      const tabs = width > 700 ? ['inspector', 'invariants', 'transcript'] : ['log'];
      for (const tab of tabs) {
        await page.locator(`[data-tab=${tab}]`).click();
        await page.locator('.lab-rail-panel :is(.lab-panel, .lab-log)').waitFor();
        findings.push(...(await accessibilityFindings(page)));
      }
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways).toBe(0);
    }
    await page.locator('[data-open=scenario]').click();
    await page.locator('dialog').waitFor();
    findings.push(...(await accessibilityFindings(page)));
    expect([...new Set(findings)]).toEqual([]);
  });
});
