import type { Bilingual } from '../types.ts';
import data from './findings.golden.json';

/** A failure of a design, as a search through its model found it. */
export interface Finding {
  readonly id: string;
  readonly experiment: string;
  readonly title: Bilingual;
  /** Who takes part, and what may happen to them. */
  readonly scope: Bilingual;
  /** Ids of the claims that it corrects. */
  readonly claims: readonly string[];
  /** Recorded runs with the same outcome against Apache ZooKeeper 3.8.0. */
  readonly runs: readonly string[];
  /** The shortest way there is. */
  readonly steps: readonly Bilingual[];
  /** The same search in the cure. */
  readonly cure: { readonly found: boolean; readonly states: number };
}

/** What becomes of 1,000 keys on three servers as a fourth joins. */
export interface Relocation {
  /** Keys that change their place. */
  readonly moved: number;
  /** Copies that are sent. */
  readonly copied: number;
  /** Of these, to servers that were there before. */
  readonly copiedToOld: number;
}

const checked: {
  readonly findings: readonly Finding[];
  readonly relocations: Readonly<Record<'modulo' | 'ring' | 'everywhere', Relocation>>;
} = data;

export const { findings, relocations } = checked;
