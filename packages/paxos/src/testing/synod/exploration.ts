import { type Exploration, has, type ServerId } from '@menagerie/contract';
import { compareBallots } from '../../ballot.ts';
import type { SynodMessage, SynodMessageOf, SynodShape } from '../../synod/messages.ts';
import type { SynodConfig, SynodState } from '../../synod/types.ts';
import { synodModules } from './modules.ts';
import { synodScopes } from './scopes.ts';

/** The Synod, as the explorer takes it. Ids are no mere names: of two ballots of a round the larger owner's is higher. */
export const synodExploration: Exploration<SynodShape> = {
  symmetric: false,
  ignoredForever,
  modules: synodModules,
  scopes: synodScopes,
};

/**
 * What a promise excludes, which no crash takes back; and what answers a ballot that its proposer
 * is done with, for it never goes back to a round. Votes are never ignored for ever: a learner
 * that starts again counts from nothing.
 */
function ignoredForever(
  _config: SynodConfig,
  { persistent, proposer }: SynodState,
  from: ServerId,
  message: SynodMessage,
): boolean {
  switch (message.type) {
    case 'prepare':
      return compareBallots(message.ballot, persistent.promised) <= 0;
    case 'accept':
      return compareBallots(message.ballot, persistent.promised) < 0;
    case 'promise':
      return isOver(persistent.round, proposer, from, message);
    case 'accepted':
      return message.incarnation !== 0;
    case 'refused':
      // A proposer that rests already knows of its own round.
      return message.promised.round <= persistent.round && !isAbout(proposer, message);
  }
}

function isOver(
  round: number,
  proposer: SynodState['proposer'],
  from: ServerId,
  message: SynodMessageOf<'promise'>,
): boolean {
  if (proposer.type === 'preparing' && isAbout(proposer, message)) {
    return has(proposer.promisedBy, from);
  }
  return message.ballot.round <= round;
}

function isAbout(
  proposer: SynodState['proposer'],
  { ballot }: SynodMessageOf<'promise' | 'refused'>,
): boolean {
  if (proposer.type !== 'preparing' && proposer.type !== 'accepting') return false;
  return compareBallots(ballot, proposer.ballot) === 0;
}
