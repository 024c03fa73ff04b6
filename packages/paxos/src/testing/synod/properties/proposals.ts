import {
  bytes,
  bytesToText,
  defineProperty,
  isQuorum,
  list,
  type Property,
  record,
  type Schema,
  type ServerSet,
  type Violation,
} from '@menagerie/contract';
import { violated } from '@menagerie/contract/testing';
import { type Ballot, ballotText, compareBallots } from '../../../ballot.ts';
import type { SynodShape } from '../../../synod/messages.ts';
import { proposalSchema } from '../../../synod/schemas.ts';
import type { Proposal } from '../../../synod/types.ts';
import { isAmong, type Values, valuesSchema } from '../values.ts';
import {
  follow,
  noVotes,
  type SynodHappening,
  type SynodWorld,
  sameProposal,
  type Votes,
  votesSchema,
} from '../votes.ts';
import { learnedIn } from './agreement.ts';

export const nontriviality: Property<SynodShape> = defineProperty<SynodShape, Values>({
  name: 'Nontriviality',
  source: 'Paxos Made Simple §2.1, the first requirement',
  kind: 'always',
  says: 'Only a value that some client wished is proposed or learned.',
  killedBy: ['P-29'],
  ghost: valuesSchema,
  start: () => ({ values: [] }),
  observe: (wishes, happening) => {
    if (happening.type !== 'step') return null;
    const { input, server } = happening;
    if (input.type === 'command' && input.command.type === 'propose') {
      wishes.values.push(input.command.value);
    }
    const proposed = proposalsIn(happening).map(({ value }) => value);
    for (const value of [...proposed, ...learnedIn(happening)]) {
      if (isAmong(wishes, value)) continue;
      return violated(
        'Nontriviality',
        'nobody-wished',
        [server],
        { server, value: bytesToText(value) },
        `Server ${server} came up with ${bytesToText(value)}, which no client wished.`,
      );
    }
    return null;
  },
});

interface Proposed {
  proposals: Proposal[];
}

const proposed: Schema<Proposed> = record({ proposals: list(proposalSchema) });

export const oneValuePerBallot: Property<SynodShape> = defineProperty<SynodShape, Proposed>({
  name: 'OneValuePerBallot',
  source: 'Voting.tla, OneValuePerBallot; Paxos Made Simple §2.5',
  kind: 'always',
  says: 'In one ballot at most one value is proposed, and so at most one is voted for.',
  killedBy: ['P-01', 'P-02'],
  ghost: proposed,
  start: () => ({ proposals: [] }),
  observe: ({ proposals }, happening) => {
    for (const { ballot, value } of proposalsIn(happening)) {
      const known = proposals.find((each) => compareBallots(each.ballot, ballot) === 0);
      if (known === undefined) proposals.push({ ballot, value });
      else if (!bytes.equals(known.value, value)) {
        const [first, second] = [bytesToText(known.value), bytesToText(value)];
        return violated(
          'OneValuePerBallot',
          'two-values',
          [happening.server],
          { ballot: ballotText(ballot), first, second },
          `In ballot ${ballotText(ballot)} both ${first} and ${second} were proposed.`,
        );
      }
    }
    return null;
  },
});

interface Safe extends Proposed {
  votes: Votes;
}

const safe: Schema<Safe> = record({ proposals: list(proposalSchema), votes: votesSchema });

export const votesSafe: Property<SynodShape> = defineProperty<SynodShape, Safe>({
  name: 'VotesSafe',
  source: 'Voting.tla, VotesSafe and SafeAt',
  kind: 'always',
  says: 'When an acceptor votes for a value, no other value was chosen in a lower ballot, or can be any more.',
  killedBy: ['P-03', 'P-04', 'P-07', 'P-08', 'P-10', 'P-28', 'P-35'],
  ghost: safe,
  start: ({ servers }) => ({ proposals: [], votes: noVotes(servers) }),
  observe: (ghost, happening, world) => {
    for (const proposal of proposalsIn(happening)) {
      const known = ghost.proposals.some((each) => sameProposal(each, proposal));
      if (!known) ghost.proposals.push(proposal);
    }
    for (const vote of follow(ghost.votes, happening, world)) {
      const rival = ghost.proposals.find((other) => endangers(ghost, other, vote, world));
      if (rival !== undefined) return unsafe(happening, vote, rival);
    }
    return null;
  },
});

/** Whether another value is, or may yet be, chosen in a lower ballot. */
function endangers({ votes }: Safe, other: Proposal, vote: Proposal, world: SynodWorld): boolean {
  if (compareBallots(other.ballot, vote.ballot) >= 0) return false;
  if (bytes.equals(other.value, vote.value)) return false;
  const voted = votes.cast.find((tally) => sameProposal(tally, other))?.acceptors ?? 0;
  const possible = voted | mayVoteAt(other.ballot, world);
  return isQuorum(world.config.quorums, 'write', possible);
}

/** The acceptors that no durable promise keeps from voting in a ballot. */
function mayVoteAt(ballot: Ballot, world: SynodWorld): ServerSet {
  let set = 0;
  for (const { id, image } of world.servers) {
    if (image.incarnation === 0 && compareBallots(image.promised, ballot) <= 0) set |= 1 << id;
  }
  return set;
}

function unsafe(happening: SynodHappening, vote: Proposal, rival: Proposal): Violation {
  const values = {
    server: happening.server,
    ballot: ballotText(vote.ballot),
    value: bytesToText(vote.value),
    rivalBallot: ballotText(rival.ballot),
    rival: bytesToText(rival.value),
  };
  return violated(
    'VotesSafe',
    'rival-may-be-chosen',
    [happening.server],
    values,
    `Server ${values.server} voted for ${values.value} in ballot ${values.ballot}, though ${values.rival} may be chosen in ballot ${values.rivalBallot}.`,
  );
}

function proposalsIn(happening: SynodHappening): Proposal[] {
  if (happening.type !== 'step') return [];
  for (const effect of happening.effects) {
    if (effect.type !== 'send' || effect.message.type !== 'accept') continue;
    // The same to every acceptor.
    const { ballot, value } = effect.message;
    return [{ ballot, value }];
  }
  return [];
}
