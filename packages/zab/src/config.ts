import { serversOf } from '@menagerie/contract';
import { ZabError } from './errors.ts';
import { membershipProblem } from './membership.ts';
import type { ZabConfig } from './types.ts';

/** What may be left out has the default that {@link zabConfig} names. */
export type ZabConfigOptions = Partial<ZabConfig> & Pick<ZabConfig, 'servers'>;

/**
 * A configuration from what differs from the defaults: ZooKeeper's variant, all servers vote with
 * weight 1 and without groups, 30 ms to finalize, votes repeated every 80 ms, pings every 30 ms,
 * 500 ms for discovery and synchronization, 200 ms of silence, a window of 500 transactions, 1,024
 * proposals under way, 2³² - 2 transactions in an epoch.
 *
 * @throws ZabError `invalid-config`
 */
export function zabConfig(options: ZabConfigOptions): ZabConfig {
  const { servers } = options;
  checkServers(servers);
  const ids = Array.from({ length: servers }, (_, id) => id);
  const config: ZabConfig = {
    servers,
    variant: options.variant ?? 'zookeeper',
    voters: options.voters ?? serversOf(...ids),
    weights: options.weights ?? ids.map(() => 1),
    groups: options.groups ?? [],
    finalizeMs: options.finalizeMs ?? 30,
    notifyMs: options.notifyMs ?? 80,
    pingMs: options.pingMs ?? 30,
    initMs: options.initMs ?? 500,
    syncMs: options.syncMs ?? 200,
    windowTxns: options.windowTxns ?? 500,
    maxOutstanding: options.maxOutstanding ?? 1024,
    counterLimit: options.counterLimit ?? 0xffff_fffe,
  };
  checkConfig(config);
  return config;
}

/** @throws ZabError `invalid-config`, naming the value and the bound */
export function checkConfig(config: ZabConfig): void {
  const { servers, voters, weights, groups } = config;
  checkServers(servers);
  const incarnations = weights.map(() => 0);
  const problem = membershipProblem({ voters, weights, groups, incarnations }, servers);
  if (problem !== null) refuse(`the membership is none: ${problem}`);
  for (const name of AT_LEAST_ONE) {
    const value = config[name];
    if (!Number.isInteger(value) || value < 1) refuse(`${name} is ${value}; at least 1 is needed`);
  }
  if (config.pingMs >= config.syncMs) {
    refuse(`pingMs is ${config.pingMs}; it must be less than syncMs`);
  }
}

function checkServers(servers: number): void {
  const within = servers >= 1 && servers <= 31 && Number.isInteger(servers);
  if (!within) refuse(`servers is ${servers}; it must be a whole number from 1 to 31`);
}

const AT_LEAST_ONE = [
  'finalizeMs',
  'notifyMs',
  'pingMs',
  'initMs',
  'syncMs',
  'windowTxns',
  'maxOutstanding',
  'counterLimit',
] as const;

function refuse(message: string): never {
  throw new ZabError('invalid-config', message);
}
