import type { Reading, Topic, Verdict } from '../../corrections/types.ts';
import type { Filterable } from './filter.ts';

/** What the pages show: the data of one language, with every reference resolved. */

export interface PartView {
  readonly id: string;
  readonly title: string;
}

export interface TopicView {
  readonly key: Topic;
  readonly label: string;
}

export interface VerdictView {
  readonly key: Verdict;
  readonly label: string;
  readonly meaning: string;
  readonly count: number;
}

/** A claim as a list shows it. */
export interface ClaimRow extends Filterable {
  readonly id: string;
  readonly slug: string;
  readonly section: string;
  readonly claim: string;
  readonly correct: string;
}

export interface CorrectionsView {
  readonly parts: readonly PartView[];
  readonly topics: readonly (TopicView & { readonly count: number })[];
  readonly verdicts: readonly VerdictView[];
  readonly claims: readonly ClaimRow[];
}

export interface CitationView {
  readonly key: string;
  readonly title: string;
  readonly reading: Reading;
  readonly heading?: string;
  readonly href?: string;
  readonly note?: string;
}

export interface ExperimentView {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly action: string;
  readonly predicts: string;
  readonly happens: string;
  /** Address in the lab. */
  readonly lab?: string;
  /** Page of this site. */
  readonly found?: string;
}

export type ProofView =
  | { readonly type: 'run'; readonly run: string; readonly shows: string }
  | { readonly type: 'simulation' }
  | { readonly type: 'text' };

export interface ClaimLink {
  readonly id: string;
  readonly slug: string;
  readonly claim: string;
  readonly verdict: Verdict;
}

export interface ClaimView {
  readonly id: string;
  readonly section: string;
  readonly part: PartView;
  readonly topics: readonly TopicView[];
  readonly verdict: Verdict;
  readonly verdictLabel: string;
  readonly verdictMeaning: string;
  readonly claim: string;
  readonly correct: string;
  readonly matters?: string;
  readonly sources: readonly CitationView[];
  readonly proofs: readonly ProofView[];
  readonly experiments: readonly ExperimentView[];
  readonly previous?: ClaimLink;
  readonly next?: ClaimLink;
  /** Words of both languages by which a search may find the page. */
  readonly keywords: readonly string[];
}

export interface OmissionView {
  readonly id: string;
  readonly slug: string;
  readonly subject: string;
  readonly reason: string;
  readonly topics: readonly TopicView[];
  readonly sources: readonly CitationView[];
  readonly experiments: readonly ExperimentView[];
}

export interface ExperimentPageView extends ExperimentView {
  /** Claims that the experiment bears on. */
  readonly claims: readonly ClaimLink[];
}

/** Counts that other pages mention. */
export interface Score {
  readonly total: number;
  /** Claims that hold as they stand. */
  readonly right: number;
}
