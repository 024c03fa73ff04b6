import { has, type Property } from '@menagerie/contract';
import { actor, eventually, recordsOf, sometimes } from '@menagerie/contract/testing';
import { membersFrom } from '../../../multi/eras.ts';
import type { PaxosMessageOf, PaxosShape } from '../../../multi/messages.ts';
import type { PaxosHappening } from '../views.ts';

const simple = 'Paxos Made Simple';

const wrote = (happening: PaxosHappening, type: PaxosShape['record']['type']): boolean =>
  recordsOf(happening).some((each) => each.type === type);

const proposed = (happening: PaxosHappening): readonly PaxosMessageOf<'accept'>[] =>
  happening.type !== 'step'
    ? []
    : happening.effects.flatMap((effect) =>
        effect.type === 'send' && effect.message.type === 'accept' ? [effect.message] : [],
      );

/** What a campaign over Multi-Paxos must have seen, and what its healed runs must come to. */
export const reachedProperties: readonly Property<PaxosShape>[] = [
  sometimes<PaxosShape>('A Leader Leads', `${simple} §3`, 'A quorum promises.', (h, world) => {
    return actor(h, world)?.role.type === 'leader';
  }),
  sometimes<PaxosShape>(
    'A Value Is Recovered',
    `${simple} §3`,
    'A new leader proposes what an earlier ballot may have chosen.',
    (h, world) => {
      const role = actor(h, world)?.role;
      if (role?.type !== 'leader') return false;
      return proposed(h).some(
        ({ from, values }) => from <= role.recovered && values.some(({ type }) => type === 'data'),
      );
    },
  ),
  sometimes<PaxosShape>(
    'A Gap Is Filled',
    `${simple} §3`,
    'A new leader proposes a no-op in a slot that nobody told of.',
    (h, world) =>
      world.config.reconfiguration === 'stop-sign' &&
      proposed(h).some(({ values }) => values.some(({ type }) => type === 'noop')),
  ),
  sometimes<PaxosShape>('Several Values Go Together', `${simple} §3`, 'One batch has many.', (h) =>
    proposed(h).some(({ values }) => values.length > 1),
  ),
  sometimes<PaxosShape>('A Write Is Answered', `${simple} §3`, 'A command is chosen.', (h) => {
    return h.type === 'answered' && h.answer.type === 'committed';
  }),
  sometimes<PaxosShape>('A Read Is Answered', 'Paxos Made Live §5.2', 'Without a slot.', (h) => {
    return h.type === 'answered' && h.answer.type === 'read' && h.answer.by === 'quorum';
  }),
  sometimes<PaxosShape>('A Laggard Learns', `${simple} §2.3`, 'A server is told values.', (h) =>
    wrote(h, 'learn'),
  ),
  sometimes<PaxosShape>(
    'A Learner Follows',
    `${simple} §2.3`,
    'A server without a vote follows a leader, and is told values.',
    (h, world) => {
      const state = actor(h, world);
      if (state?.role.type !== 'follower' || state.role.leader === null) return false;
      return wrote(h, 'learn') && !has(membersFrom(state.eras, state.chosen + 1), state.self);
    },
  ),
  sometimes<PaxosShape>('A Log Is Trimmed', 'Paxos Made Live §5.5', 'A snapshot is made.', (h) =>
    wrote(h, 'compact'),
  ),
  sometimes<PaxosShape>('A Snapshot Is Installed', 'Paxos Made Live §5.5', 'It is sent.', (h) =>
    wrote(h, 'install'),
  ),
  sometimes<PaxosShape>(
    'A Configuration Is Closed',
    'Stoppable Paxos',
    'A stop-sign is chosen.',
    (h) => wrote(h, 'close'),
  ),
  sometimes<PaxosShape>(
    'A Second Configuration Is In Force',
    `${simple} §3`,
    'A leader gets something chosen by acceptors that the first configuration did not name.',
    (h, world) => {
      const state = actor(h, world);
      if (state === null || state.role.type !== 'leader') return false;
      return state.eras.some(({ number, from }) => number > 0 && from <= state.chosen);
    },
  ),
  eventually<PaxosShape>(
    'Somebody Leads',
    `${simple} §2.4`,
    'Some server leads.',
    ['P-61'],
    ({ servers }) => servers.some(({ state }) => state?.role.type === 'leader'),
  ),
];
