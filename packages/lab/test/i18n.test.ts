import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogs } from '../src/i18n/catalog.ts';
import type { ProtocolName } from '../src/model/protocols.ts';
import { exhibits } from './helpers/exhibits.ts';

/** All places of a catalog, functions as leaves. */
function placesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}:${typeof value}`];
  return Object.entries(value).flatMap(([key, part]) => placesOf(part, `${path}.${key}`));
}

const { en, zh } = catalogs;
const chinese = /[\u4e00-\u9fff]/;

const folders = {
  raft: 'raft/src/testing/properties',
  paxos: 'paxos/src/testing/multi/properties',
  synod: 'paxos/src/testing/synod/properties',
  zab: 'zab/src/testing/properties',
} as const;

/** The clauses that the properties of a protocol name in their sources, as `property/clause`. */
function clausesOf(protocol: ProtocolName): string[] {
  const folder = new URL(`../../${folders[protocol]}/`, import.meta.url);
  const found = readdirSync(folder).flatMap((file) => {
    const source = readFileSync(new URL(file, folder), 'utf8');
    return [...source.matchAll(/violated\(\s*'([^']+)',\s*'([^']+)'/g)];
  });
  expect(found.length).toBeGreaterThan(4);
  return found.map(([, property, clause]) => `${property}/${clause}`);
}

describe('the catalogs', () => {
  test('say the same things in both languages', () => {
    expect(placesOf(zh)).toEqual(placesOf(en));
  });

  test('have no half-width punctuation behind Chinese words', () => {
    const texts = JSON.stringify(zh);
    expect(texts.match(/[\u4e00-\u9fff][,;:?!.]/g) ?? []).toEqual([]);
  });
});

describe.each(exhibits)(
  'the words of $protocol',
  ({ protocol, rules, mutants, properties, words }) => {
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

    test('say in Chinese how each property fails', () => {
      const unsaid = clausesOf(protocol).filter((name) => {
        // A clause says its values, whatever they are.
        const says = words.clauseZh(name)?.({});
        return says === undefined || !chinese.test(says);
      });
      expect(unsaid).toEqual([]);
    });
  },
);
