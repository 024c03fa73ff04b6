import { ruleInfos } from '@menagerie/raft';
import { expect, it } from 'vitest';
import { chineseRules, ruleGroups } from '../src/components/rules/raft-rules.ts';

const known = ruleInfos.map(({ id }) => id).sort();

it('the Raft page shows every rule of the protocol exactly once', () => {
  expect(Object.values(ruleGroups).flat().sort()).toEqual(known);
});

it('every rule is said in Chinese', () => {
  expect(Object.keys(chineseRules).sort()).toEqual(known);
  for (const sentence of Object.values(chineseRules))
    expect(sentence).toMatch(/\p{Script=Han}.*。$/u);
});
