import type { LostMessages, Scope, ServerSet, StartStep } from '@menagerie/contract';
import { raftConfig } from '../config.ts';
import type { MembershipChange, RaftCommand, RaftShape, Transition } from '../messages.ts';
import type { RaftConfig } from '../types.ts';
import { payload } from './commands.ts';

type RaftScope = Scope<RaftShape>;
type Step = StartStep<RaftShape>;

/** Three servers and the bare protocol, so that many elections fit into a scope. */
const bare: RaftConfig = raftConfig({
  servers: 3,
  preVote: false,
  checkQuorum: false,
  answerStale: false,
  maxEntriesPerMessage: 8,
  maxInflight: 1,
  maxUncommitted: 1,
});

const OFF = [
  'pre-vote',
  'check-quorum',
  'leases',
  'reads',
  'heartbeats',
  'membership changes',
  'transfers',
  'snapshots',
];

/** Followers learn of commits from the entries that come next. */
const commitNews: LostMessages<RaftShape> = {
  what: 'AppendEntries without entries that only tell of a commit',
  isLost: (message) =>
    message.type === 'appendEntries' && message.entries.length === 0 && message.commitIndex > 0,
};

/** What tells one scope from the plain one. */
interface Differences extends Partial<RaftScope> {
  readonly elections?: number;
  readonly writes?: number;
  readonly crashes?: number;
}

/** A scope of elections, writes and crashes, in which every message may come any number of times. */
function scope(name: string, differences: Differences): RaftScope {
  const { elections = 0, writes = 0, crashes = 0, ...rest } = differences;
  return {
    name,
    config: bare,
    budgets: { timeouts: { election: elections }, crashes },
    commands: Array.from({ length: writes }, (_, i) => ({ command: write(i + 1) })),
    network: 'sticky',
    lost: commitNews,
    persistence: 'atomic',
    off: OFF,
    start: [],
    kills: [],
    ...rest,
  };
}

function deep(name: string, differences: Differences): RaftScope {
  return { ...scope(name, differences), deep: true };
}

function write(nth: number): RaftCommand {
  return { type: 'propose', data: payload(`w${nth}`) };
}

/** Everybody of the set hears of everything. */
function settle(among: ServerSet): Step {
  return { type: 'settle', among };
}

/** The server is elected by those of the set, and all of them hold its first entry. */
function elected(server: number, among: ServerSet): Step[] {
  return [{ type: 'fire', server, timer: 'election' }, settle(among), { type: 'lose' }];
}

const oneAtATime: RaftConfig = { ...bare, maxEntriesPerMessage: 1 };

/** Scopes from the beginning of a cluster. */
const plainScopes: readonly RaftScope[] = [
  scope('1 election', { elections: 1 }),
  scope('1 election, 1 write before the first commit', {
    elections: 1,
    writes: 1,
    config: { ...bare, maxUncommitted: 8 },
    kills: ['R-46'],
  }),
  scope('1 election, slow disks', {
    elections: 1,
    persistence: 'asynchronous',
    kills: ['R-05', 'R-06'],
  }),
  scope('1 election with a learner', {
    elections: 1,
    config: { ...bare, voters: 0b011, learners: 0b100 },
    kills: ['R-24'],
  }),
  scope('2 elections of 2 servers', {
    elections: 2,
    config: { ...bare, servers: 2, voters: 0b11 },
    kills: ['R-16'],
  }),
  scope('2 elections of 4 servers', {
    elections: 2,
    config: { ...bare, servers: 4, voters: 0b1111 },
    kills: ['R-13'],
  }),
  scope('2 elections', { elections: 2, kills: ['R-51'] }),
  scope('2 elections, 1 crash', { elections: 2, crashes: 1, kills: ['R-03', 'R-04'] }),
  scope('2 elections, 1 write', { elections: 2, writes: 1, kills: ['R-08'] }),
  scope('2 elections, 1 write, 1 crash, slow disks', {
    elections: 2,
    writes: 1,
    crashes: 1,
    persistence: 'asynchronous',
  }),
  scope('3 elections', { elections: 3, kills: ['R-07', 'R-14'] }),
  scope('3 elections, 2 writes, one entry a message', {
    elections: 3,
    writes: 2,
    config: oneAtATime,
  }),
  scope('4 elections, one entry a message', {
    elections: 4,
    config: oneAtATime,
    kills: ['R-01'],
  }),
  scope('4 elections, 2 writes', { elections: 4, writes: 2 }),
  scope('4 elections, 2 writes, 1 crash', { elections: 4, writes: 2, crashes: 1 }),
];

/** Scopes that are too large for every day. */
const deepScopes: readonly RaftScope[] = [
  deep('4 elections, 3 writes', { elections: 4, writes: 3 }),
  deep('5 elections, 2 writes', { elections: 5, writes: 2 }),
  deep('4 elections, 3 writes, 1 crash', { elections: 4, writes: 3, crashes: 1 }),
  deep('4 elections, 2 writes, stale requests answered', {
    elections: 4,
    writes: 2,
    config: { ...bare, answerStale: true },
  }),
];

const led = elected(0, 0b111);

function without(...modules: readonly string[]): readonly string[] {
  return OFF.filter((module) => !modules.includes(module));
}

/** Gets a vote, and nothing else. */
function vote(candidate: number, voter: number): Step[] {
  return [
    { type: 'deliver', from: candidate, to: voter, message: 'requestVote' },
    { type: 'deliver', from: voter, to: candidate, message: 'voteAnswer' },
  ];
}

function fire(server: number, timer: RaftShape['timer']): Step {
  return { type: 'fire', server, timer };
}

function given(server: number, command: RaftCommand): Step {
  return { type: 'command', server, command };
}

function change(transition: Transition, ...changes: MembershipChange[]): RaftCommand {
  return { type: 'changeMembership', transition, changes };
}

function add(server: number): MembershipChange {
  return { type: 'addVoter', server, incarnation: 0 };
}

function remove(server: number): MembershipChange {
  return { type: 'remove', server };
}

const lose: Step = { type: 'lose' };
const quorumRead: RaftCommand = { type: 'read', mode: 'quorum' };
const leaseRead: RaftCommand = { type: 'read', mode: 'lease' };

/** Scopes that begin in the middle, with a leader. */
const ledScopes: readonly RaftScope[] = [
  scope('a heartbeat to a follower with an entry of its own', {
    start: led,
    writes: 1,
    budgets: { timeouts: { election: 1, heartbeat: 1 } },
    off: without('heartbeats'),
    kills: ['R-02'],
  }),
  scope('a lost disk', {
    start: elected(0, 0b011),
    budgets: { timeouts: { election: 1 }, wipes: 1 },
    kills: ['R-26', 'R-27'],
  }),
  scope('a read after an election', {
    start: led,
    elections: 1,
    commands: [{ command: write(1) }, { command: quorumRead }],
    off: without('reads'),
    kills: ['R-28', 'R-29'],
  }),
  // Server 1 acknowledged two entries of term 1, which server 0 has since lost to term 2.
  scope('an acknowledgement of an older term', {
    config: { ...bare, servers: 5, voters: 0b11111, maxUncommitted: 8 },
    start: [
      fire(0, 'election'),
      ...vote(0, 1),
      ...vote(0, 3),
      { type: 'deliver', from: 0, to: 1, message: 'appendEntries' },
      { type: 'deliver', from: 1, to: 0, message: 'appendAccepted' },
      given(0, write(1)),
      { type: 'deliver', from: 0, to: 1, message: 'appendEntries' },
      fire(2, 'election'),
      fire(2, 'election'),
      settle(0b11100),
      settle(0b00101),
    ],
    elections: 1,
    keepsIgnored: true,
    kills: ['R-11'],
  }),
];

const members: RaftConfig = { ...bare, servers: 5 };

/** Scopes of changes of membership. */
const membershipScopes: readonly RaftScope[] = [
  // Ongaro's counterexample of 2015: the last election is left to the search.
  scope('a change in a term without a commit', {
    config: { ...members, voters: 0b01111, maxUncommitted: 8 },
    start: [
      fire(0, 'election'),
      ...vote(0, 1),
      ...vote(0, 2),
      lose,
      given(0, change('simple', add(4))),
      settle(0b10001),
      lose,
      fire(1, 'election'),
      ...vote(1, 2),
      ...vote(1, 3),
      // Which server 0 refuses; but it learns of the term, and may campaign again.
      { type: 'deliver', from: 1, to: 0, message: 'requestVote' },
      settle(0b00110),
      given(1, change('simple', remove(0))),
      settle(0b00110),
      lose,
    ],
    elections: 1,
    off: without('membership changes'),
    kills: ['R-17'],
  }),
  scope('two changes', {
    config: { ...members, voters: 0b00111 },
    start: led,
    commands: [{ command: change('simple', add(3)) }, { command: change('simple', add(4)) }],
    off: without('membership changes'),
    kills: ['R-18'],
  }),
  scope('a joint change to one server', {
    start: led,
    commands: [{ command: change('jointManual', remove(1), remove(2)) }],
    off: without('membership changes'),
    kills: ['R-19'],
  }),
  scope('an election in a joint membership', {
    config: { ...members, voters: 0b00111 },
    start: [
      ...led,
      given(0, change('joint', remove(1), remove(2), add(3), add(4))),
      settle(0b11001),
      lose,
    ],
    elections: 2,
    off: without('membership changes'),
    kills: ['R-20'],
  }),
  scope('two removals and a write', {
    start: led,
    elections: 1,
    commands: [
      { command: change('simple', remove(2)), to: 0b001 },
      { command: change('simple', remove(1)), to: 0b001 },
      { command: write(1) },
    ],
    off: without('membership changes'),
    kills: ['R-21'],
  }),
];

const leased: RaftConfig = { ...bare, checkQuorum: true, leases: true };
/** Everybody hears server 0, which holds a lease. */
const holdsLease: readonly Step[] = [
  fire(0, 'contact'),
  fire(1, 'contact'),
  fire(2, 'contact'),
  fire(0, 'election'),
  settle(0b111),
  fire(0, 'heartbeat'),
  settle(0b111),
];

/** Scopes of leases. Timers fire in any order, but only as often as their budgets say. */
const leaseScopes: readonly RaftScope[] = [
  scope('a lease and a transfer', {
    config: leased,
    start: holdsLease,
    commands: [
      { command: { type: 'transferLeadership', to: 1 }, to: 0b001 },
      { command: write(1), to: 0b010 },
      { command: leaseRead, to: 0b001 },
    ],
    off: without('check-quorum', 'leases', 'reads', 'transfers'),
    kills: ['R-31'],
  }),
  scope('a lease and a candidate', {
    config: leased,
    start: holdsLease,
    budgets: { timeouts: { contact: 1, election: 1 } },
    commands: [
      { command: write(1), to: 0b110 },
      { command: leaseRead, to: 0b001 },
    ],
    off: without('check-quorum', 'leases', 'reads'),
    kills: ['R-33'],
  }),
];

function compact(through: number): RaftCommand {
  return { type: 'compact', through, data: payload(`state at ${through}`) };
}

/** Scopes of snapshots. */
const snapshotScopes: readonly RaftScope[] = [
  scope('a compaction', {
    elections: 1,
    commands: [{ command: compact(1) }],
    off: without('snapshots'),
    kills: ['R-47'],
  }),
  scope('a snapshot for a follower with entries of its own', {
    config: { ...bare, maxUncommitted: 8 },
    start: [
      fire(0, 'election'),
      ...vote(0, 1),
      given(0, write(1)),
      lose,
      fire(1, 'election'),
      settle(0b110),
      given(1, write(2)),
      settle(0b110),
      lose,
    ],
    budgets: { timeouts: { heartbeat: 1 } },
    commands: [{ command: compact(2), to: 0b010 }],
    off: without('heartbeats', 'snapshots'),
    kills: ['R-48'],
  }),
  scope('a snapshot in parts', {
    config: { ...bare, chunkBytes: 4 },
    start: elected(0, 0b011),
    budgets: { timeouts: { heartbeat: 1 } },
    commands: [{ command: compact(1), to: 0b001 }],
    off: without('heartbeats', 'snapshots'),
    kills: ['R-49'],
  }),
];

/** The first that names a mutant is the one that kills it. */
export const raftScopes: readonly RaftScope[] = [
  ...plainScopes,
  ...ledScopes,
  ...membershipScopes,
  ...leaseScopes,
  ...snapshotScopes,
  ...deepScopes,
];
