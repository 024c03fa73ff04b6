import { describe, expect, test } from 'vitest';
import { catalogs } from '../src/i18n/catalog.ts';
import { exhibits } from './helpers/exhibits.ts';

/** All places of a catalog, functions as leaves. */
function placesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}:${typeof value}`];
  return Object.entries(value).flatMap(([key, part]) => placesOf(part, `${path}.${key}`));
}

const { en, zh } = catalogs;
const chinese = /[\u4e00-\u9fff]/;

describe('the catalogs', () => {
  test('say the same things in both languages', () => {
    expect(placesOf(zh)).toEqual(placesOf(en));
  });

  test('have no half-width punctuation behind Chinese words', () => {
    const texts = JSON.stringify(zh);
    expect(texts.match(/[\u4e00-\u9fff][,;:?!.]/g) ?? []).toEqual([]);
  });
});

describe.each(exhibits)('the words of $protocol', ({ rules, mutants, properties, words }) => {
  test('name every property in Chinese, and say it', () => {
    const missing = properties.filter(({ name }) => {
      const zh = words.property(name);
      return !zh || !chinese.test(zh.name) || !chinese.test(zh.says);
    });
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('say every rule and every mistake in Chinese', () => {
    const unsaid = [
      ...rules.filter(({ id, says }) => !chinese.test(words.rule(id, says))),
      ...mutants.filter(({ id, mistake }) => !chinese.test(words.mutant(id, mistake))),
    ];
    expect(unsaid.map(({ id }) => id)).toEqual([]);
  });
});
