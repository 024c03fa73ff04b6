import { serversOf } from '@menagerie/contract';
import { RaftError } from './errors.ts';
import type { RaftConfig } from './types.ts';

/** What may be left out has the default that {@link raftConfig} names. */
export type RaftConfigOptions = Partial<RaftConfig> & Pick<RaftConfig, 'servers'>;

/**
 * A configuration from what differs from the defaults: all servers are voters, 150 ms to an
 * election, 30 ms between heartbeats, pre-vote and check-quorum on, leases off, clocks within 1 %,
 * 64 entries a message, 16 messages in flight, 1,024 uncommitted entries, chunks of 64 KiB.
 *
 * @throws RaftError `invalid-config`
 */
export function raftConfig(options: RaftConfigOptions): RaftConfig {
  const everybody = serversOf(...Array.from({ length: options.servers }, (_, id) => id));
  const config: RaftConfig = {
    servers: options.servers,
    voters: options.voters ?? everybody & ~(options.learners ?? 0),
    learners: options.learners ?? 0,
    electionMs: options.electionMs ?? 150,
    heartbeatMs: options.heartbeatMs ?? 30,
    preVote: options.preVote ?? true,
    checkQuorum: options.checkQuorum ?? true,
    leases: options.leases ?? false,
    driftPerMille: options.driftPerMille ?? 10,
    maxEntriesPerMessage: options.maxEntriesPerMessage ?? 64,
    maxInflight: options.maxInflight ?? 16,
    maxUncommitted: options.maxUncommitted ?? 1024,
    chunkBytes: options.chunkBytes ?? 64 * 1024,
    answerStale: options.answerStale ?? true,
  };
  checkConfig(config);
  return config;
}

/** @throws RaftError `invalid-config`, naming the value and the bound */
export function checkConfig(config: RaftConfig): void {
  const { servers, voters, learners } = config;
  const within = servers >= 1 && servers <= 31 && Number.isInteger(servers);
  if (!within) refuse(`servers is ${servers}; it must be a whole number from 1 to 31`);
  if (voters === 0) refuse('voters is empty; at least one server must vote');
  if ((voters & learners) !== 0) refuse('voters and learners share a server');
  if ((voters | learners) >>> 0 >= 2 ** servers) refuse(`a member is not among ${servers} servers`);
  for (const name of AT_LEAST_ONE) {
    const value = config[name];
    if (!Number.isInteger(value) || value < 1) refuse(`${name} is ${value}; at least 1 is needed`);
  }
  if (config.heartbeatMs >= config.electionMs) {
    refuse(`heartbeatMs is ${config.heartbeatMs}; it must be less than electionMs`);
  }
  if (config.driftPerMille < 0 || config.driftPerMille > 999) {
    refuse(`driftPerMille is ${config.driftPerMille}; it must be from 0 to 999`);
  }
  if (config.leases && !config.checkQuorum) {
    refuse('leases need checkQuorum: without it a voter does not keep silent for the leader');
  }
}

const AT_LEAST_ONE = [
  'electionMs',
  'heartbeatMs',
  'maxEntriesPerMessage',
  'maxInflight',
  'maxUncommitted',
  'chunkBytes',
] as const;

function refuse(message: string): never {
  throw new RaftError('invalid-config', message);
}
