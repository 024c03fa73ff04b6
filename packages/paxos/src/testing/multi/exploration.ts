import { type Exploration, has, type ServerId } from '@menagerie/contract';
import { compareBallots } from '../../ballot.ts';
import { closedEras } from '../../multi/eras.ts';
import type { PaxosMessage, PaxosMessageOf, PaxosShape } from '../../multi/messages.ts';
import type { PaxosConfig, PaxosState } from '../../multi/types.ts';
import { paxosModules } from './modules.ts';
import { paxosScopes } from './scopes/index.ts';

/**
 * Multi-Paxos, as the explorer takes it. Ids are no mere names: of two ballots of a round the
 * larger owner's is higher.
 */
export const paxosExploration: Exploration<PaxosShape> = {
  symmetric: false,
  ignoredForever,
  modules: paxosModules,
  scopes: paxosScopes,
};

/** What concerns slots that are over for good, an era that is, or a ballot that is. */
function ignoredForever(
  config: PaxosConfig,
  state: PaxosState,
  from: ServerId,
  message: PaxosMessage,
): boolean {
  switch (message.type) {
    case 'learn':
    case 'announce':
      return false;
    case 'chosen':
      return !message.more && isLearned(state, message);
    default: {
      const own = closedEras(config, state.eras);
      // Who is behind asks the sender what it has missed.
      if (message.era > own) return false;
      if (message.era < own && message.type !== 'promise') return true;
      return isBallotOver(state, from, message);
    }
  }
}

/** Durably: what is only known to be chosen has to be told again after a crash. */
function isLearned(
  { persistent: { learned } }: PaxosState,
  { snapshot, from, values }: PaxosMessageOf<'chosen'>,
): boolean {
  return (snapshot?.through ?? 0) <= learned && from + values.length - 1 <= learned;
}

/**
 * A promise excludes what is below it, and no crash takes it back. Whoever follows in a ballot of
 * its own has given that up, and takes a higher one when it campaigns again.
 */
function isBallotOver(
  { persistent, role, chosen }: PaxosState,
  from: ServerId,
  message: Exclude<PaxosMessage, { readonly type: 'learn' | 'announce' | 'chosen' }>,
): boolean {
  const order = compareBallots(message.ballot, persistent.promised);
  if (order !== 0) return order < 0;
  switch (message.type) {
    case 'prepare':
    case 'accept':
    case 'heartbeat':
      return false;
    case 'promise':
    case 'refused':
      return role.type === 'follower';
    case 'heartbeatAnswer':
      return role.type !== 'leader';
    case 'accepted': {
      if (role.type !== 'leader') return true;
      const first = message.from - chosen - 1;
      const open = role.flights.slice(Math.max(first, 0), Math.max(first + message.count, 0));
      return open.every(({ acceptedBy }) => has(acceptedBy, from));
    }
  }
}
