import type { Scope } from '@menagerie/contract';
import { raftConfig } from '../config.ts';
import type { RaftShape } from '../messages.ts';
import { payload } from './commands.ts';

const bare = raftConfig({
  servers: 3,
  preVote: false,
  checkQuorum: false,
  answerStale: false,
  maxEntriesPerMessage: 1,
  maxInflight: 1,
});

/** What every scope without further words leaves off. */
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
const commitNews: Scope<RaftShape>['lost'] = {
  what: 'AppendEntries without entries that only tell of a commit',
  isLost: (message) =>
    message.type === 'appendEntries' && message.entries.length === 0 && message.commitIndex > 0,
};

/** A scope of elections and writes. */
export function plain(
  elections: number,
  writes: number,
  crashes: number,
  more: Partial<Scope<RaftShape>> = {},
): Scope<RaftShape> {
  return {
    name: `${elections} elections, ${writes} writes, ${crashes} crashes`,
    config: bare,
    budgets: { timeouts: { election: elections }, crashes },
    commands: Array.from({ length: writes }, (_, i) => ({
      command: { type: 'propose', data: payload(`w${i + 1}`) } as const,
    })),
    network: 'sticky',
    lost: commitNews,
    persistence: 'atomic',
    off: OFF,
    start: [],
    kills: [],
    ...more,
  };
}

export const raftScopes: readonly Scope<RaftShape>[] = [plain(2, 1, 0)];
