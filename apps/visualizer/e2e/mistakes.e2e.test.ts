import { raftSubject } from '@menagerie/raft/testing';
import { scenarioToLink } from '@menagerie/simulator';
import { describe, expect } from 'vitest';
import { test } from '../../../e2e/browser.ts';
import { findMistake, foundMistakes } from '../../../packages/simulator/test/helpers/mistakes.ts';
import { eventually, LabPage } from './lab-page.ts';

describe('the link that the simulator prints for a known mistake', () => {
  test.for(foundMistakes)('in %s, %s, plays it', async ([, id], { page }) => {
    const { scenario, violation, step } = findMistake(id);
    const link = new URL(scenarioToLink('http://localhost/lab/', scenario, raftSubject));
    const lab = await new LabPage(page).open('', link.hash);
    await page.locator('[data-control=to-violation]').click();
    await eventually(() => lab.step()).toBe(step);
    await page.locator('[data-tab=invariants]').click();
    const broken = page.locator('.lab-properties .is-violated');
    await broken.first().waitFor();
    expect(await broken.allInnerTexts()).toEqual([expect.stringContaining(violation.property)]);
  });
});
