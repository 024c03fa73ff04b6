import {
  bytes,
  bytesToText,
  defineProperty,
  isQuorum,
  list,
  type Property,
  record,
  type Schema,
  type Violation,
} from '@menagerie/contract';
import { violated } from '@menagerie/contract/testing';
import type { SynodShape } from '../../../synod/messages.ts';
import { note, type Values } from '../values.ts';
import { follow, noVotes, type SynodHappening, type Votes, votesSchema } from '../votes.ts';

/** The votes, and the values that were chosen or learned: one at most. */
interface Chosen extends Values {
  votes: Votes;
}

const chosen: Schema<Chosen> = record({ votes: votesSchema, values: list(bytes) });

export const agreement: Property<SynodShape> = defineProperty<SynodShape, Chosen>({
  name: 'Agreement',
  source: 'Paxos Made Simple §2.1; Consensus.tla, Inv',
  kind: 'always',
  says: 'At most one value is ever chosen, and no other is ever learned.',
  killedBy: ['P-03', 'P-04', 'P-07', 'P-08', 'P-10', 'P-14', 'P-28', 'P-34'],
  ghost: chosen,
  start: ({ servers }) => ({ votes: noVotes(servers), values: [] }),
  observe: (ghost, happening, world) => {
    const fresh = follow(ghost.votes, happening, world);
    if (fresh.length > 0) {
      for (const { value, acceptors } of ghost.votes.cast) {
        if (isQuorum(world.config.quorums, 'write', acceptors)) note(ghost, value);
      }
    }
    for (const value of learnedIn(happening)) note(ghost, value);
    const [first, second] = ghost.values;
    if (first === undefined || second === undefined) return null;
    return violated(
      'Agreement',
      'two-values',
      [happening.server],
      { first: bytesToText(first), second: bytesToText(second) },
      `Two values were chosen: ${bytesToText(first)}, and ${bytesToText(second)}.`,
    );
  },
});

export const learnersToldTruth: Property<SynodShape> = defineProperty<SynodShape, Votes>({
  name: 'Learners Are Told The Truth',
  source: 'Paxos Made Simple §2.1, the third requirement',
  kind: 'always',
  says: 'A server learns that a value has been chosen only if it has been: by a quorum, durably.',
  killedBy: ['P-04', 'P-10', 'P-13', 'P-32', 'P-34'],
  ghost: votesSchema,
  start: ({ servers }) => noVotes(servers),
  observe: (votes, happening, world): Violation | null => {
    follow(votes, happening, world);
    for (const value of learnedIn(happening)) {
      const truly = votes.cast.some(
        (tally) =>
          bytes.equals(tally.value, value) &&
          isQuorum(world.config.quorums, 'write', tally.acceptors),
      );
      if (truly) continue;
      return violated(
        'Learners Are Told The Truth',
        'not-chosen',
        [happening.server],
        { server: happening.server, value: bytesToText(value) },
        `Server ${happening.server} learned ${bytesToText(value)}, which no quorum has accepted in one ballot.`,
      );
    }
    return null;
  },
});

export function learnedIn(happening: SynodHappening): Uint8Array[] {
  if (happening.type !== 'step' && happening.type !== 'recover') return [];
  return happening.effects.flatMap((effect) =>
    effect.type === 'deliver' ? [effect.output.value] : [],
  );
}
