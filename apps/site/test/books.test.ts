import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AnyBook } from '../src/components/rules/book.ts';
import { paxos } from '../src/components/rules/books/paxos.ts';
import { raft } from '../src/components/rules/books/raft.ts';
import { synod } from '../src/components/rules/books/synod.ts';
import { zab } from '../src/components/rules/books/zab.ts';

interface Case {
  readonly name: string;
  readonly book: AnyBook;
  readonly page: string;
}

const cases: readonly Case[] = [
  { name: 'raft', book: raft, page: 'raft.mdx' },
  { name: 'synod', book: synod, page: 'paxos.mdx' },
  { name: 'paxos', book: paxos, page: 'paxos.mdx' },
  { name: 'zab', book: zab, page: 'zab.mdx' },
];

const folders = [
  '../../../docs/build/',
  '../i18n/zh-Hans/docusaurus-plugin-content-docs/current/build/',
];

const sentence = /\p{Script=Han}.*。$/u;

describe.each(cases)('the page of $name', ({ name, book, page }) => {
  it('has every rule of the protocol in one of its groups, once', () => {
    const shown = Object.values(book.groups).flat().sort();
    expect(shown).toEqual(book.rules.map(({ id }) => id).sort());
  });

  it.each(folders)('shows every group, the properties and the mistakes once: %s', (folder) => {
    const text = readFileSync(new URL(folder + page, import.meta.url), 'utf8');
    const ofBook = [
      ...text.matchAll(new RegExp(`<RuleTable book=\\{${name}\\} group="(\\w+)"`, 'g')),
    ];
    expect(ofBook.map(([, group]) => group ?? '').sort()).toEqual(Object.keys(book.groups).sort());
    expect(text.split(`<PropertyTable book={${name}}`)).toHaveLength(2);
    expect(text.split(`<MistakeTable book={${name}}`)).toHaveLength(2);
  });

  it('says every rule, property and mistake in Chinese', () => {
    for (const { id } of book.rules) expect(book.zh.rules[id]).toMatch(sentence);
    for (const { id } of book.mistakes) expect(book.zh.mutants[id]).toMatch(sentence);
    for (const { name: property } of book.properties) {
      expect(book.zh.properties[property]?.says).toMatch(sentence);
    }
  });

  it('knows every rule that a mistake replaces', () => {
    const rules = new Set(book.rules.map(({ id }) => id));
    expect(book.mistakes.filter(({ rule }) => !rules.has(rule))).toEqual([]);
  });
});
