import type { SentencesZh } from '@menagerie/lab/sentences-zh';

/** A decision of a protocol, as the protocol states it. */
export interface Rule {
  readonly id: string;
  readonly source: string;
  readonly says: string;
}

/** What must hold, as the protocol states it. */
export interface Property {
  readonly name: string;
  readonly source: string;
  readonly kind: 'always' | 'step' | 'sometimes' | 'eventually';
  readonly says: string;
}

/** A mistake that somebody may make: one rule replaced. */
export interface Mistake {
  readonly id: string;
  readonly mistake: string;
  readonly source: string;
  readonly rule: string;
  readonly breaks: readonly string[];
}

/** All that the page of a protocol shows of it: the protocol's own words, and their order. */
export interface Book<RuleId extends string, Group extends string> {
  /** As scenarios name it, and the lab. */
  readonly protocol: string;
  readonly rules: readonly (Rule & { readonly id: RuleId })[];
  /** By the part of the algorithm to which they belong, in the order in which they are read; each once. */
  readonly groups: Readonly<Record<Group, readonly RuleId[]>>;
  readonly properties: readonly Property[];
  readonly mistakes: readonly Mistake[];
  readonly zh: SentencesZh;
}

/** A book of any protocol. */
export type AnyBook = Book<string, string>;
