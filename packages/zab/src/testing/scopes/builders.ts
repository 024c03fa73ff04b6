import {
  type Budgets,
  idsOf,
  type Scope,
  type ServerId,
  type ServerSet,
  type StartStep,
} from '@menagerie/contract';
import { fire, fromText, lose, settle } from '@menagerie/contract/testing';
import { zabConfig } from '../../config.ts';
import type { ZabCommand, ZabShape, ZabTimer } from '../../messages.ts';
import type { ZabConfig } from '../../types.ts';
import { zabModules } from '../modules.ts';

export type ZabScope = Scope<ZabShape>;
export type Step = StartStep<ZabShape>;

/** Three voters, and as little of everything else as there can be. */
export const bare: ZabConfig = zabConfig({ servers: 3, windowTxns: 8, maxOutstanding: 8 });

/** Whatever a scope leaves off unless it says otherwise, in the words of the README. */
const OFF = zabModules.map(({ name }) => name);

/** What tells one scope from the plain one. */
interface Differences extends Partial<ZabScope> {
  readonly reaches: readonly string[];
  /** How often a server may settle for a leader after an election. */
  readonly finalized?: number;
  /** How often a learner may give up its leader. */
  readonly givenUp?: number;
  readonly writes?: number;
  readonly crashes?: number;
}

/** A scope of elections, writes and crashes; each message arrives once, late, or never. */
export function scope(name: string, differences: Differences): ZabScope {
  const { finalized = 0, givenUp = 0, writes = 0, crashes = 0, ...rest } = differences;
  return {
    name,
    config: bare,
    budgets: timeouts({ finalize: finalized, leader: givenUp }, { crashes }),
    commands: Array.from({ length: writes }, (_, i) => ({ command: write(i + 1) })),
    network: 'bag',
    persistence: 'atomic',
    off: OFF,
    start: [],
    kills: [],
    ...rest,
  };
}

export function deep(name: string, differences: Differences): ZabScope {
  return { ...scope(name, differences), deep: true };
}

/** Budgets of what is more than zero. */
export function timeouts(
  counts: Readonly<Partial<Record<ZabTimer, number>>>,
  others: Omit<Budgets<ZabTimer>, 'timeouts'> = {},
): Budgets<ZabTimer> {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return { timeouts: Object.fromEntries(some), ...others };
}

export function without(...modules: readonly string[]): readonly string[] {
  return OFF.filter((module) => !modules.includes(module));
}

export function write(nth: number): ZabCommand {
  return { type: 'propose', data: fromText(`w${nth}`) };
}

/** Whoever looks for a leader in the set votes for this one, and follows it; all of it is settled. */
export function elected(leader: ServerId, among: ServerSet): Step[] {
  const followers = idsOf(among).filter((id) => id !== leader);
  return [
    settle(among),
    fire(leader, 'finalize'),
    ...followers.map((id) => fire(id, 'finalize')),
    settle(among),
    lose,
  ];
}

/** These give their leader up, and look for another. */
export function abandoned(...followers: readonly ServerId[]): Step[] {
  return followers.map((id) => fire(id, 'leader'));
}

/** Server 2 leads epoch 1, and all follow. */
export const led: readonly Step[] = elected(2, 0b111);

/** After {@link led}: server 1 leads epoch 2 with server 0, while server 2 takes itself for the leader of epoch 1. */
export const overtaken: readonly Step[] = [...abandoned(0, 1), ...elected(1, 0b011)];
