import type { Property } from '@menagerie/contract';
import { eventually } from '@menagerie/contract/testing';
import { lastIndex, membershipAt } from '../../log.ts';
import { isJoint } from '../../membership.ts';
import type { RaftShape } from '../../messages.ts';

export const jointMembershipEnds: Property<RaftShape> = eventually<RaftShape>(
  'Joint Membership Ends',
  'Raft dissertation §4.3',
  'A joint membership that is to be left by itself is left, whoever leads by then.',
  ['R-22'],
  ({ servers }) => {
    const leaders = servers.flatMap(({ state }) => (state?.role.type === 'leader' ? [state] : []));
    const newest = Math.max(...leaders.map(({ persistent }) => persistent.currentTerm));
    return leaders.every(({ persistent }) => {
      const membership = membershipAt(persistent, lastIndex(persistent));
      return persistent.currentTerm < newest || !isJoint(membership) || !membership.autoLeave;
    });
  },
);
