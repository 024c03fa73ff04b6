import { describe, expect, it } from 'vitest';
import { searchEntries } from '../src/components/glossary/search.ts';
import { entries } from '../src/glossary/entries.ts';

const idsFor = (query: string): string[] => searchEntries(entries, query).map(({ id }) => id);

describe('the glossary’s search box', () => {
  it('shows everything when it is empty', () => {
    expect(idsFor('  ')).toEqual(entries.map(({ id }) => id));
  });

  it.each(['quorum', 'QUORUM', '法定人数'])('finds the quorum first by “%s”', (query) => {
    expect(idsFor(query)[0]).toBe('quorum');
  });

  it('puts terms before meanings', () => {
    const found = searchEntries(entries, 'leader');
    const named = found.map((entry) => [entry.en, entry.zh, ...(entry.also ?? [])].join(' '));
    const lastTerm = named.findLastIndex((words) => words.toLowerCase().includes('leader'));
    const firstMeaning = named.findIndex((words) => !words.toLowerCase().includes('leader'));
    expect(firstMeaning).toBeGreaterThan(lastTerm);
  });

  it('finds nothing for nonsense', () => {
    expect(idsFor('xyzzy')).toEqual([]);
  });
});
