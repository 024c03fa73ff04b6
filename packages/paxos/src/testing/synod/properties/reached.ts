import { bytes, isQuorum, type Property, type ServerId } from '@menagerie/contract';
import { eventually, sometimes } from '@menagerie/contract/testing';
import type { SynodShape } from '../../../synod/messages.ts';
import { type SynodWorld, sameProposal } from '../votes.ts';

const simple = 'Paxos Made Simple';

/** Whether what a server accepted last has been accepted by a quorum. */
function isAccepted(server: ServerId, { config, servers }: SynodWorld): boolean {
  const proposal = servers[server]?.image.accepted ?? null;
  if (proposal === null) return false;
  let acceptors = 0;
  for (const { id, image } of servers) {
    // A replaced disk is no member's.
    if (image.incarnation === 0 && sameProposal(image.accepted, proposal)) acceptors |= 1 << id;
  }
  return isQuorum(config.quorums, 'write', acceptors);
}

/** What a campaign over the Synod must have seen, and what its healed runs must come to. */
export const reachedProperties: readonly Property<SynodShape>[] = [
  sometimes<SynodShape>(
    'A Value Is Chosen',
    `${simple} §2.1`,
    'A quorum of acceptors has accepted one proposal, and all their disks hold it.',
    (h, world) => h.type === 'durable' && isAccepted(h.server, world),
  ),
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
  sometimes<SynodShape>(
    'A Restart Recalls A Vote',
    `${simple} §2.5`,
    'An acceptor starts again, and its disk holds what it accepted.',
    (h, world) =>
      h.type === 'recover' && (world.servers[h.server]?.image.accepted ?? null) !== null,
  ),
  eventually<SynodShape>(
    'Something Is Learned',
    `${simple} §2.4`,
    'A value is chosen, and some server knows it.',
    ['P-06'],
    ({ servers }) => servers.some(({ state }) => state !== null && state.learned !== null),
  ),
];
