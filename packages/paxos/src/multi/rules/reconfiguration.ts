import type { RuleInfo } from '@menagerie/contract';

/** Decisions about configurations: Stoppable Paxos, and Paxos Made Simple §3. */
export interface ReconfigurationRules {
  /** Whether a change of the configuration is known to come; `isChosen`: it is chosen. */
  takesEffect(isChosen: boolean): boolean;
  /** Whether a leader may propose anything after a stop-sign that is not chosen yet. */
  mayFollowStop(stopPending: boolean): boolean;
  /** Whether votes after a chosen stop-sign are thrown away. */
  dropsClosedVotes(): boolean;
  /** Whether a leader may go on in a configuration. */
  leadsOn(isMember: boolean): boolean;
}

export const reconfigurationRules: ReconfigurationRules = {
  // zoo P-21: what is only accepted may never be chosen, and then two configurations work at once.
  takesEffect: (isChosen) => isChosen,
  // zoo P-53: once the stop-sign is chosen, nothing after it counts.
  mayFollowStop: (stopPending) => !stopPending,
  // zoo P-56: the next configuration starts empty; old votes would pass for votes in it.
  dropsClosedVotes: () => true,
  leadsOn: (isMember) => isMember,
};

export const reconfigurationRuleInfos: readonly RuleInfo<keyof ReconfigurationRules>[] = [
  {
    id: 'takesEffect',
    source: 'Paxos Made Simple §3; Lamport, Malkhi and Zhou, Stoppable Paxos (2008)',
    says: 'A configuration is known only once the command that sets it is chosen.',
  },
  {
    id: 'mayFollowStop',
    source: 'Lamport, Malkhi and Zhou, Stoppable Paxos (2008)',
    says: 'After a stop-sign a leader proposes nothing until that is chosen.',
  },
  {
    id: 'dropsClosedVotes',
    source: 'Lamport, Malkhi and Zhou, Reconfiguring a State Machine (2010)',
    says: 'Nothing after a chosen stop-sign counts; the next configuration begins with no votes.',
  },
  {
    id: 'leadsOn',
    source: 'Lamport, Malkhi and Zhou, Reconfiguring a State Machine (2010)',
    says: 'A leader that the configuration in force does not name leaves off.',
  },
];
