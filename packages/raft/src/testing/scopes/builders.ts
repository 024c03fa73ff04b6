import type { LostMessages, Scope, ServerSet, StartStep } from '@menagerie/contract';
import { fromText, settle } from '@menagerie/contract/testing';
import { raftConfig } from '../../config.ts';
import type { RaftCommand, RaftShape } from '../../messages.ts';
import type { RaftConfig } from '../../types.ts';
import { raftModules } from '../modules.ts';

export type RaftScope = Scope<RaftShape>;
export type Step = StartStep<RaftShape>;

/** Three servers and the bare protocol, so that many elections fit into a scope. */
export const bare: RaftConfig = raftConfig({
  servers: 3,
  preVote: false,
  checkQuorum: false,
  answerStale: false,
  maxEntriesPerMessage: 8,
  maxInflight: 1,
  maxUncommitted: 1,
});

const OFF = raftModules.map(({ name }) => name);

/**
 * Followers learn of commits from the entries that come next, and candidates wait for the votes
 * that they get.
 */
const idleNews: LostMessages<RaftShape> = {
  what: 'AppendEntries without entries that only tell of a commit, and refusals of votes',
  isLost: (message) =>
    message.type === 'appendEntries'
      ? message.entries.length === 0 && message.commitIndex > 0
      : message.type === 'voteAnswer' && !message.granted,
};

/** What tells one scope from the plain one. */
interface Differences extends Partial<RaftScope> {
  readonly reaches: readonly string[];
  readonly elections?: number;
  readonly writes?: number;
  readonly crashes?: number;
}

/** A scope of elections, writes and crashes, in which every message may come any number of times. */
export function scope(name: string, differences: Differences): RaftScope {
  const { elections = 0, writes = 0, crashes = 0, ...rest } = differences;
  return {
    name,
    config: bare,
    budgets: { timeouts: { election: elections }, crashes },
    commands: Array.from({ length: writes }, (_, i) => ({ command: write(i + 1) })),
    network: 'sticky',
    lost: idleNews,
    persistence: 'atomic',
    off: OFF,
    start: [],
    kills: [],
    ...rest,
  };
}

export function deep(name: string, differences: Differences): RaftScope {
  return { ...scope(name, differences), deep: true };
}

export function write(nth: number): RaftCommand {
  return { type: 'propose', data: fromText(`w${nth}`) };
}

/** The server is elected by those of the set, and all of them hold its first entry. */
export function elected(server: number, among: ServerSet): Step[] {
  return [{ type: 'fire', server, timer: 'election' }, settle(among), { type: 'lose' }];
}

export const led: readonly Step[] = elected(0, 0b111);

export function without(...modules: readonly string[]): readonly string[] {
  return OFF.filter((module) => !modules.includes(module));
}

/** Gets a vote, and nothing else. */
export function vote(candidate: number, voter: number): Step[] {
  return [
    { type: 'deliver', from: candidate, to: voter, message: 'requestVote' },
    { type: 'deliver', from: voter, to: candidate, message: 'voteAnswer' },
  ];
}
