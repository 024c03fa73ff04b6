import { defineProperty, isQuorum, type Property } from '@menagerie/contract';
import { violated } from '@menagerie/contract/testing';
import { compareBallots } from '../../ballot.ts';
import type { SynodShape } from '../../synod/messages.ts';
import { note, type Values, valuesSchema } from './values.ts';
import type { SynodWorld } from './votes.ts';

/**
 * Agreement, judged by a mistake (P-12): after each write the acceptors are looked at as they are.
 * The quorum that chose a value need not exist at any one moment, for each of its members may have
 * voted again in between; so this property overlooks chosen values. For tests of checkers.
 */
export const agreementOfPresentVotes: Property<SynodShape> = defineProperty<SynodShape, Values>({
  name: 'Agreement Of Present Votes',
  source: 'a comment in the tests of frankenpaxos, which warns of it',
  kind: 'always',
  says: "At most one value is ever chosen, as far as the acceptors' present votes show.",
  killedBy: ['P-07'],
  ghost: valuesSchema,
  start: () => ({ values: [] }),
  observe: (seen, { type, server }, world) => {
    // Nothing else changes what a disk holds.
    if (type !== 'durable' && type !== 'crash') return null;
    for (const value of presentlyChosen(world)) note(seen, value);
    if (seen.values.length < 2) return null;
    const sentence = 'Quorums were seen to have accepted two different values.';
    return violated('Agreement Of Present Votes', 'two-values', [server], {}, sentence);
  },
});

function presentlyChosen({ config, servers }: SynodWorld): Uint8Array[] {
  return servers.flatMap(({ image: { accepted } }) => {
    if (accepted === null) return [];
    let acceptors = 0;
    for (const { id, image } of servers) {
      const same =
        image.accepted !== null && compareBallots(image.accepted.ballot, accepted.ballot) === 0;
      if (same) acceptors |= 1 << id;
    }
    return isQuorum(config.quorums, 'write', acceptors) ? [accepted.value] : [];
  });
}
