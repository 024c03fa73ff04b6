import type { GlossaryEntry } from '../../glossary/types.ts';
import { fold } from '../../lib/corrections/filter.ts';

/** Entries whose words or meaning in either language contain the query; those matched by a word come first. */
export function searchEntries(
  entries: readonly GlossaryEntry[],
  query: string,
): readonly GlossaryEntry[] {
  const asked = fold(query.trim());
  if (asked === '') return entries;
  const inWords = (entry: GlossaryEntry): boolean =>
    [entry.en, entry.zh, ...(entry.also ?? [])].some((word) => fold(word).includes(asked));
  const inMeaning = (entry: GlossaryEntry): boolean =>
    [entry.meaning.en, entry.meaning.zh].some((text) => fold(text).includes(asked));
  return [
    ...entries.filter(inWords),
    ...entries.filter((entry) => !inWords(entry) && inMeaning(entry)),
  ];
}
