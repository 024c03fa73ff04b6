import { bytes, type Property } from '@menagerie/contract';
import { eventually, sometimes } from '@menagerie/contract/testing';
import type { SynodShape } from '../../../synod/messages.ts';

const simple = 'Paxos Made Simple';

/** What a campaign over the Synod must have seen, and what its healed runs must come to. */
export const reachedProperties: readonly Property<SynodShape>[] = [
  sometimes<SynodShape>('A Value Is Learned', `${simple} §2.3`, 'Some server learns.', (h) => {
    return h.type === 'step' && h.effects.some((effect) => effect.type === 'deliver');
  }),
  sometimes<SynodShape>(
    'A Ballot Is Refused',
    `${simple} §2.4`,
    'A proposer hears of a higher ballot.',
    (h) => {
      return h.type === 'step' && h.input.type === 'message' && h.input.message.type === 'refused';
    },
  ),
  sometimes<SynodShape>(
    'A Value Is Taken Over',
    `${simple} §2.2`,
    "A proposer proposes, as it must, another value than its client's.",
    (h, world) => {
      if (h.type !== 'step') return false;
      const proposer = world.servers[h.server]?.state?.proposer;
      if (proposer?.type !== 'accepting') return false;
      return h.effects.some(
        (effect) =>
          effect.type === 'send' &&
          effect.message.type === 'accept' &&
          !bytes.equals(effect.message.value, proposer.wish),
      );
    },
  ),
  sometimes<SynodShape>(
    'Votes Are Split',
    `${simple} §2.2`,
    'A learner counts votes of two ballots.',
    (h, world) => (world.servers[h.server]?.state?.tallies.length ?? 0) > 1,
  ),
  eventually<SynodShape>(
    'Something Is Learned',
    `${simple} §2.4`,
    'A value is chosen, and some server knows it.',
    ['P-06'],
    ({ servers }) => servers.some(({ state }) => state !== null && state.learned !== null),
  ),
];
