import type { Property } from '@menagerie/contract';
import type { ZabShape } from '@menagerie/zab';
import { safetyProperties, zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import { Campaign } from '../src/index.ts';
import { FOUND } from './helpers/mistakes.ts';

/** The first seed in whose run a mistake breaks what it is expected to break. */
function seedOf(mutant: string, properties: readonly Property<ZabShape>[], seeds: number): number {
  const campaign = new Campaign({ ...zabSubject, properties }, { mutant, runTwiceEvery: 0 });
  const breaks = zabSubject.mutants.find(({ id }) => id === mutant)?.breaks ?? [];
  for (let seed = 0; seed < seeds; seed += 1) {
    const { violation } = campaign.run(seed);
    if (violation !== null && breaks.includes(violation.property)) return seed;
  }
  throw new Error(`${mutant} survived ${seeds} seeds`);
}

describe('a mistake', () => {
  const { ids, seeds } = FOUND.zab;

  it.each(ids)('is found by random runs: %s', (id) => {
    expect(seedOf(id, zabSubject.properties, seeds)).toBeLessThan(seeds);
  });
});

describe('a property that nothing kills is not checked', () => {
  it.each(safetyProperties.map((property) => ({ name: property.name, property })))(
    '$name is killed, and where it stands alone too',
    ({ name, property }) => {
      const killers = property.killedBy.filter((mutant) => {
        const campaign = new Campaign(
          { ...zabSubject, properties: [property] },
          { mutant, runTwiceEvery: 0 },
        );
        for (let seed = 0; seed < 300; seed += 1) {
          if (campaign.run(seed).violation?.property === name) return true;
        }
        return false;
      });
      expect(killers).toEqual(property.killedBy);
    },
  );
});
