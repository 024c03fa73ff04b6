import {
  defineProperty,
  isQuorum,
  list,
  type Property,
  perServer,
  record,
  type Schema,
  type ServerSet,
  serverSet,
  u32,
  type Violation,
} from '@menagerie/contract';
import { actor, violated } from '@menagerie/contract/testing';
import { type Ballot, ballotSchema, ballotText, compareBallots } from '../../../ballot.ts';
import { eraOf, firstEra } from '../../../multi/eras.ts';
import { voteAt } from '../../../multi/log.ts';
import type { PaxosShape } from '../../../multi/messages.ts';
import { eraSchema, valueSchema } from '../../../multi/schemas/state.ts';
import type { Era, PaxosState, Value } from '../../../multi/types.ts';
import { holds, type PaxosWorld, sameValue, shown } from '../views.ts';
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
  chosen: number[];
  /** Servers whose disk was replaced: what they once held is not to be seen any more. */
  wiped: ServerSet;
}

const counting: Schema<Counting> = record({ chosen: perServer(u32), wiped: serverSet });

export const committedOnQuorum: Property<PaxosShape> = defineProperty<PaxosShape, Counting>({
  name: 'CommittedOnQuorum',
  source: 'Paxos Made Simple §2.2 and §2.5',
  kind: 'always',
  says: 'When a leader counts a slot as chosen, a quorum of its configuration holds the value durably.',
  killedBy: ['P-44', 'P-45', 'P-46', 'P-47'],
  ghost: counting,
  start: ({ servers }) => ({ chosen: new Array<number>(servers).fill(0), wiped: 0 }),
  observe: (ghost, happening, world) => {
    if (happening.type === 'crash' && happening.wiped) ghost.wiped |= 1 << happening.server;
    const state = actor(happening, world);
    if (state === null) return null;
    const before = ghost.chosen[state.self] ?? 0;
    ghost.chosen[state.self] = state.chosen;
    if (happening.type !== 'step' || happening.input.type !== 'message') return null;
    if (happening.input.message.type !== 'accepted') return null;
    for (let slot = before + 1; slot <= state.chosen; slot += 1) {
      const found = unheld(ghost, world, state, slot);
      if (found !== null) return found;
    }
    return null;
  },
});

function unheld(
  { wiped }: Counting,
  world: PaxosWorld,
  state: PaxosState,
  slot: number,
): Violation | null {
  const value = voteAt(state.persistent, slot)?.value;
  const era = eraOf(state.eras, slot);
  if (value === undefined || era === null) return null;
  let holders = wiped;
  for (const { id, image } of world.servers) if (holds(image, slot, value)) holders |= 1 << id;
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
