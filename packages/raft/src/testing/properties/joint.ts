import { defineProperty, type Property, record, type Schema, u32 } from '@menagerie/contract';
import { lastIndex, membershipAt } from '../../log.ts';
import { isJoint } from '../../membership.ts';
import type { RaftShape } from '../../messages.ts';

interface Nothing {
  readonly none: number;
}

const nothing: Schema<Nothing> = record({ none: u32 });

export const jointMembershipEnds: Property<RaftShape> = defineProperty<RaftShape, Nothing>({
  name: 'Joint Membership Ends',
  source: 'Raft dissertation §4.3',
  kind: 'eventually',
  says: 'A joint membership that is to be left by itself is left, whoever leads by then.',
  killedBy: ['R-22'],
  ghost: nothing,
  start: () => ({ none: 0 }),
  observe: () => null,
  holds: (_ghost, { servers }) => {
    const leaders = servers.flatMap(({ state }) => (state?.role.type === 'leader' ? [state] : []));
    const newest = Math.max(...leaders.map(({ persistent }) => persistent.currentTerm));
    return leaders.every(({ persistent }) => {
      const membership = membershipAt(persistent, lastIndex(persistent));
      return persistent.currentTerm < newest || !isJoint(membership) || !membership.autoLeave;
    });
  },
});
