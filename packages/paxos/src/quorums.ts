import {
  ContractError,
  checkQuorumSystem,
  frozen,
  list,
  membersOf,
  type QuorumSystem,
  type Schema,
  server,
  serverSet,
  u32,
  uint,
  union,
} from '@menagerie/contract';
import { PaxosError } from './errors.ts';

/**
 * Who must answer in phase 1 (`read`) and in phase 2 (`write`). Howard, Malkhi and Spiegelman,
 * Flexible Paxos (2016): it is enough that every quorum of the one meets every quorum of the other.
 */
export type Quorums = Extract<
  QuorumSystem,
  { readonly type: 'majority' | 'weighted' | 'flexible' | 'grid' }
>;

export const quorumsSchema: Schema<Quorums> = frozen(
  union({
    majority: { members: serverSet },
    weighted: { weights: list(u32) },
    flexible: { members: serverSet, read: uint(31), write: uint(31) },
    grid: { rows: list(list(server)) },
  }),
);

/**
 * @param servers how many there are in the cluster
 * @throws PaxosError `invalid-config` for quorums that do not meet, or of servers that do not exist
 */
export function checkQuorums(quorums: Quorums, servers: number): void {
  try {
    const members = membersOf(quorums);
    if (members === 0) refuse('quorums names no acceptor; at least one is needed');
    if (members >>> 0 >= 2 ** servers) refuse(`an acceptor is not among ${servers} servers`);
    checkQuorumSystem(quorums);
  } catch (error) {
    if (error instanceof ContractError) refuse(error.message, error);
    throw error;
  }
}

/** @throws PaxosError `invalid-config` */
export function checkServers(servers: number): void {
  if (Number.isInteger(servers) && servers >= 1 && servers <= 31) return;
  refuse(`servers is ${servers}; it must be a whole number from 1 to 31`);
}

/** @throws PaxosError `invalid-config` */
export function checkPositive<C>(config: C, names: readonly (keyof C & string)[]): void {
  for (const name of names) {
    const value = config[name];
    if (!Number.isInteger(value) || Number(value) < 1) {
      refuse(`${name} is ${String(value)}; it must be a whole number of at least 1`);
    }
  }
}

export function refuse(message: string, cause?: Error): never {
  throw new PaxosError('invalid-config', message, cause === undefined ? {} : { cause });
}
