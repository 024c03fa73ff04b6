import {
  bool,
  defineProperty,
  type Property,
  perServer,
  record,
  type Schema,
  u32,
} from '@menagerie/contract';
import { actor, messageOf, recordsOf, sometimes } from '@menagerie/contract/testing';
import type { RaftShape } from '../../messages.ts';
import type { RaftHappening } from '../views.ts';

const wrote = (happening: RaftHappening, type: RaftShape['record']['type']): boolean =>
  recordsOf(happening).some((each) => each.type === type);

interface Latest {
  yes: boolean;
  membershipIndexes: number[];
}

const latest: Schema<Latest> = record({ yes: bool, membershipIndexes: perServer(u32) });

const changeRolledBack: Property<RaftShape> = defineProperty<RaftShape, Latest>({
  name: 'A Change Is Rolled Back',
  source: '§4.1',
  kind: 'sometimes',
  says: 'A truncation takes back a change of membership that was in force.',
  killedBy: [],
  ghost: latest,
  start: ({ servers }) => ({ yes: false, membershipIndexes: new Array<number>(servers).fill(0) }),
  observe: (ghost, happening, world) => {
    const state = actor(happening, world);
    if (state === null) return null;
    const before = ghost.membershipIndexes[state.self] ?? 0;
    ghost.membershipIndexes[state.self] = state.membershipIndex;
    if (happening.type === 'step' && state.membershipIndex < before) ghost.yes = true;
    return null;
  },
  holds: ({ yes }) => yes,
});

/** What a campaign over Raft must have seen. */
export const reachedProperties: readonly Property<RaftShape>[] = [
  sometimes<RaftShape>('A Leader Leads', '§3.4', 'Some server is elected.', (happening, world) => {
    return actor(happening, world)?.role.type === 'leader';
  }),
  sometimes<RaftShape>(
    'A Later Leader Leads',
    '§3.4',
    'A leader is elected in a term above 2.',
    (h, world) => {
      const state = actor(h, world);
      return state?.role.type === 'leader' && state.persistent.currentTerm > 2;
    },
  ),
  sometimes<RaftShape>(
    'A Write Is Answered',
    '§3.5',
    'A client is told that its write is committed.',
    (h) => {
      return h.type === 'answered' && h.answer.type === 'committed';
    },
  ),
  sometimes<RaftShape>(
    'A Quorum Read Is Answered',
    '§6.4',
    'A ReadIndex read is answered.',
    (h) => {
      return h.type === 'answered' && h.answer.type === 'read' && h.answer.by === 'quorum';
    },
  ),
  sometimes<RaftShape>(
    'A Lease Read Is Answered',
    '§6.4.1',
    'A read is answered from a lease.',
    (h) => {
      return h.type === 'answered' && h.answer.type === 'read' && h.answer.by === 'lease';
    },
  ),
  sometimes<RaftShape>(
    'A Vote Of Another Disk Comes',
    'the README of the published Raft models by Vanlightly',
    'A server that lost its disk grants a vote, which does not count.',
    (h) => {
      const message = messageOf(h);
      return message?.type === 'voteAnswer' && message.granted && message.incarnation > 0;
    },
  ),
  sometimes<RaftShape>('Entries Are Overwritten', '§3.5', 'A follower gives up entries.', (h) =>
    wrote(h, 'truncate'),
  ),
  sometimes<RaftShape>('A Log Is Compacted', '§5.1', 'A snapshot replaces entries.', (h) =>
    wrote(h, 'compact'),
  ),
  sometimes<RaftShape>('A Snapshot Arrives In Parts', '§5.1', 'A second chunk is written.', (h) =>
    recordsOf(h).some((each) => each.type === 'chunk' && each.offset > 0),
  ),
  sometimes<RaftShape>(
    'A Snapshot Is Installed',
    '§5.1',
    'A follower takes over a snapshot.',
    (h) => wrote(h, 'install'),
  ),
  sometimes<RaftShape>(
    'The Membership Is Joint',
    '§4.3',
    'A leader works in a joint membership.',
    (h, world) => {
      const state = actor(h, world);
      return state?.role.type === 'leader' && state.membership.outgoing !== 0;
    },
  ),
  changeRolledBack,
  sometimes<RaftShape>(
    'Leadership Is Handed Over',
    '§3.10',
    'A transfer of leadership succeeds.',
    (h) => {
      return h.type === 'answered' && h.answer.type === 'transferred';
    },
  ),
];
