import type { LogFrame, ServerFrame } from '../../src/model/frame.ts';

/** A server as it starts, but for what a test says of it. */
export function server(id: number, parts: Partial<ServerFrame> = {}): ServerFrame {
  return {
    id,
    status: 'up',
    role: 'follower',
    term: 1,
    votedFor: null,
    leader: null,
    votes: 0,
    voter: true,
    log: log([]),
    timers: [],
    unsynced: 0,
    gated: 0,
    rate: 1,
    incarnation: 0,
    peers: [],
    ...parts,
  };
}

export function log(terms: readonly number[], parts: Partial<LogFrame> = {}): LogFrame {
  return {
    snapshotIndex: 0,
    snapshotTerm: 0,
    terms: Int32Array.from(terms),
    durable: terms.length + (parts.snapshotIndex ?? 0),
    commit: 0,
    applied: 0,
    ...parts,
  };
}
