import {
  defineProperty,
  frozen,
  has,
  isQuorum,
  list,
  type Property,
  perServer,
  record,
  type Schema,
  type ServerSet,
  server,
  serverSet,
  u32,
} from '@menagerie/contract';
import { actor, messageOf, recordsOf, violated } from '@menagerie/contract/testing';
import type { ZabShape } from '../../messages.ts';
import { zookeeperRules as rules } from '../../rules/index.ts';
import type { Vote } from '../../types.ts';

/** Who has ever voted for a server in a round. */
interface Support {
  readonly round: number;
  readonly leader: number;
  readonly by: ServerSet;
}

interface Ballots {
  support: Support[];
  /** Servers that led after their newest step. */
  leading: ServerSet;
}

const ballots: Schema<Ballots> = record({
  support: list(frozen(record({ round: u32, leader: server, by: serverSet }))),
  leading: serverSet,
});

function supporters(ghost: Ballots, round: number, leader: number, add: ServerSet): ServerSet {
  const at = ghost.support.findIndex((each) => each.round === round && each.leader === leader);
  const by = (ghost.support[at]?.by ?? 0) | add;
  if (at < 0) ghost.support.push({ round, leader, by });
  else if (by !== ghost.support[at]?.by) ghost.support[at] = { round, leader, by };
  return by;
}

export const electedByQuorum: Property<ZabShape> = defineProperty<ZabShape, Ballots>({
  name: 'Elected By A Quorum',
  source: 'ZooKeeper FastLeaderElection: votes of one round of the logical clock',
  kind: 'always',
  says: 'A server begins to lead only where a quorum has voted for it in one round.',
  killedBy: ['Z-18'],
  ghost: ballots,
  start: () => ({ support: [], leading: 0 }),
  observe: (ghost, happening, world) => {
    const state = actor(happening, world);
    if (state === null) return null;
    const { self, round, role, active, pending } = state;
    const bit = 1 << self;
    const leader = role.vote?.leader ?? null;
    const by = leader === null ? 0 : supporters(ghost, round, leader, bit);
    const began = role.type === 'leading' && (ghost.leading & bit) === 0;
    ghost.leading = role.type === 'leading' ? ghost.leading | bit : ghost.leading & ~bit;
    if (!began || leader !== self) return null;
    const quorums = rules.quorumOf(active, pending?.membership ?? null);
    if (isQuorum(quorums, 'write', by)) return null;
    return violated(
      'Elected By A Quorum',
      'no-quorum',
      [self],
      { server: self, round },
      `Server ${self} began to lead, though no quorum has ever voted for it in round ${round}.`,
    );
  },
});

interface Heard {
  /** Who has told each server that it leads, since that one began to look. */
  leaders: ServerSet[];
}

const heard: Schema<Heard> = record({ leaders: perServer(serverSet) });

export const joinsWhoLeads: Property<ZabShape> = defineProperty<ZabShape, Heard>({
  name: 'A Late Looker Joins Who Leads',
  source: 'ZooKeeper FastLeaderElection.checkLeader; ZOOKEEPER-975',
  kind: 'always',
  says: 'A server that joins on the word of settled peers has heard from their leader that it leads.',
  killedBy: ['Z-19'],
  ghost: heard,
  start: ({ servers }) => ({ leaders: new Array<number>(servers).fill(0) }),
  observe: ({ leaders }, happening, world) => {
    const state = actor(happening, world);
    if (state === null) return null;
    const { self, role } = state;
    const message = messageOf(happening);
    const told = happening.type === 'recover' ? 0 : (leaders[self] ?? 0);
    const settled = message?.type === 'notification' && message.state !== 'looking';
    const says = settled && message.state === 'leading' ? leaderOf(message.vote) : 0;
    leaders[self] = role.type === 'looking' ? told | says : 0;
    // A step that dials and was caused by such a notification is one that joins.
    const joined = settled && recordsOf(happening).some(({ type }) => type === 'dial');
    if (role.type !== 'learning' || !joined || has(told | says, role.leader)) return null;
    return violated(
      'A Late Looker Joins Who Leads',
      'leader-silent',
      [self, role.leader],
      { server: self, leader: role.leader },
      `Server ${self} joined ${role.leader}, which has not told it that it leads.`,
    );
  },
});

/** A server that leads votes for itself. */
function leaderOf(vote: Vote | null): ServerSet {
  return vote === null ? 0 : 1 << vote.leader;
}
