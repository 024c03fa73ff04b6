import type { Property } from '@menagerie/contract';
import type { PaxosShape } from '../../../multi/messages.ts';
import { promisesAreKept } from '../../promises.ts';
import { chosenUniqueness, committedOnQuorum, oneValuePerBallot } from './chosen.ts';
import { answersAreTrue, linearizableReads } from './clients.ts';
import { replicaAgreement } from './machine.ts';
import { configurationUniqueness, stateOrdering } from './order.ts';
import { reachedProperties } from './reached.ts';

/** What clients and replicas see first, then what it rests on. */
export const paxosSafetyProperties: readonly Property<PaxosShape>[] = [
  replicaAgreement,
  chosenUniqueness,
  oneValuePerBallot,
  committedOnQuorum,
  promisesAreKept<PaxosShape>(['P-42', 'P-43'], (message) =>
    message.type === 'promise' ? message : null,
  ),
  configurationUniqueness,
  answersAreTrue,
  linearizableReads,
  stateOrdering,
];

export const paxosProperties: readonly Property<PaxosShape>[] = [
  ...paxosSafetyProperties,
  ...reachedProperties,
];
