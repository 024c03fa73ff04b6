import type { Draw, Subject } from '@menagerie/contract';
import { fromText } from '@menagerie/contract/testing';
import type { PaxosShape } from '../../multi/messages.ts';
import { paxos } from '../../multi/protocol.ts';
import type { PaxosConfig } from '../../multi/types.ts';
import { drawQuorums } from '../quorums.ts';
import { drawCommand } from './commands.ts';
import { sufficesToProgress } from './progress.ts';
import { paxosProperties } from './properties/index.ts';
import { paxosZoo } from './zoo/index.ts';

/** Three acceptors; times fit a network of a few milliseconds. */
export const defaultPaxosConfig: PaxosConfig = {
  servers: 3,
  quorums: { type: 'majority', members: 0b111 },
  reconfiguration: 'stop-sign',
  learners: 0,
  window: 8,
  maxBatch: 8,
  maxWaiting: 64,
  electionMs: 150,
  heartbeatMs: 30,
};

/** Multi-Paxos, as simulators, explorers and the lab take it. */
export const paxosSubject: Subject<PaxosShape> = {
  protocol: paxos,
  properties: paxosProperties,
  mutants: paxosZoo,
  defaultConfig: defaultPaxosConfig,
  drawConfig,
  write: (nth) => ({ type: 'propose', data: fromText(`w${nth}`) }),
  read: () => ({ type: 'read', mode: 'quorum' }),
  drawCommand,
  redirect: (answer) => (answer.type === 'refused' ? answer.leader : null),
  succeeded: ({ type }) => type !== 'refused' && type !== 'unknown',
  roleOf: ({ role }) => role.type,
  leads: ({ role }) => role.type === 'leader',
  epochOf: ({ persistent }) => persistent.promised.round,
  sufficesToProgress,
};

function drawConfig(draw: Draw, members: number, spares: number): PaxosConfig {
  const servers = members + spares;
  return {
    servers,
    quorums: drawQuorums(draw, members),
    reconfiguration: draw('reconfiguration', 5) < 3 ? 'stop-sign' : 'alpha-window',
    learners: draw('learners', 2) * (2 ** servers - 1),
    window: 1 + draw('window', 6),
    maxBatch: 1 + draw('batch', 6),
    maxWaiting: 8 + draw('waiting', 60),
    // Longer than the slowest round trip of a simulated network.
    electionMs: 150 + draw('election', 200),
    heartbeatMs: 20 + draw('heartbeat', 30),
  };
}
