import type { LabPlace } from '../lib/lab-href.ts';

/**
 * A sentence or a few in both languages of the site. Neither is the original of the other.
 * Backticks mark code; there is no other markup.
 */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** How a claim of the article stands against the primary sources and our runs. */
export type Verdict = 'true' | 'incomplete' | 'misleading' | 'false';

/** What a claim is about; a claim may have several. Labels in both languages are in `topics.ts`. */
export type Topic =
  | 'terms'
  | 'quorum'
  | 'replication'
  | 'hashing'
  | 'consistency'
  | 'zab'
  | 'paxos'
  | 'raft'
  | 'sessions'
  | 'znodes'
  | 'order'
  | 'watches'
  | 'acl'
  | 'locks'
  | 'fencing'
  | 'election'
  | 'errors'
  | 'operations'
  | 'ecosystem'
  | 'code';

/** Key of an entry in `sources.ts`, as printed between brackets: `Int`, `ZAB11`, `PMS`. */
export type SourceKey = string;

/** A place in a source: `{ source: 'PMS', at: '§2.2' }`. */
export interface SourceReference {
  readonly source: SourceKey;
  /**
   * Place within the source; absent when the whole source is meant. It is a key of the source's `sections`
   * where the source has them, and a section or chapter in words otherwise.
   */
  readonly at?: string;
}

/** How far a source was read for this work: its text, only its gist, or cited from knowledge. */
export type Reading = 'text' | 'gist' | 'knowledge';

export interface Source {
  readonly key: SourceKey;
  /** Authors, title, venue and year. */
  readonly title: string;
  readonly url?: string;
  /** Anchors of the page at `url` with the headings they stand at, so that a reference can be a link. */
  readonly sections?: Readonly<Record<string, string>>;
  readonly reading: Reading;
  /** What a reader must know about this edition, such as its date of validity. */
  readonly note?: Bilingual;
}

/** Where the proof comes from: a recorded run, a simulation of our own cores, or a primary source alone. */
export type Proof =
  | { readonly type: 'run'; readonly run: string; readonly shows: Bilingual }
  | { readonly type: 'simulation' }
  | { readonly type: 'text' };

/** Identifier of an experiment: `X01` to `X19`. */
export type ExperimentId = `X${number}`;

export interface Experiment {
  readonly id: ExperimentId;
  readonly name: Bilingual;
  /** What the reader does. */
  readonly action: Bilingual;
  /** What the article leads one to expect. */
  readonly predicts: Bilingual;
  /** What happens, as the experiment asserts it. */
  readonly happens: Bilingual;
  /** Where the lab lets a reader try it; absent as long as there is no scenario for it. */
  readonly lab?: LabPlace;
  /** Page of this site with what was found; absent as long as nothing was looked for. */
  readonly found?: string;
}

/** One factual claim of the article, stated or implied, paraphrased and judged. */
export interface Claim {
  /** `C01` to `C91`. */
  readonly id: `C${number}`;
  /** Section of the article (`title`, `all`, `1.1`, `4.1 code`, …). */
  readonly section: string;
  readonly topics: readonly [Topic, ...Topic[]];
  /** The article's claim in our own words, never its sentence. */
  readonly claim: Bilingual;
  readonly verdict: Verdict;
  /** What is correct, standing on its own: a reader who sees only this must not be misled. */
  readonly correct: Bilingual;
  /** Why it matters in production; absent where nothing follows from it. */
  readonly matters?: Bilingual;
  readonly sources: readonly SourceReference[];
  readonly proofs: readonly Proof[];
  readonly experiments: readonly ExperimentId[];
}

/** A subject that a text on fault tolerance needs and the article never names. */
export interface Omission {
  /** `OM1` to `OM8`. */
  readonly id: `OM${number}`;
  readonly topics: readonly [Topic, ...Topic[]];
  readonly subject: Bilingual;
  /** Why it belongs into any text on ZooKeeper's fault tolerance. */
  readonly reason: Bilingual;
  readonly sources: readonly SourceReference[];
  readonly experiments: readonly ExperimentId[];
}

/** A group of claims that the corrections show together, in the order of the article. */
export interface Part {
  readonly id: string;
  readonly title: Bilingual;
  readonly claims: readonly Claim[];
}
