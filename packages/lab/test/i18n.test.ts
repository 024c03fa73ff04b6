import { raftSubject } from '@menagerie/raft/testing';
import { describe, expect, test } from 'vitest';
import { catalogs } from '../src/i18n/catalog.ts';

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

  test('have Chinese names and sentences for every property of the protocol', () => {
    const missing = raftSubject.properties.filter(
      ({ name, says }) =>
        !chinese.test(zh.propertyName(name)) || zh.propertySays(name, says) === says,
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('have Chinese words for every rule and every mistake', () => {
    const rules = raftSubject.protocol.rules.filter(
      ({ id, says }) => zh.ruleSays(id, says) === says,
    );
    const mistakes = raftSubject.mutants.filter(
      ({ id, mistake }) => zh.mistake(id, mistake) === mistake,
    );
    expect([...rules, ...mistakes].map(({ id }) => id)).toEqual([]);
  });
});
