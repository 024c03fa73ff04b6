/** One concept, one term in each language; the English word is shown beside the Chinese one at first use. */
export interface GlossaryEntry {
  /** Anchor on the glossary page: `quorum`. */
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  /** Other Chinese or English words in use for the same concept, so that search finds them. */
  readonly also?: readonly string[];
  readonly meaning: { readonly en: string; readonly zh: string };
  /** Ids of entries that a reader should see next. */
  readonly see?: readonly string[];
}
