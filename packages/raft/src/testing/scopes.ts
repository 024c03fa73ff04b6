import type { Scope, ServerSet, StartStep } from '@menagerie/contract';
import { raftConfig } from '../config.ts';
import type { RaftCommand, RaftShape } from '../messages.ts';
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
const commitNews: RaftScope['lost'] = {
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
  scope('1 election', { elections: 1, kills: ['R-46'] }),
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
  scope('2 elections', { elections: 2, kills: ['R-08', 'R-51'] }),
  scope('2 elections, 1 crash', { elections: 2, crashes: 1, kills: ['R-03', 'R-04'] }),
  scope('2 elections, 1 write', { elections: 2, writes: 1, kills: ['R-10'] }),
  scope('2 elections, 1 write, 1 crash, slow disks', {
    elections: 2,
    writes: 1,
    crashes: 1,
    persistence: 'asynchronous',
  }),
  scope('3 elections', { elections: 3, kills: ['R-14', 'R-07', 'R-11'] }),
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
  scope('4 elections, 3 writes', { elections: 4, writes: 3 }),
  scope('5 elections, 2 writes', { elections: 5, writes: 2 }),
  scope('4 elections, 3 writes, 1 crash', { elections: 4, writes: 3, crashes: 1 }),
  scope('4 elections, 2 writes, stale requests answered', {
    elections: 4,
    writes: 2,
    config: { ...bare, answerStale: true },
  }),
];

const led = elected(0, 0b111);
const reads = OFF.filter((module) => module !== 'reads');
const quorumRead: RaftCommand = { type: 'read', mode: 'quorum' };

/** Scopes that begin in the middle, with a leader. */
const startedScopes: readonly RaftScope[] = [
  scope('a heartbeat to a follower with an entry of its own', {
    start: led,
    elections: 1,
    writes: 1,
    budgets: { timeouts: { election: 1, heartbeat: 1 } },
    off: OFF.filter((module) => module !== 'heartbeats'),
    kills: ['R-02'],
  }),
  scope('a lost disk', {
    start: [...elected(0, 0b011)],
    budgets: { timeouts: { election: 1 }, wipes: 1 },
    kills: ['R-26', 'R-27'],
  }),
  scope('a read after an election', {
    start: led,
    budgets: { timeouts: { election: 1 } },
    commands: [{ command: write(1) }, { command: quorumRead }],
    off: reads,
    kills: ['R-28', 'R-29'],
  }),
];

export const raftScopes: readonly RaftScope[] = [...plainScopes, ...startedScopes, ...deepScopes];
