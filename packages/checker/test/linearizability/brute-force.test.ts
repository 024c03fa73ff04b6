import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLinearizability, checkSequentialConsistency, type Verdict } from '../../src/index.ts';
import { bruteForce, contradicts, explains } from './helpers/brute-force.ts';
import { anyHistory, executedHistory, forEachModel } from './helpers/histories.ts';

const checks = [
  ['linearizability', checkLinearizability],
  ['sequential consistency', checkSequentialConsistency],
] as const;
const SMALL_HISTORIES = 2000;
const LONGER_HISTORIES = 100;

forEachModel((each) => {
  const { model } = each;
  describe.each(checks)(`%s of a ${model.name}`, (condition, check) => {
    it('is decided as by trying every order', () => {
      const verdicts: Record<Verdict['type'], number> = { holds: 0, violated: 0, undecided: 0 };
      fc.assert(
        fc.property(anyHistory(each, 6), (history) => {
          const verdict = check(model, history);
          verdicts[verdict.type] += 1;
          expect(verdict.type).toBe(bruteForce(model, history, condition) ? 'holds' : 'violated');
        }),
        { numRuns: SMALL_HISTORIES },
      );
      // A comparison of histories that all have the same verdict would show nothing.
      expect(verdicts.holds).toBeGreaterThan(SMALL_HISTORIES / 40);
      expect(verdicts.violated).toBeGreaterThan(SMALL_HISTORIES / 40);
    });

    it('holds of what was really executed, and the order found explains it', () => {
      let held = 0;
      fc.assert(
        fc.property(executedHistory(each, 24), (history) => {
          const verdict = check(model, history);
          // With many operations that timed out the search may meet its bound, and says so.
          if (verdict.type === 'undecided') return;
          expect(verdict.type).toBe('holds');
          const witness = verdict.type === 'holds' ? verdict.witness : [];
          expect(explains(model, history, condition, witness)).toBe(true);
          held += 1;
        }),
        { numRuns: LONGER_HISTORIES, endOnFailure: true },
      );
      expect(held).toBeGreaterThan(LONGER_HISTORIES * 0.9);
    });

    it('is violated by a part that is violated alone, and by nothing smaller', () => {
      fc.assert(
        fc.property(anyHistory(each, 6), (history) => {
          const verdict = check(model, history);
          if (verdict.type !== 'violated') return;
          const { operations, brokenAt } = verdict.counterexample;
          const alone = (bound: readonly number[]): boolean =>
            contradicts(model, history, condition, bound, brokenAt);
          expect(alone(operations)).toBe(true);
          for (const one of operations) {
            expect(alone(operations.filter((other) => other !== one))).toBe(false);
          }
        }),
        { numRuns: SMALL_HISTORIES / 4 },
      );
    });
  });
});
