import {
  type ArticleLocal,
  type ArticleSeat,
  articleLock,
  articleView,
  type Finding,
  LOCKS,
  type LockFailures,
  lockFailures,
  lookFor,
  type Scope,
  sentence,
  worldModel,
} from '@menagerie/myths';
import { describe, expect, it } from 'vitest';

function look(
  seats: readonly ArticleSeat[],
  failure: keyof LockFailures<ArticleLocal>,
  scope: Partial<Scope> = {},
): Finding {
  const model = worldModel(
    articleLock(seats),
    { names: seats.map(({ name }) => name), made: [LOCKS], inOrder: true, ...scope },
    [],
  );
  return lookFor(model, [lockFailures(articleView(seats))[failure]]);
}

const story = (finding: Finding) =>
  finding.type === 'found' ? finding.steps.map(sentence) : finding;

const A = { name: 'A', pid: 100, lock: 'foo' };
const B = { name: 'B', pid: 200, lock: 'foo' };

describe('the lock of the article', () => {
  it('x', () => {
    for (const f of ['twoHolders', 'hang', 'theft', 'litter', 'refusal'] as const) {
      console.log(f, look([A, B], f), story(look([A, B], f)));
      console.log(f, story(look([A, B], f, { budget: { crashes: 1, restarts: 1 } })));
    }
    expect(1).toBe(1);
  });
});
