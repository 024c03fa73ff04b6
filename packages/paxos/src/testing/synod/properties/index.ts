import type { Property } from '@menagerie/contract';
import type { SynodShape } from '../../../synod/messages.ts';
import { promisesAreKept } from '../../promises.ts';
import { agreement, learnersToldTruth } from './agreement.ts';
import { nontriviality, oneValuePerBallot, votesSafe } from './proposals.ts';
import { reachedProperties } from './reached.ts';

/** The requirements of consensus first, then what they rest on. */
export const synodSafetyProperties: readonly Property<SynodShape>[] = [
  agreement,
  nontriviality,
  learnersToldTruth,
  oneValuePerBallot,
  votesSafe,
  promisesAreKept<SynodShape>(['P-03', 'P-28', 'P-31', 'P-33'], (message) =>
    message.type === 'promise' ? message : null,
  ),
];

export const synodProperties: readonly Property<SynodShape>[] = [
  ...synodSafetyProperties,
  ...reachedProperties,
];
