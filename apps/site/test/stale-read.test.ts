import {
  checkLinearizability,
  checkSequentialConsistency,
  type History,
  pictureOf,
  type RegisterInput,
  type RegisterOutput,
  registerModel,
} from '@menagerie/checker';
import { expect, it } from 'vitest';
import { staleRead } from '../src/components/checker/stale-read.ts';

const history: History<RegisterInput, RegisterOutput> = staleRead.map(
  ({ process, value, writes, from, to }) => ({
    process,
    input: writes ? { type: 'write', value } : { type: 'read' },
    invokedAt: from,
    outcome: { type: 'ok', output: writes ? null : value, returnedAt: to },
  }),
);

it('the picture of the checker’s page is what the checker says of that history', async () => {
  const linearizability = checkLinearizability(registerModel, history);
  const sequentialConsistency = checkSequentialConsistency(registerModel, history);
  expect([linearizability.type, sequentialConsistency.type]).toEqual(['violated', 'holds']);
  const pictures = {
    linearizability: pictureOf(registerModel, history, linearizability),
    sequentialConsistency: pictureOf(registerModel, history, sequentialConsistency),
  };
  await expect(`${JSON.stringify(pictures, null, 2)}\n`).toMatchFileSnapshot(
    '../src/components/checker/stale-read.golden.json',
  );
});
