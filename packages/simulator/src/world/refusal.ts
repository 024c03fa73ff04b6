import type { ServerId, Shape } from '@menagerie/contract';
import type { Decision } from '../decision.ts';
import type { Network } from './network.ts';
import type { ServerCell } from './server-cell.ts';

/** Why a decision is not enabled in the world as it is. */
export type Refusal =
  | 'no-such-server'
  | 'no-such-message'
  | 'own-message'
  | 'own-link'
  | 'crashed'
  | 'not-crashed'
  | 'paused'
  | 'not-paused'
  | 'cut'
  | 'already-cut'
  | 'not-cut'
  | 'not-armed'
  | 'nothing-unsynced'
  | 'bad-rate';

/** The parts of a world on which it depends whether a decision is enabled. */
export interface Circumstances<S extends Shape> {
  readonly servers: readonly ServerCell<S>[];
  readonly network: Network<S>;
}

/** `null` where the decision is enabled. Changes nothing. */
export function refusalOf<S extends Shape>(
  world: Circumstances<S>,
  decision: Decision<S>,
): Refusal | null {
  switch (decision.type) {
    case 'deliver':
      return deliverRefusal(world, decision);
    case 'drop':
    case 'duplicate':
      if (world.network.find(decision) === undefined) return 'no-such-message';
      return decision.from === decision.to ? 'own-message' : null;
    case 'fire': {
      const refusal = runningRefusal(world, decision.server);
      if (refusal !== null) return refusal;
      const timers = world.servers[decision.server]?.timers ?? [];
      return timers.some((armed) => armed.timer === decision.timer) ? null : 'not-armed';
    }
    case 'command':
      return runningRefusal(world, decision.server);
    case 'sync':
      return syncRefusal(world, decision.server, decision.batches);
    case 'crash':
      return statusRefusal(world, decision.server, 'crashed', true);
    case 'recover':
    case 'wipe':
      return statusRefusal(world, decision.server, 'crashed', false);
    case 'pause':
      return runningRefusal(world, decision.server);
    case 'resume':
      return statusRefusal(world, decision.server, 'paused', false);
    case 'skew':
      if (world.servers[decision.server] === undefined) return 'no-such-server';
      return decision.rate > 0 && decision.rate <= 1000 ? null : 'bad-rate';
    case 'cut':
    case 'mend':
      return linkRefusal(world, decision.from, decision.to, decision.type === 'cut');
  }
}

function deliverRefusal<S extends Shape>(
  world: Circumstances<S>,
  decision: Extract<Decision<S>, { readonly type: 'deliver' }>,
): Refusal | null {
  if (world.network.find(decision) === undefined) return 'no-such-message';
  if (world.network.isCut(decision.from, decision.to)) return 'cut';
  return runningRefusal(world, decision.to);
}

/** Only a server that is up takes an input. */
function runningRefusal<S extends Shape>(
  world: Circumstances<S>,
  server: ServerId,
): Refusal | null {
  const cell = world.servers[server];
  if (cell === undefined) return 'no-such-server';
  return cell.status === 'up' ? null : cell.status;
}

function syncRefusal<S extends Shape>(
  world: Circumstances<S>,
  server: ServerId,
  batches: number,
): Refusal | null {
  const refusal = runningRefusal(world, server);
  if (refusal !== null) return refusal;
  const unsynced = world.servers[server]?.unsynced.length ?? 0;
  return batches > 0 && batches <= unsynced ? null : 'nothing-unsynced';
}

/** Refuses where the status of the server is, or is not, the given one. */
function statusRefusal<S extends Shape>(
  world: Circumstances<S>,
  server: ServerId,
  status: 'crashed' | 'paused',
  unwanted: boolean,
): Refusal | null {
  const cell = world.servers[server];
  if (cell === undefined) return 'no-such-server';
  if ((cell.status === status) !== unwanted) return null;
  if (unwanted) return status;
  return status === 'crashed' ? 'not-crashed' : 'not-paused';
}

function linkRefusal<S extends Shape>(
  world: Circumstances<S>,
  from: ServerId,
  to: ServerId,
  cutting: boolean,
): Refusal | null {
  if (world.servers[from] === undefined || world.servers[to] === undefined) return 'no-such-server';
  if (from === to) return 'own-link';
  if (world.network.isCut(from, to) === cutting) return cutting ? 'already-cut' : 'not-cut';
  return null;
}
