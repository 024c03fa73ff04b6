import { describe, expect, it } from 'vitest';
import {
  everything,
  type Filterable,
  fold,
  formatFilter,
  matches,
  parseFilter,
  toggleVerdict,
} from '../src/lib/corrections/filter.ts';

const claim: Filterable = {
  part: 'reads-and-writes',
  topics: ['hashing', 'replication'],
  verdict: 'false',
  haystack: fold('C13\nConsistent hashing makes all nodes agree\n一致性哈希'),
};

const known = {
  parts: ['framing', 'reads-and-writes'],
  topics: ['hashing', 'zab'],
  verdicts: ['true', 'incomplete', 'misleading', 'false'],
} as const;

describe('a filter of claims', () => {
  it('lets everything pass when nothing is asked', () => {
    expect(matches(claim, everything)).toBe(true);
  });

  it.each([
    'hashing',
    'HASHING consistent',
    'c13',
    '一致性哈希',
    'ｈａｓｈｉｎｇ',
    ' nodes  agree ',
  ])('finds the claim by “%s”', (query) => {
    expect(matches(claim, { ...everything, query })).toBe(true);
  });

  it('wants every word of the query', () => {
    expect(matches(claim, { ...everything, query: 'hashing quorum' })).toBe(false);
  });

  it('wants the part, the topic and the verdict all at once', () => {
    const asked = { ...everything, part: 'reads-and-writes', topic: 'hashing' } as const;
    expect(matches(claim, { ...asked, verdicts: ['false', 'true'] })).toBe(true);
    expect(matches(claim, { ...asked, verdicts: ['true'] })).toBe(false);
    expect(matches(claim, { ...asked, topic: 'zab' })).toBe(false);
    expect(matches(claim, { ...asked, part: 'framing' })).toBe(false);
  });
});

describe('a filter in the address', () => {
  it('reads back as it was written', () => {
    const filter = {
      query: '一致性 50%, a&b=c',
      part: 'framing',
      topic: 'zab',
      verdicts: ['incomplete', 'false'],
    } as const;
    expect(parseFilter(formatFilter(filter), known)).toEqual(filter);
  });

  it('is absent when nothing is filtered', () => {
    expect(formatFilter(everything)).toBe('');
  });

  it('ignores what it does not know', () => {
    expect(parseFilter('?section=nowhere&topic=cooking&verdict=perhaps,true', known)).toEqual({
      ...everything,
      verdicts: ['true'],
    });
  });
});

describe('a press on a verdict', () => {
  it('adds it, and takes it away again', () => {
    const once = toggleVerdict(everything, 'false');
    const twice = toggleVerdict(once, 'true');
    expect(twice.verdicts).toEqual(['false', 'true']);
    expect(toggleVerdict(twice, 'false').verdicts).toEqual(['true']);
  });
});
