import { describe, expect, it } from 'vitest';
import { claims, experiments, omissions } from '../src/corrections/index.ts';
import { everything, fold, matches } from '../src/lib/corrections/filter.ts';
import { Localizer } from '../src/lib/corrections/localize.ts';

describe.each(['en', 'zh'] as const)('the corrections pages in %s', (language) => {
  const localizer = new Localizer(language);
  const pages = localizer.claims();
  const index = localizer.corrections();

  it('are one for each claim, under an address of its own', () => {
    expect(pages.map(({ id }) => id)).toEqual(claims.map(({ id }) => id));
    expect(new Set(index.claims.map(({ slug }) => slug)).size).toBe(claims.length);
  });

  it('form a chain from the first claim to the last', () => {
    const chain = pages.flatMap(({ next }) => (next ? [next.id] : []));
    expect(chain).toEqual(claims.slice(1).map(({ id }) => id));
    expect(pages.slice(1).map(({ previous }) => previous?.id)).toEqual(
      claims.slice(0, -1).map(({ id }) => id),
    );
  });

  it('count every claim in exactly one verdict and one part', () => {
    const counted = index.verdicts.reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(claims.length);
    const parts = new Set(index.parts.map(({ id }) => id));
    expect(index.claims.every(({ part }) => parts.has(part))).toBe(true);
  });

  it('lead to the evidence of C13', () => {
    const page = pages.find(({ id }) => id === 'C13');
    expect(page?.verdict).toBe('false');
    expect(page?.sources.length).toBeGreaterThan(0);
    expect(page?.sources.every(({ href }) => href?.startsWith('https://'))).toBe(true);
    expect(page?.keywords).toEqual(expect.arrayContaining(['Consistent hashing', '一致性哈希']));
  });

  it('find C13 by the words of either language', () => {
    const found = (query: string): string[] =>
      index.claims.filter((row) => matches(row, { ...everything, query })).map(({ id }) => id);
    expect(found('一致性哈希')).toContain('C13');
    expect(found('Consistent hashing')).toContain('C13');
  });

  it('resolve every source and experiment of omissions and experiments', () => {
    for (const omission of omissions) {
      const view = localizer.omission(omission);
      expect(view.sources).toHaveLength(omission.sources.length);
      expect(view.experiments).toHaveLength(omission.experiments.length);
    }
    for (const experiment of experiments) {
      const bearing = claims.filter((claim) => claim.experiments.includes(experiment.id));
      expect(localizer.experimentPage(experiment).claims).toHaveLength(bearing.length);
    }
  });
});

it('speaks two languages', () => {
  const [english] = new Localizer('en').claims();
  const [chinese] = new Localizer('zh').claims();
  expect(english?.claim).not.toBe(chinese?.claim);
  expect(fold(chinese?.correct ?? '')).toMatch(/\p{Script=Han}/u);
});
