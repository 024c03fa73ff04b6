import { checkPositive, checkQuorums, checkServers, refuse } from '../quorums.ts';
import type { SynodConfig } from './types.ts';

/** What may be left out has the default that {@link synodConfig} names. */
export type SynodConfigOptions = Partial<SynodConfig> & Pick<SynodConfig, 'servers'>;

/**
 * A configuration from what differs from the defaults: every server accepts and may propose, a
 * majority is a quorum, 150 ms before a ballot is given up.
 *
 * @throws PaxosError `invalid-config`
 */
export function synodConfig(options: SynodConfigOptions): SynodConfig {
  checkServers(options.servers);
  const everybody = 2 ** options.servers - 1;
  const config: SynodConfig = {
    servers: options.servers,
    quorums: options.quorums ?? { type: 'majority', members: everybody },
    proposers: options.proposers ?? everybody,
    retryMs: options.retryMs ?? 150,
  };
  checkConfig(config);
  return config;
}

/** @throws PaxosError `invalid-config`, naming the value and the bound */
export function checkConfig(config: SynodConfig): void {
  const { servers, quorums, proposers } = config;
  checkServers(servers);
  checkQuorums(quorums, servers);
  if (proposers === 0) refuse('proposers is empty; somebody must propose');
  if (proposers >>> 0 >= 2 ** servers) refuse(`a proposer is not among ${servers} servers`);
  checkPositive(config, ['retryMs']);
}
