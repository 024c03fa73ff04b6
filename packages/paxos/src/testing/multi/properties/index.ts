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
  promisesAreKept<PaxosShape>(['P-42', 'P-43'], countedPromise),
  configurationUniqueness,
  answersAreTrue,
  linearizableReads,
  stateOrdering,
];

export const paxosProperties: readonly Property<PaxosShape>[] = [
  ...paxosSafetyProperties,
  ...reachedProperties,
];

type PromiseIn = Parameters<typeof promisesAreKept<PaxosShape>>[1];

function countedPromise(
  ...[{ server, input }, world]: Parameters<PromiseIn>
): ReturnType<PromiseIn> {
  if (input.type !== 'message' || input.message.type !== 'promise') return null;
  const role = world.servers[server]?.state?.role ?? null;
  if (role === null || role.type === 'follower' || (role.promises[input.from] ?? 0) === 0)
    return null;
  return { ...input.message, from: input.from };
}
