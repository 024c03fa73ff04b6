import { checkPositive, checkQuorums, checkServers, refuse } from '../quorums.ts';
import type { PaxosConfig } from './types.ts';

/** What may be left out has the default that {@link paxosConfig} names. */
export type PaxosConfigOptions = Partial<PaxosConfig> & Pick<PaxosConfig, 'servers'>;

/**
 * A configuration from what differs from the defaults: every server is an acceptor, a majority is
 * a quorum, stop-signs, nobody else learns, 64 slots in flight, 64 values a message, 1,024 commands
 * waiting, 150 ms to an election, 30 ms between heartbeats.
 *
 * @throws PaxosError `invalid-config`
 */
export function paxosConfig(options: PaxosConfigOptions): PaxosConfig {
  checkServers(options.servers);
  const config: PaxosConfig = {
    servers: options.servers,
    quorums: options.quorums ?? { type: 'majority', members: 2 ** options.servers - 1 },
    reconfiguration: options.reconfiguration ?? 'stop-sign',
    learners: options.learners ?? 0,
    window: options.window ?? 64,
    maxBatch: options.maxBatch ?? 64,
    maxWaiting: options.maxWaiting ?? 1024,
    electionMs: options.electionMs ?? 150,
    heartbeatMs: options.heartbeatMs ?? 30,
  };
  checkConfig(config);
  return config;
}

/** @throws PaxosError `invalid-config`, naming the value and the bound */
export function checkConfig(config: PaxosConfig): void {
  checkServers(config.servers);
  checkQuorums(config.quorums, config.servers);
  if (config.learners >= 2 ** config.servers) {
    refuse(
      `learners is ${config.learners}; it names others than servers 0 to ${config.servers - 1}`,
    );
  }
  checkPositive(config, ['window', 'maxBatch', 'maxWaiting', 'electionMs', 'heartbeatMs']);
  if (config.heartbeatMs >= config.electionMs) {
    refuse(`heartbeatMs is ${config.heartbeatMs}; it must be less than electionMs`);
  }
}
