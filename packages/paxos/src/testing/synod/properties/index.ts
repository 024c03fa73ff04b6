import { has, type Property } from '@menagerie/contract';
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
  promisesAreKept<SynodShape>(['P-03', 'P-28', 'P-31', 'P-33'], countedPromise),
];

export const synodProperties: readonly Property<SynodShape>[] = [
  ...synodSafetyProperties,
  ...reachedProperties,
];

type PromiseIn = Parameters<typeof promisesAreKept<SynodShape>>[1];

/** One more among those that the proposer has, or the last that it needed. */
function countedPromise(
  ...[{ server, input, effects }, world]: Parameters<PromiseIn>
): ReturnType<PromiseIn> {
  if (input.type !== 'message' || input.message.type !== 'promise') return null;
  const proposer = world.servers[server]?.state?.proposer;
  const proposes = effects.some(
    (effect) => effect.type === 'send' && effect.message.type === 'accept',
  );
  const collects = proposer?.type === 'preparing' && has(proposer.promisedBy, input.from);
  return proposes || collects ? { ...input.message, from: input.from } : null;
}
