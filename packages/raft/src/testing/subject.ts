import type { Draw, Subject } from '@menagerie/contract';
import { fromText } from '@menagerie/contract/testing';
import type { RaftShape } from '../messages.ts';
import { raft } from '../protocol.ts';
import type { RaftConfig } from '../types.ts';
import { drawCommand, termOf } from './commands.ts';
import { sufficesToProgress } from './progress.ts';
import { raftProperties } from './properties/index.ts';
import { raftZoo } from './zoo/index.ts';

/** Three voters, every protection on; times fit a network of a few milliseconds. */
export const defaultRaftConfig: RaftConfig = {
  servers: 3,
  voters: 0b111,
  learners: 0,
  electionMs: 150,
  heartbeatMs: 30,
  preVote: true,
  checkQuorum: true,
  leases: false,
  driftPerMille: 100,
  maxEntriesPerMessage: 8,
  maxInflight: 4,
  maxUncommitted: 64,
  chunkBytes: 16,
  answerStale: true,
};

/** Raft, as simulators, explorers and the lab take it. */
export const raftSubject: Subject<RaftShape> = {
  protocol: raft,
  properties: raftProperties,
  mutants: raftZoo,
  defaultConfig: defaultRaftConfig,
  drawConfig,
  write: (nth) => ({ type: 'propose', data: fromText(`w${nth}`) }),
  read: () => ({ type: 'read', mode: 'quorum' }),
  drawCommand,
  redirect: (answer) => (answer.type === 'refused' ? answer.leader : null),
  succeeded: ({ type }) => type !== 'refused' && type !== 'unknown',
  roleOf: ({ role }) => role.type,
  leads: ({ role }) => role.type === 'leader',
  epochOf: termOf,
  sufficesToProgress,
};

function drawConfig(draw: Draw, members: number, spares: number): RaftConfig {
  const checkQuorum = draw('check-quorum', 10) < 8;
  return {
    servers: members + spares,
    voters: (1 << members) - 1,
    learners: spares > 0 && draw('learner', 3) === 0 ? 1 << members : 0,
    // Longer than the slowest round trip of a simulated network (§3.9, the timing requirement).
    electionMs: 150 + draw('election', 200),
    heartbeatMs: 20 + draw('heartbeat', 30),
    preVote: draw('pre-vote', 10) < 7,
    checkQuorum,
    leases: checkQuorum && draw('leases', 2) === 0,
    // No simulated clock is further off than 15 percent.
    driftPerMille: 150,
    maxEntriesPerMessage: 1 + draw('batch', 8),
    maxInflight: 1 + draw('inflight', 4),
    maxUncommitted: 8 + draw('uncommitted', 60),
    chunkBytes: 4 + draw('chunk', 30),
    answerStale: true,
  };
}
