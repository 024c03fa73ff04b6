import type { RuleInfo } from '@menagerie/contract';
import { type Ballot, compareBallots } from '../../ballot.ts';

/** What a leader makes of phase 1, and how it goes on: Paxos Made Simple §3. */
export interface LeadingRules {
  /** Whether phase 1 is about a slot; `ownLast` is the last slot that this server has a vote in. */
  recovers(slot: number, ownLast: number): boolean;
  /** Whether a slot below the last reported one is a gap; `own`: this server has a vote there. */
  isGap(own: boolean, reported: boolean): boolean;
  /** Whether a promise tells of slots that a snapshot covers. */
  tellsTrimmed(): boolean;
  /** Whether a leader may propose in a slot; all slots up to `chosen` are chosen. */
  mayPropose(slot: number, chosen: number, window: number): boolean;
  /** Whether what a server accepted in a slot that the leader says is chosen is what is chosen. */
  isChosenValue(voteBallot: Ballot, leaderBallot: Ballot): boolean;
  /** Whether slots were chosen with what this leader proposes there, as far as it does; `same`: they hold the same. */
  isOwnProposal(same: boolean): boolean;
  /** Whether a leader sends again what an acceptor that answers has not accepted. */
  resends(missing: boolean): boolean;
  /** Whether a leader may stay one, given that a quorum was heard since the last check. */
  staysLeader(heardQuorum: boolean): boolean;
  /** Whether a server that hears no leader tries to become one. */
  mayCampaign(isMember: boolean, knowsLeader: boolean): boolean;
}

export const leadingRules: LeadingRules = {
  // zoo P-16: an earlier leader may have got further than this server ever saw.
  recovers: () => true,
  // zoo P-17: what a promise tells of may be chosen, whether or not this server knew of it.
  isGap: (_own, reported) => !reported,
  // zoo P-18: what is trimmed is chosen; left out, it looks like a gap.
  tellsTrimmed: () => true,
  // zoo P-22: which configuration decides a slot is known only within the window.
  mayPropose: (slot, chosen, window) => slot <= chosen + window,
  // zoo P-50: a vote of another ballot may be for something else than what is chosen.
  isChosenValue: (voteBallot, leaderBallot) => compareBallots(voteBallot, leaderBallot) === 0,
  // zoo P-62: a later leader may have chosen something else, and clients would hear of the wrong one.
  isOwnProposal: (same) => same,
  // zoo P-54: a proposal that was lost is nobody else's to send again.
  resends: (missing) => missing,
  // zoo P-58: a leader that hears nobody keeps others from leading as long as they hear it.
  staysLeader: (heardQuorum) => heardQuorum,
  // zoo P-60: a member with another disk has forgotten which ballots it used. Once a configuration
  // names the new disk it may: the old one never proposed in a slot of that.
  // zoo P-61: and that a leader was heard once says nothing about whether it is there now.
  mayCampaign: (isMember, _knowsLeader) => isMember,
};

const simple = 'Paxos Made Simple';

export const leadingRuleInfos: readonly RuleInfo<keyof LeadingRules>[] = [
  {
    id: 'recovers',
    source: `${simple} §3`,
    says: 'A new leader executes phase 1 for all slots that it does not know to be chosen, infinitely many.',
  },
  {
    id: 'isGap',
    source: `${simple} §3`,
    says: 'Only a slot for which no promise told of a value is filled with a no-op.',
  },
  {
    id: 'tellsTrimmed',
    source: 'Paxos Made Live §5.5',
    says: 'A promise tells of trimmed slots too, by the snapshot that replaced them.',
  },
  {
    id: 'mayPropose',
    source: `${simple} §3`,
    says: 'A leader is at most a window of slots ahead of what is chosen.',
  },
  {
    id: 'isChosenValue',
    source: `${simple} §2.3`,
    says: 'Of a slot that the leader says is chosen a server knows the value only if it accepted it in that ballot.',
  },
  {
    id: 'isOwnProposal',
    source: `${simple} §2.3`,
    says: 'A leader that is told that something else was chosen than it proposes gives up, and answers for nothing.',
  },
  {
    id: 'resends',
    source: `${simple} §2.4`,
    says: 'What an acceptor has not accepted is sent to it again.',
  },
  {
    id: 'staysLeader',
    source: `${simple} §2.4`,
    says: 'A leader that no quorum answers for an election timeout gives up.',
  },
  {
    id: 'mayCampaign',
    source: `${simple} §2.4`,
    says: 'Members of the configuration campaign when they hear no leader; servers that lost their disk do not.',
  },
];
