import type { QuorumRules } from './quorum-store.ts';

/** The store with quorums, with one decision replaced by a mistake that is often made. */
export interface QuorumMutant {
  readonly id: string;
  /** The mistake, in a sentence. */
  readonly says: string;
  readonly rules: Partial<QuorumRules>;
}

/** The decisions that have a mutant; {@link QuorumRules} names it beside the decision. */
export type QuorumMistake = 'oneIsEnough' | 'lastComesLast' | 'tiesStay' | 'readAndRun';

/** Each breaks what its decision is there for. */
export const quorumMutants: Readonly<Record<QuorumMistake, QuorumMutant>> = {
  oneIsEnough: {
    id: 'one-is-enough',
    says: 'One voter makes a quorum, so that two of them need not meet.',
    rules: { quorum: () => 1 },
  },
  lastComesLast: {
    id: 'last-comes-last',
    says: 'Whatever comes last is kept, whatever is newer.',
    rules: { newer: (_held, offered) => offered },
  },
  tiesStay: {
    id: 'ties-stay',
    says: 'Of two versions with the same stamp each server keeps the one that it has.',
    rules: {
      newer: (held, offered) => (held === null || offered.stamp > held.stamp ? offered : held),
    },
  },
  readAndRun: {
    id: 'read-and-run',
    says: 'A reader returns what it found without telling a quorum.',
    rules: { readsBack: () => false },
  },
};
