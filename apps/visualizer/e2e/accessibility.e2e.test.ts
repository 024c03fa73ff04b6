import { describe, expect } from 'vitest';
import { accessibilityFindings, test } from '../../../e2e/browser.ts';

describe('axe finds nothing wrong', () => {
  for (const theme of ['light', 'dark']) {
    for (const lang of ['en', 'zh']) {
      test(`in ${theme}, in ${lang}, wide and narrow`, async ({ page }) => {
        const findings: string[] = [];
        for (const width of [1360, 390]) {
          await page.setViewportSize({ width, height: 860 });
          await page.goto(`/lab/?scenario=partition&lang=${lang}&theme=${theme}`);
          await page.locator('[data-control=next-turn]').click();
          await page.locator('.lab-server.is-leader').waitFor();
          await page.locator('[data-server="1"]').click();
          await page.locator('.lab-verbs [data-verb=crash]').click();
          await page.locator('.lab-server.is-crashed').waitFor();
          const tabs = width > 700 ? ['inspector', 'invariants', 'why', 'transcript'] : ['log'];
          for (const tab of tabs) {
            await page.locator(`[data-tab=${tab}]`).click();
            await page.locator('.lab-rail-panel :is(.lab-panel, .lab-log)').waitFor();
            findings.push(...(await accessibilityFindings(page)));
          }
          await page.locator('[data-open=scenario]').click();
          await page.locator('dialog').waitFor();
          findings.push(...(await accessibilityFindings(page)));
        }
        expect([...new Set(findings)]).toEqual([]);
      });
    }
  }
});
