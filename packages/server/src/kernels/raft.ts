import { serversOf } from '@menagerie/contract';
import { type RaftShape, raft, raftConfig } from '@menagerie/raft';
import { raftLens } from '../trace/raft.ts';
import { cut, type Delivered, type Kernel, NO_DATA, type Outcome, type Role } from './kernel.ts';

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
  compact: (through) => ({ type: 'compact', through, data: NO_DATA }),
  handOver: (to) => ({ type: 'transferLeadership', to }),
  image: ({ persistent }) => persistent,
  pieces: (image) => ({
    base: { ...image, entries: [] },
    records: cut(image.entries).map((entries) => ({ type: 'append', entries })),
  }),
  contents: ({ snapshot, entries }) => ({
    through: snapshot.index,
    entries: entries.flatMap((entry, at) =>
      entry.type === 'data' ? [{ index: snapshot.index + 1 + at, data: entry.data }] : [],
    ),
  }),
  planted: (blank) => {
    const snapshot = { ...blank.snapshot, index: 1, term: 1 };
    return { ...blank, currentTerm: 1, snapshot };
  },
  delivered: (output): Delivered => {
    if (output.type === 'snapshot') {
      return { type: 'snapshot', index: output.snapshot.index };
    }
    const { index, entry } = output;
    return { type: 'entry', index, data: entry.type === 'data' ? entry.data : null };
  },
  snapshotIn: (message) => (message.type === 'installSnapshot' ? message.snapshotIndex : 0),
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
