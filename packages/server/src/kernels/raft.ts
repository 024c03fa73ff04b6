import { serversOf } from '@menagerie/contract';
import { type RaftShape, raft, raftConfig } from '@menagerie/raft';
import { raftLens } from '../trace/raft.ts';
import type { Delivered, Kernel, Outcome, Role } from './kernel.ts';

/** Raft below the tree. */
export const raftKernel: Kernel<RaftShape> = {
  name: 'raft',
  protocol: raft,
  config: ({ servers, observers, silenceMs }) =>
    raftConfig({
      servers,
      learners: serversOf(...observers),
      electionMs: silenceMs,
      heartbeatMs: Math.max(1, Math.floor(silenceMs / 5)),
    }),
  propose: (data) => ({ type: 'propose', data }),
  barrier: () => ({ type: 'read', mode: 'quorum' }),
  compact: (through, data) => ({ type: 'compact', through, data }),
  handOver: (to) => ({ type: 'transferLeadership', to }),
  image: ({ persistent }) => persistent,
  contents: ({ snapshot, entries }) => ({
    snapshot: snapshot.index === 0 ? null : snapshot.data,
    entries: entries.flatMap((entry) => (entry.type === 'data' ? [entry.data] : [])),
  }),
  planted: (blank, data) => {
    const snapshot = { ...blank.snapshot, index: 1, term: 1, data };
    return { ...blank, currentTerm: 1, snapshot };
  },
  delivered: (output): Delivered => {
    if (output.type === 'snapshot') {
      return { type: 'snapshot', index: output.snapshot.index, data: output.snapshot.data };
    }
    const { index, entry } = output;
    return { type: 'entry', index, data: entry.type === 'data' ? entry.data : null };
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
  epoch: ({ persistent }) => persistent.currentTerm,
  lens: raftLens,
};
