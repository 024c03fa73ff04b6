import type { Property } from '@menagerie/contract';
import type { ZabShape } from '@menagerie/zab';
import { safetyProperties, zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import { Campaign } from '../src/index.ts';

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

/** Known mistakes in every part of Zab that random runs find within a few hundred seeds. */
const foundMistakes = [
  ['elections', 'Z-17'],
  ['elections', 'Z-18'],
  ['elections', 'Z-19'],
  ['discovery', 'Z-01'],
  ['discovery', 'Z-04'],
  ['discovery', 'Z-23'],
  ['synchronization', 'Z-06'],
  ['synchronization', 'Z-10'],
  ['synchronization', 'Z-11'],
  ['synchronization', 'Z-14'],
  ['broadcast', 'Z-13'],
  ['broadcast', 'Z-21'],
  ['broadcast', 'Z-25'],
  ['broadcast', 'Z-34'],
  ['reads', 'Z-26'],
  ['membership', 'Z-20'],
  ['membership', 'Z-27'],
  ['membership', 'Z-32'],
  ['membership', 'Z-35'],
  ['membership', 'Z-36'],
  ['durability', 'Z-03'],
  ['durability', 'Z-08'],
  ['durability', 'Z-28'],
  ['durability', 'Z-29'],
  ['durability', 'Z-30'],
] as const;

describe('a mistake', { timeout: 240_000 }, () => {
  it.each(foundMistakes)('in %s, %s, is found by random runs', (_part, id) => {
    expect(seedOf(id, zabSubject.properties, 600)).toBeLessThan(600);
  });
});

describe('a property that nothing kills is not checked', { timeout: 240_000 }, () => {
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
