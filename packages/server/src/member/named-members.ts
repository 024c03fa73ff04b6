import { compositionAfter } from '../roster/change.ts';
import type { Composition, RosterMember } from '../roster/roster.ts';
import { rosterIn } from '../roster/spec.ts';
import { configRequestIn, membersIn } from './ledger.ts';
import { decodeProposal, ProposalKind } from './proposal.ts';

const NOBODY = { version: 0n, members: [], hierarchy: null };

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
      const after = compositionAfter(NOBODY, request, 0);
      if (typeof after === 'number') continue;
      for (const member of after.members) named.set(member.id, member);
    }
  }
  return [...named.values()];
}

/**
 * What the first leader whose opening is among proposals was started with; `null` where there is none.
 *
 * @throws JuteError for bytes that are no proposal, SpecError for an opening of no leader
 */
export function startedWith(proposals: Iterable<Uint8Array>): Composition | null {
  for (const bytes of proposals) {
    for (const { kind, data } of decodeProposal(bytes).wishes ?? []) {
      if (kind !== ProposalKind.opening) continue;
      const lines = membersIn(data);
      return lines === '' ? null : rosterIn(lines);
    }
  }
  return null;
}
