import type { Topic, Verdict } from '../../corrections/types.ts';

/** What a reader asked to see. Empty fields ask for everything. */
export interface ClaimFilter {
  readonly query: string;
  readonly part: string;
  readonly topic: Topic | '';
  /** Any of these; none means all. */
  readonly verdicts: readonly Verdict[];
}

/** The fields of a claim that a filter looks at. */
export interface Filterable {
  readonly part: string;
  readonly topics: readonly Topic[];
  readonly verdict: Verdict;
  /** Everything that free text may match, folded by {@link fold}. */
  readonly haystack: string;
}

export const everything: ClaimFilter = { query: '', part: '', topic: '', verdicts: [] };

/** Folds case and width, so that “ＺＡＢ” finds “Zab”. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Does the claim pass? Every word of the query must occur; the order of words is free. */
export function matches(claim: Filterable, filter: ClaimFilter): boolean {
  if (filter.part !== '' && claim.part !== filter.part) return false;
  if (filter.topic !== '' && !claim.topics.includes(filter.topic)) return false;
  if (filter.verdicts.length > 0 && !filter.verdicts.includes(claim.verdict)) return false;
  return fold(filter.query)
    .split(/\s+/)
    .every((word) => claim.haystack.includes(word));
}

/** The values that a query string may name; anything else in it is ignored. */
export interface Vocabulary {
  readonly parts: readonly string[];
  readonly topics: readonly Topic[];
  readonly verdicts: readonly Verdict[];
}

export function parseFilter(search: string, known: Vocabulary): ClaimFilter {
  const params = new URLSearchParams(search);
  const asked = new Set(params.get('verdict')?.split(',') ?? []);
  return {
    query: params.get('q') ?? '',
    part: known.parts.find((part) => part === params.get('section')) ?? '',
    topic: known.topics.find((topic) => topic === params.get('topic')) ?? '',
    verdicts: known.verdicts.filter((verdict) => asked.has(verdict)),
  };
}

/** The query string of a filter, with its question mark; empty where nothing is filtered. */
export function formatFilter(filter: ClaimFilter): string {
  const params = new URLSearchParams();
  if (filter.query !== '') params.set('q', filter.query);
  if (filter.part !== '') params.set('section', filter.part);
  if (filter.topic !== '') params.set('topic', filter.topic);
  if (filter.verdicts.length > 0) params.set('verdict', filter.verdicts.join(','));
  const text = params.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

export function toggleVerdict(filter: ClaimFilter, verdict: Verdict): ClaimFilter {
  const without = filter.verdicts.filter((other) => other !== verdict);
  const verdicts = without.length < filter.verdicts.length ? without : [...without, verdict];
  return { ...filter, verdicts };
}
