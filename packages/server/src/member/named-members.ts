import { membersAfter } from '../roster/change.ts';
import type { RosterMember } from '../roster/roster.ts';
import { configRequestIn } from './ledger.ts';
import { decodeProposal, ProposalKind } from './proposal.ts';

const NOBODY = { version: 0n, members: [] };

/**
 * The members that proposals ask for, whether or not they are in force or ever will be. A core may
 * count votes by what it has in its log, long before it knows that this is committed: so whoever is
 * named there may be needed to commit it.
 *
 * @throws JuteError for bytes that are no proposal, RangeError for a wish that asks for something else
 */
export function membersNamedIn(proposals: Iterable<Uint8Array>): readonly RosterMember[] {
  const named = new Map<number, RosterMember>();
  for (const bytes of proposals) {
    for (const wish of decodeProposal(bytes).wishes ?? []) {
      if (wish.kind !== ProposalKind.reconfig) continue;
      const request = { ...configRequestIn(wish), leavingServers: null, curConfigId: -1n };
      const members = membersAfter(NOBODY, request, 0);
      if (typeof members === 'number') continue;
      for (const member of members) named.set(member.id, member);
    }
  }
  return [...named.values()];
}
