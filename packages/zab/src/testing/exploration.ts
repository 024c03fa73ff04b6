import type { Exploration, ServerId } from '@menagerie/contract';
import type { ZabMessage, ZabShape } from '../messages.ts';
import type { ZabConfig, ZabState } from '../types.ts';
import { zabModules } from './modules.ts';
import { zabScopes } from './scopes/index.ts';

/** Zab, as the explorer takes it. Of two equal votes the greater id wins: servers are not alike. */
export const zabExploration: Exploration<ZabShape> = {
  symmetric: false,
  ignoredForever,
  modules: zabModules,
  scopes: zabScopes,
};

/**
 * What comes to a learner over a connection that is closed, or that it has taken already: every
 * connection has a name of its own, on the disk. What comes to a leader is never dead: it, or a
 * later leadership of the same server, may yet open the connection that the frame belongs to.
 */
function ignoredForever(
  _config: ZabConfig,
  { persistent, role }: ZabState,
  _from: ServerId,
  message: ZabMessage,
): boolean {
  switch (message.type) {
    case 'notification':
    case 'followerInfo':
    case 'observerInfo':
    case 'ackEpoch':
    case 'ack':
    case 'request':
    case 'pong':
      return false;
    case 'ping':
    case 'closed':
      return message.dial < persistent.dials || isOver(message.dial, persistent.dials, role.type);
    default:
      if (message.dial < persistent.dials) return true;
      if (isOver(message.dial, persistent.dials, role.type)) return true;
      return role.type === 'learning' && message.nth < role.channel.received;
  }
}

/** Whether the newest connection is closed; the next one gets a greater name. */
function isOver(dial: number, newest: number, role: ZabState['role']['type']): boolean {
  return dial === newest && role !== 'learning';
}
