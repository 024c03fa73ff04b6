import { fromText, given, lose, settle } from '@menagerie/contract/testing';
import type { PaxosCommand } from '../../../multi/messages.ts';
import { elected, type PaxosScope, scope, without, write } from './builders.ts';

function compact(through: number): PaxosCommand {
  return { type: 'compact', through, data: fromText(`state at ${through}`) };
}

/** Scopes of snapshots. */
export const snapshotScopes: readonly PaxosScope[] = [
  scope('a compaction', {
    elections: 1,
    commands: [{ command: write(1) }, { command: compact(1) }],
    off: without('snapshots'),
    reaches: ['A Log Is Trimmed', 'A Write Is Answered'],
    kills: ['P-55'],
  }),
  scope('an election after a compaction', {
    start: [...elected(0, 0b011), given(0, write(11)), settle(0b011), lose],
    elections: 1,
    commands: [{ command: compact(1) }, { command: write(1) }],
    off: without('heartbeats', 'snapshots'),
    reaches: ['A Log Is Trimmed', 'A Snapshot Is Installed'],
    kills: ['P-18'],
  }),
];
