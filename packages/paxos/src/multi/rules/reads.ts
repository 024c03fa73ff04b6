import type { RuleInfo } from '@menagerie/contract';

/** Decisions about reads that need no slot. */
export interface ReadRules {
  /**
   * Whether a leader knows all that may have been answered before its ballot: `recovered` is the
   * last slot that phase 1 told of, `prepared` whether it is done for the slot after `chosen`.
   */
  isCaughtUp(chosen: number, recovered: number, prepared: boolean): boolean;
  /** Whether a read may be answered, given that a quorum answered a round sent after it came. */
  isConfirmed(answeredByQuorum: boolean): boolean;
}

export const readRules: ReadRules = {
  // zoo P-52: what phase 1 told of may have been chosen, and answered, by an earlier leader; and
  // of a configuration that has promised nothing yet nobody knows what it has chosen.
  isCaughtUp: (chosen, recovered, prepared) => chosen >= recovered && prepared,
  // zoo P-23: another leader may have taken over, and chosen.
  isConfirmed: (answeredByQuorum) => answeredByQuorum,
};

export const readRuleInfos: readonly RuleInfo<keyof ReadRules>[] = [
  {
    id: 'isCaughtUp',
    source: 'Paxos Made Simple §3',
    says: 'A leader reads only once all is chosen that phase 1 told of, and phase 1 is done for the next slot.',
  },
  {
    id: 'isConfirmed',
    source: 'Paxos Made Live §5.2',
    says: 'A read waits until a quorum of phase 2 has confirmed that it promised no higher ballot since the read came.',
  },
];
