import { has, isQuorum, membersOf, type ServerId, type TraceEvent } from '@menagerie/contract';
import type { Ballot, SynodConfig, SynodShape } from '@menagerie/paxos';
import type { Moment } from '@menagerie/simulator';
import type { AcceptorFrame, BallotColumn, BallotsFrame, VoteFrame } from '../../model/ledger.ts';
import { ballotNumber } from '../../model/protocols.ts';
import { payloadText } from '../text.ts';

// Acceptors keep only their newest vote; who voted in which ballot is in the past of the run.

/** A vote that was cast, and what became of it. */
interface Cast {
  readonly ballot: number;
  readonly value: string;
  state: VoteFrame['state'];
  /** Was on the disk of an acceptor that the quorums name: it counts for good. */
  counts: boolean;
}

interface Acceptor {
  readonly votes: Cast[];
  /** The votes in each batch that is not on the disk yet, oldest first. */
  readonly pending: (readonly Cast[])[];
  wiped: boolean;
}

/** What is said of a ballot: who tries it, and with which value. */
interface Tried {
  readonly owner: ServerId;
  value: string | null;
}

export function isOfBallots({ body }: TraceEvent<SynodShape>): boolean {
  switch (body.type) {
    case 'wrote':
    case 'synced':
    case 'crashed':
    case 'wiped':
      return true;
    case 'sent':
      return body.message.type !== 'promise' && body.message.type !== 'refused';
    default:
      return false;
  }
}

/** The ballot matrix, from all that was said and written up to now. */
export function ballotsFrame(
  { servers }: Moment<SynodShape>,
  config: SynodConfig,
  past: readonly TraceEvent<SynodShape>[],
): BallotsFrame {
  const tried = new Map<number, Tried>();
  const acceptors = servers.map((): Acceptor => ({ votes: [], pending: [], wiped: false }));
  for (const event of past) {
    const acceptor = event.server === null ? undefined : acceptors[event.server];
    if (acceptor) take(acceptor, tried, event);
  }
  for (const { image, state } of servers) {
    const { promised } = state?.persistent ?? image;
    if (promised.round > 0) note(tried, promised, null);
  }
  const ballots = [...tried].map(([ballot, { owner, value }]): BallotColumn => {
    const chosen = value !== null && isQuorum(config.quorums, 'write', votersIn(acceptors, ballot));
    return { ballot, owner, value, chosen };
  });
  ballots.sort((a, b) => a.ballot - b.ballot);
  const chosen = ballots.flatMap(({ value, chosen: is }) => (is && value !== null ? [value] : []));
  return {
    type: 'ballots',
    ballots,
    chosen: [...new Set(chosen)],
    servers: servers.map(({ id, state, image }): AcceptorFrame => {
      const promised = ballotNumber((state?.persistent ?? image).promised);
      return {
        acceptor: has(membersOf(config.quorums), id),
        promised,
        promiseDurable: ballotNumber(image.promised) >= promised,
        votes: acceptors[id]?.votes ?? [],
        learned: state === null || state.learned === null ? null : payloadText(state.learned),
      };
    }),
  };
}

function take(
  acceptor: Acceptor,
  tried: Map<number, Tried>,
  { body }: TraceEvent<SynodShape>,
): void {
  switch (body.type) {
    case 'sent':
      return hear(acceptor, tried, body.message);
    case 'wrote': {
      const batch: Cast[] = [];
      for (const record of body.records) {
        if (record.type !== 'accept') continue;
        const { ballot, value } = record.proposal;
        note(tried, ballot, payloadText(value));
        batch.push(cast(acceptor, ballotNumber(ballot), payloadText(value), 'written'));
      }
      acceptor.pending.push(batch);
      return;
    }
    case 'synced':
      return settle(acceptor, body.batches);
    case 'crashed': {
      settle(acceptor, acceptor.pending.length - body.lostBatches);
      const lost = acceptor.pending.splice(0).flat();
      // What a crash took back was never a vote, unless somebody was told of it.
      for (const vote of lost) acceptor.votes.splice(acceptor.votes.indexOf(vote), 1);
      return;
    }
    case 'wiped':
      for (const vote of acceptor.votes) vote.state = 'forgotten';
      acceptor.wiped = true;
      return;
    default:
      return;
  }
}

function hear(acceptor: Acceptor, tried: Map<number, Tried>, message: SynodShape['message']): void {
  switch (message.type) {
    case 'prepare':
      return note(tried, message.ballot, null);
    case 'accept':
      return note(tried, message.ballot, payloadText(message.value));
    case 'accepted': {
      const ballot = ballotNumber(message.ballot);
      // Told of, and nowhere written: a vote that this acceptor does not know any more.
      if (acceptor.votes.some((vote) => vote.ballot === ballot)) return;
      cast(acceptor, ballot, payloadText(message.value), 'forgotten');
      return;
    }
    case 'promise':
    case 'refused':
      return;
  }
}

function note(tried: Map<number, Tried>, ballot: Ballot, value: string | null): void {
  const key = ballotNumber(ballot);
  const known = tried.get(key);
  if (!known) tried.set(key, { owner: ballot.owner, value });
  else known.value ??= value;
}

function cast(acceptor: Acceptor, ballot: number, value: string, state: Cast['state']): Cast {
  const vote: Cast = { ballot, value, state, counts: false };
  acceptor.votes.push(vote);
  return vote;
}

/** The oldest batches have come to the disk. */
function settle(acceptor: Acceptor, batches: number): void {
  for (const vote of acceptor.pending.splice(0, batches).flat()) {
    vote.state = 'durable';
    vote.counts = !acceptor.wiped;
  }
}

function votersIn(acceptors: readonly Acceptor[], ballot: number): number {
  let set = 0;
  acceptors.forEach(({ votes }, id) => {
    if (votes.some((vote) => vote.ballot === ballot && vote.counts)) set |= 1 << id;
  });
  return set;
}
