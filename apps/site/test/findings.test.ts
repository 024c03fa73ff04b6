import { everywhere, hashRing, modulo, myths, relocation, sentence } from '@menagerie/myths';
import { describe, expect, it } from 'vitest';
import { findings } from '../src/corrections/experiments/findings.ts';
import { mythsZh } from '../src/corrections/experiments/myths-zh.ts';
import { stepZh } from '../src/corrections/experiments/steps-zh.ts';
import { claims } from '../src/corrections/index.ts';

const folder = '../src/corrections/experiments';

const experiments = ['X04', 'X05', 'X06', 'X07', 'X10', 'X13'];

/** What the searches of an experiment find, as the site shows it. */
function findingsOf(experiment: string) {
  const own = myths.filter(({ id }) => id.startsWith(experiment));
  return own.map(({ id, title, scope, claims: corrected, runs, design, cure }) => {
    const found = design.look();
    const looked = cure.look();
    return {
      id,
      experiment,
      title: { en: title, zh: mythsZh[id]?.title },
      scope: { en: scope, zh: mythsZh[id]?.scope },
      claims: corrected,
      runs,
      steps:
        found.type === 'found'
          ? found.steps.map((step) => ({ en: sentence(step), zh: stepZh(step) }))
          : [],
      cure: { found: looked.type === 'found', states: looked.states },
    };
  });
}

/** Keys of run H1 that move when a fourth server joins. */
function relocations() {
  const keys = Array.from({ length: 1000 }, (_, i) => `/k/${i}`);
  const after = ['srv0', 'srv1', 'srv2', 'srv3'];
  const before = after.slice(0, 3);
  return {
    modulo: relocation(keys, modulo(before), modulo(after)),
    ring: relocation(keys, hashRing(before), hashRing(after)),
    everywhere: relocation(keys, everywhere(before), everywhere(after)),
  };
}

/** Written anew by `vitest -u`. */
async function matchGolden(name: string, data: unknown): Promise<void> {
  const text = `${JSON.stringify(data, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(`${folder}/${name}.golden.json`);
}

describe('what the models of the experiments show', () => {
  it.each(experiments)('%s is what its models do', async (experiment) => {
    await matchGolden(experiment, findingsOf(experiment));
  });

  it('leaves out no model', () => {
    const told = new Set(findings.map(({ id }) => id));
    expect(myths.map(({ id }) => id).filter((id) => !told.has(id))).toEqual([]);
  });

  it('moves keys as the placements do', async () => {
    await matchGolden('relocations', relocations());
  });

  it.each(myths)('$id names claims that have its experiment', ({ id, claims: corrected }) => {
    const experiments = corrected.flatMap(
      (claim) => claims.find((each) => each.id === claim)?.experiments ?? [],
    );
    expect(experiments).toContain(id.slice(0, 3));
  });

  it.each(myths)('$id is told in Chinese', ({ id }) => {
    expect(mythsZh[id]?.title).toMatch(/\p{Script=Han}/u);
    expect(mythsZh[id]?.scope).toMatch(/\p{Script=Han}/u);
  });
});
