import { fire, fromText, given, lose, settle } from '@menagerie/contract/testing';
import type { RaftCommand } from '../../messages.ts';
import { bare, elected, type RaftScope, scope, vote, without, write } from './builders.ts';

function compact(through: number): RaftCommand {
  return { type: 'compact', through, data: fromText(`state at ${through}`) };
}

/** Scopes of snapshots. */
export const snapshotScopes: readonly RaftScope[] = [
  scope('a compaction', {
    elections: 1,
    commands: [{ command: compact(1) }],
    off: without('snapshots'),
    reaches: ['A Log Is Compacted'],
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
    reaches: ['A Snapshot Is Installed', 'Entries Are Overwritten'],
    kills: ['R-48'],
  }),
  scope('a snapshot in parts', {
    config: { ...bare, chunkBytes: 4 },
    start: elected(0, 0b011),
    budgets: { timeouts: { heartbeat: 1 } },
    commands: [{ command: compact(1), to: 0b001 }],
    off: without('heartbeats', 'snapshots'),
    reaches: ['A Snapshot Arrives In Parts', 'A Snapshot Is Installed'],
    kills: ['R-49'],
  }),
];
