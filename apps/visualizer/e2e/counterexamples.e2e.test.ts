import type { Shape, Subject } from '@menagerie/contract';
import { paxosSubject, synodSubject } from '@menagerie/paxos/testing';
import { createRecording, scenarioFromLink, scenarioToLink } from '@menagerie/simulator';
import { zabSubject } from '@menagerie/zab/testing';
import { describe, expect } from 'vitest';
import { test } from '../../../e2e/browser.ts';
import { choiceOf } from '../../../packages/lab/src/model/builtins.ts';
import type { ProtocolName } from '../../../packages/lab/src/model/protocols.ts';
import { Service } from '../../../packages/lab/src/worker/service.ts';
import { eventually, LabPage } from './lab-page.ts';

const chinese = /[\u4e00-\u9fff]/;

/** A built-in scenario with a rule broken, as a link. */
async function broken(protocol: ProtocolName, name: string, mutant: string): Promise<string> {
  const service = new Service();
  await service.open({ type: 'builtin', choice: { ...choiceOf(name, protocol), mutant } });
  return `#${(await service.engine()).share(0).fragment}`;
}

/** The same run as what an explorer or a shrinker writes: decisions, and no seed that matters. */
function asDecisions<S extends Shape>(link: string, subject: Subject<S>): string {
  const scenario = scenarioFromLink(link, [subject]);
  const recording = createRecording(subject, scenario);
  while (recording.violation === null && !recording.ended) recording.extend({ steps: 1 });
  const { decisions } = recording;
  return new URL(
    scenarioToLink('http://localhost/', { ...scenario, interventions: [], decisions }, subject),
  ).hash;
}

const cases = [
  [
    'synod',
    'keep-the-value',
    'P-07',
    'VotesSafe',
    (link: string) => asDecisions(link, synodSubject),
  ],
  [
    'paxos',
    'keep-the-value',
    'P-17',
    'Chosen Uniqueness',
    (link: string) => asDecisions(link, paxosSubject),
  ],
  ['zab', 'between', 'Z-13', 'Prefix Consistency', (link: string) => asDecisions(link, zabSubject)],
] as const;

describe('the link of a known mistake', () => {
  test.for(cases)('in %s, %s, %s, plays and says what it violates', async (one, { page }) => {
    const [protocol, name, mutant, property, decisionsOf] = one;
    const link = await broken(protocol, name, mutant);
    for (const hash of [link, decisionsOf(link)]) {
      await page.goto('about:blank');
      const lab = await new LabPage(page).open('', hash);
      await page.locator('.lab-mutant', { hasText: mutant }).waitFor();
      await page.locator('[data-control=to-violation]').click();
      await page.locator('[data-tab=invariants]').click();
      const first = page.locator('.lab-properties .is-violated').first();
      await eventually(() => first.innerText()).toContain(property);
      const clause = first.locator('.lab-clause');
      expect(await clause.innerText()).toMatch(/^[A-Z].*\.$/);
      expect(await clause.innerText()).not.toMatch(chinese);
      await page.locator('[data-open=locale]').click();
      await eventually(() => clause.innerText()).toMatch(/^.*[\u4e00-\u9fff].*。$/);
      expect(await first.locator('summary span').innerText()).toMatch(chinese);
      expect(await lab.step()).toBeGreaterThan(0);
    }
  });
});
