import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkLinearizability, registerModel } from '../../src/index.ts';
import { jepsenHistory } from './helpers/jepsen.ts';

// Histories of a register recorded against etcd, read where they lie. The project does not contain them.
const suite = join(import.meta.dirname, '../../../../../shared/suites/jepsen-etcd');
const there = existsSync(suite);
// A suite that is passed over in silence would be taken for one that was passed.
const suiteName = there
  ? 'the suite jepsen-etcd'
  : `SKIPPED, not at ${suite}: the suite jepsen-etcd`;
if (!there) console.warn(`${suiteName}: 51 recorded histories are not judged`);
const logs = there ? readdirSync(suite).filter((name) => name.endsWith('.log')) : [];
const verdicts: unknown = there
  ? JSON.parse(readFileSync(join(suite, 'verdicts.json'), 'utf8'))
  : null;

const historyIn = (name: string) => jepsenHistory(readFileSync(join(suite, name), 'utf8'));

describe.skipIf(!there)(suiteName, () => {
  it('has 51 histories', () => {
    expect(logs).toHaveLength(51);
  });

  it('is judged as it was published, every history', () => {
    const types = logs.map((name) => [
      name,
      checkLinearizability(registerModel, historyIn(name)).type === 'holds',
    ]);
    expect(Object.fromEntries(types)).toEqual(verdicts);
  });

  it('is judged wrongly by a checker that takes what timed out for failed: zoo K-06', () => {
    const wrong = logs.filter((name) => {
      const history = historyIn(name).map((operation) =>
        operation.outcome.type === 'unknown'
          ? { ...operation, outcome: { type: 'failed', returnedAt: Infinity } as const }
          : operation,
      );
      const holds = checkLinearizability(registerModel, history).type === 'holds';
      return holds !== Object.entries(verdicts ?? {}).find(([log]) => log === name)?.[1];
    });
    expect(wrong).not.toEqual([]);
  });

  it('is explained by few operations of each history that does not hold', () => {
    const sizes = logs.flatMap((name) => {
      const verdict = checkLinearizability(registerModel, historyIn(name));
      return verdict.type === 'violated' ? [verdict.counterexample.operations.length] : [];
    });
    sizes.sort((a, b) => a - b);
    expect(sizes[sizes.length >> 1]).toBeLessThan(8);
    expect(sizes.at(-1)).toBeLessThan(20);
  });
});
