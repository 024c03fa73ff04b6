import type { LostMessages, Scope, ServerSet, StartStep } from '@menagerie/contract';
import { fire, fromText, lose, settle } from '@menagerie/contract/testing';
import { paxosConfig } from '../../../multi/config.ts';
import type { PaxosCommand, PaxosShape } from '../../../multi/messages.ts';
import type { PaxosConfig } from '../../../multi/types.ts';
import { paxosModules } from '../modules.ts';

export type PaxosScope = Scope<PaxosShape>;
export type Step = StartStep<PaxosShape>;

/** Three servers, and few slots at a time. */
export const bare: PaxosConfig = paxosConfig({ servers: 3, window: 2, maxBatch: 2, maxWaiting: 2 });

const OFF = paxosModules.map(({ name }) => name);

/** Without these a ballot comes to nothing in silence, and followers learn from the next proposals. */
const housekeeping: LostMessages<PaxosShape> = {
  what: 'refusals, heartbeats and accept messages without values',
  isLost: (message) =>
    message.type === 'refused' ||
    message.type === 'heartbeat' ||
    (message.type === 'accept' && message.values.length === 0),
};

/** A leader asks its followers whether it leads, and tells them what is chosen by that alone. */
export const refusalsAndNews: LostMessages<PaxosShape> = {
  what: 'refusals and accept messages without values',
  isLost: (message) =>
    message.type === 'refused' || (message.type === 'accept' && message.values.length === 0),
};

/** Followers hear what is chosen, and who was left out asks. */
export const refusalsAndHeartbeats: LostMessages<PaxosShape> = {
  what: 'refusals and heartbeats',
  isLost: ({ type }) => type === 'refused' || type === 'heartbeat',
};

/** What tells one scope from the plain one. */
interface Differences extends Partial<PaxosScope> {
  readonly reaches: readonly string[];
  readonly elections?: number;
  readonly writes?: number;
  readonly crashes?: number;
  readonly wipes?: number;
}

/** A scope of elections, writes and crashes, in which every message may come any number of times. */
export function scope(name: string, differences: Differences): PaxosScope {
  const { elections = 0, writes = 0, crashes = 0, wipes = 0, ...rest } = differences;
  return {
    name,
    config: bare,
    budgets: { timeouts: { election: elections }, crashes, wipes },
    commands: Array.from({ length: writes }, (_, i) => ({ command: write(i + 1) })),
    network: 'sticky',
    lost: housekeeping,
    persistence: 'atomic',
    off: OFF,
    start: [],
    kills: [],
    ...rest,
  };
}

export function deep(name: string, differences: Differences): PaxosScope {
  return { ...scope(name, differences), deep: true };
}

export function write(nth: number): PaxosCommand {
  return { type: 'propose', data: fromText(`w${nth}`) };
}

export function without(...modules: readonly string[]): readonly string[] {
  return OFF.filter((module) => !modules.includes(module));
}

/** Gets a promise, and nothing else. */
export function promise(proposer: number, acceptor: number): Step[] {
  return [
    { type: 'deliver', from: proposer, to: acceptor, message: 'prepare' },
    { type: 'deliver', from: acceptor, to: proposer, message: 'promise' },
  ];
}

/** The server is elected by those of the set. */
export function elected(server: number, among: ServerSet): Step[] {
  return [fire(server, 'election'), settle(among), lose];
}
