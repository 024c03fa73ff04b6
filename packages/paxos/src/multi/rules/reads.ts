import type { RuleInfo } from '@menagerie/contract';

/** Decisions about reads that need no slot. */
export interface ReadRules {
  /** The slot that a read must see, at least; `recovered` is the last that phase 1 told of. */
  readSlot(chosen: number, recovered: number): number;
  /** Whether a read may be answered, given that a quorum answered a round sent after it came. */
  isConfirmed(answeredByQuorum: boolean): boolean;
}

export const readRules: ReadRules = {
  // zoo P-52: what phase 1 told of may have been chosen, and answered, by an earlier leader.
  readSlot: (chosen, recovered) => Math.max(chosen, recovered),
  // zoo P-23: another leader may have taken over, and chosen.
  isConfirmed: (answeredByQuorum) => answeredByQuorum,
};

export const readRuleInfos: readonly RuleInfo<keyof ReadRules>[] = [
  {
    id: 'readSlot',
    source: 'Paxos Made Simple §3',
    says: 'A read sees all that is chosen, and all that phase 1 told may be.',
  },
  {
    id: 'isConfirmed',
    source: 'Paxos Made Live §5.2',
    says: 'A read waits until a quorum of phase 2 has confirmed that it promised no higher ballot since the read came.',
  },
];
