import {
  bool,
  defineProperty,
  defineStepProperty,
  frozen,
  isQuorum,
  list,
  type Mark,
  option,
  type Property,
  record,
  type Schema,
  type Step,
  u32,
  type Violation,
} from '@menagerie/contract';
import { actor, actorIn, messageOf, serversIn, violated } from '@menagerie/contract/testing';
import { type Ballot, ballotSchema, ballotText, compareBallots } from '../../../ballot.ts';
import { eraOf, firstEra } from '../../../multi/eras.ts';
import { voteAt } from '../../../multi/log.ts';
import type { PaxosShape } from '../../../multi/messages.ts';
import { eraSchema, valueSchema } from '../../../multi/schemas/state.ts';
import type { Era, PaxosState, Value } from '../../../multi/types.ts';
import { holds, type Slots, sameValue, shown } from '../views.ts';
import {
  type CastVote,
  follow,
  isChosen,
  noVotes,
  type Votes,
  votesIn,
  votesSchema,
} from '../votes.ts';

interface History {
  votes: Votes;
  /** By number, as the first server that knew of each took it. */
  eras: Era[];
}

const history: Schema<History> = record({ votes: votesSchema, eras: list(eraSchema) });

export const chosenUniqueness: Property<PaxosShape> = defineProperty<PaxosShape, History>({
  name: 'Chosen Uniqueness',
  source: 'Paxos Made Simple §2.1; Consensus.tla, Inv, for each slot',
  kind: 'always',
  says: 'In a slot at most one value is ever chosen, over all votes that were ever cast.',
  killedBy: ['P-17', 'P-16', 'P-47', 'P-51'],
  ghost: history,
  start: (config) => ({ votes: noVotes(config.servers), eras: [firstEra(config)] }),
  observe: (ghost, happening, world) => {
    for (const era of actor(happening, world)?.eras ?? []) {
      if (!ghost.eras.some(({ number }) => number === era.number)) ghost.eras.push(era);
    }
    const closing = world.config.reconfiguration === 'stop-sign';
    for (const { slot, era } of follow(ghost.votes, happening, world)) {
      const polls = ghost.votes.slots[slot] ?? [];
      const chosen = polls.filter(
        (poll) => poll.era === era && isChosen(poll, slot, ghost.eras, closing),
      );
      const [first] = chosen;
      const second = chosen.find(
        (poll) => first !== undefined && !sameValue(first.value, poll.value),
      );
      if (first === undefined || second === undefined) continue;
      const values = {
        slot,
        first: shown(first.value),
        firstBallot: ballotText(first.ballot),
        second: shown(second.value),
        secondBallot: ballotText(second.ballot),
      };
      return violated(
        'Chosen Uniqueness',
        'two-values',
        [happening.server],
        values,
        `In slot ${slot} ${values.first} was chosen in ballot ${values.firstBallot}, and ${values.second} in ballot ${values.secondBallot}.`,
      );
    }
    return null;
  },
});

interface Proposed {
  /** `slots[i]`: what was voted for in slot i, each ballot of an era once. */
  slots: { era: number; ballot: Ballot; value: Value }[][];
}

const proposed: Schema<Proposed> = record({
  slots: list(list(record({ era: u32, ballot: ballotSchema, value: valueSchema }))),
});

export const oneValuePerBallot: Property<PaxosShape> = defineProperty<PaxosShape, Proposed>({
  name: 'OneValuePerBallot',
  source: 'Voting.tla, OneValuePerBallot, for each slot',
  kind: 'always',
  says: 'In one slot and ballot at most one value is voted for.',
  killedBy: ['P-20'],
  ghost: proposed,
  start: () => ({ slots: [] }),
  observe: ({ slots }, happening, world) => {
    for (const vote of votesIn(happening, world)) {
      const found = note(slots, vote, happening.server);
      if (found !== null) return found;
    }
    return null;
  },
});

function note(slots: Proposed['slots'], vote: CastVote, server: number): Violation | null {
  const { era, slot, ballot, value } = vote;
  while (slots.length <= slot) slots.push([]);
  const known = slots[slot]?.find(
    (each) => each.era === era && compareBallots(each.ballot, ballot) === 0,
  );
  if (known === undefined) {
    slots[slot]?.push({ era, ballot, value });
    return null;
  }
  if (sameValue(known.value, value)) return null;
  const values = {
    slot,
    ballot: ballotText(ballot),
    first: shown(known.value),
    second: shown(value),
  };
  return violated(
    'OneValuePerBallot',
    'two-values',
    [server],
    { server, ...values },
    `Server ${server} voted for ${values.second} in slot ${slot} and ballot ${values.ballot}, in which ${values.first} was voted for.`,
  );
}

interface Counting {
  readonly chosen: number;
}

const counting: Mark<PaxosShape, Counting> = {
  schema: record({ chosen: u32 }),
  of: ({ state }) => (state === null ? null : { chosen: state.chosen }),
};

interface Disk extends Slots {
  /** It is in place of another: what that one held is not to be seen any more. */
  readonly replaced: boolean;
}

const disk: Mark<PaxosShape, Disk> = {
  schema: record({
    replaced: bool,
    snapshot: record({ through: u32 }),
    votes: frozen(list(option(record({ value: valueSchema })))),
  }),
  of: ({ image: { incarnation, snapshot, votes } }) => ({
    replaced: incarnation > 0,
    snapshot,
    votes,
  }),
};

export const committedOnQuorum: Property<PaxosShape> = defineStepProperty<
  PaxosShape,
  Counting,
  Disk
>({
  name: 'CommittedOnQuorum',
  source: 'Paxos Made Simple §2.2 and §2.5',
  says: 'When a leader counts a slot as chosen, a quorum of its configuration holds the value durably.',
  killedBy: ['P-44', 'P-45', 'P-46', 'P-47'],
  before: counting,
  others: disk,
  check: (step) => {
    const state = actorIn<PaxosShape>(step);
    if (state === null || messageOf(step.happening)?.type !== 'accepted') return null;
    for (let slot = (step.before?.chosen ?? 0) + 1; slot <= state.chosen; slot += 1) {
      const found = unheld(step, state, slot);
      if (found !== null) return found;
    }
    return null;
  },
});

function unheld(
  step: Step<PaxosShape, Counting, Disk>,
  state: PaxosState,
  slot: number,
): Violation | null {
  const value = voteAt(state.persistent, slot)?.value;
  const era = eraOf(state.eras, slot);
  if (value === undefined || era === null) return null;
  const holders = serversIn(step, (one) => one.replaced || holds(one, slot, value));
  if (isQuorum(era.membership.quorums, 'write', holders)) return null;
  const { self: server } = state;
  return violated(
    'CommittedOnQuorum',
    'no-quorum-holds',
    [server],
    { server, slot, value: shown(value) },
    `Server ${server} counted ${shown(value)} as chosen in slot ${slot}, which no quorum holds durably.`,
  );
}
