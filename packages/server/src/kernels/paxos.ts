import { serversOf } from '@menagerie/contract';
import { type PaxosShape, paxos, paxosConfig } from '@menagerie/paxos';
import { paxosLens } from '../trace/paxos.ts';
import type { Delivered, Kernel, Outcome, Role } from './kernel.ts';

/** Multi-Paxos below the tree. */
export const paxosKernel: Kernel<PaxosShape> = {
  name: 'paxos',
  protocol: paxos,
  config: ({ servers, observers, silenceMs }) =>
    paxosConfig({
      servers,
      quorums: { type: 'majority', members: everybodyBut(servers, observers) },
      electionMs: silenceMs,
      heartbeatMs: Math.max(1, Math.floor(silenceMs / 5)),
    }),
  propose: (data) => ({ type: 'propose', data }),
  barrier: () => ({ type: 'read', mode: 'quorum' }),
  compact: (through, data) => ({ type: 'compact', through, data }),
  handOver: () => null,
  image: ({ persistent }) => persistent,
  contents: ({ snapshot, votes }) => ({
    snapshot: snapshot.through === 0 ? null : snapshot.data,
    entries: votes.flatMap((vote) => (vote?.value.type === 'data' ? [vote.value.data] : [])),
  }),
  planted: (blank, data) => ({
    ...blank,
    snapshot: { ...blank.snapshot, through: 1, data },
    learned: 1,
  }),
  delivered: (output): Delivered => {
    if (output.type === 'snapshot') {
      return { type: 'snapshot', index: output.snapshot.through, data: output.snapshot.data };
    }
    const { slot, value } = output;
    return { type: 'entry', index: slot, data: value.type === 'data' ? value.data : null };
  },
  outcome: (answer): Outcome => {
    switch (answer.type) {
      case 'refused':
        return { type: 'refused', reason: answer.reason, leader: answer.leader };
      case 'unknown':
        return { type: 'unknown' };
      default:
        return { type: 'done' };
    }
  },
  role: ({ role }): Role => {
    if (role.type === 'leader') return { type: 'leading' };
    if (role.type !== 'follower' || role.leader === null) return { type: 'looking' };
    return { type: 'following', leader: role.leader };
  },
  epoch: ({ persistent }) => persistent.promised.round,
  lens: paxosLens,
};

function everybodyBut(servers: number, observers: readonly number[]): number {
  return (2 ** servers - 1) & ~serversOf(...observers);
}
