import { ruleZh } from '@menagerie/lab/rules-zh';
import { ruleInfos } from '@menagerie/raft';
import { expect, it } from 'vitest';
import { ruleGroups } from '../src/components/rules/raft-rules.ts';

const known = ruleInfos.map(({ id }) => id).sort();

it('the Raft page shows every rule of the protocol exactly once', () => {
  expect(Object.values(ruleGroups).flat().sort()).toEqual(known);
});

it('every rule is said in Chinese', () => {
  for (const { id, says } of ruleInfos) expect(ruleZh(id, says)).toMatch(/\p{Script=Han}.*。$/u);
});
