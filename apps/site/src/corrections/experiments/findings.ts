import type { Bilingual } from '../types.ts';
import moves from './relocations.golden.json';
import x04 from './X04.golden.json';
import x05 from './X05.golden.json';
import x06 from './X06.golden.json';
import x07 from './X07.golden.json';
import x10 from './X10.golden.json';
import x13 from './X13.golden.json';

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

export const findings: readonly Finding[] = [...x04, ...x05, ...x06, ...x07, ...x10, ...x13];

export const relocations: Readonly<Record<'modulo' | 'ring' | 'everywhere', Relocation>> = moves;
