import { has, membersOf } from '@menagerie/contract';
import type { Ballot, PaxosMessage, PaxosShape, PaxosState, Value } from '@menagerie/paxos';
import type { CorePicture } from './events.ts';
import { type Lens, NEWEST } from './lens.ts';

/** As many as an ensemble can have servers, so that no two ballots share a number. */
const OWNERS = 31;
/** A vote that was learned as chosen, and a slot without one. */
const LEARNED = -1;
const NONE = 0;

/** Multi-Paxos, slot by slot. */
export const paxosLens: Lens<PaxosShape> = {
  kindOf: ({ type }) => type.charAt(0).toUpperCase() + type.slice(1),
  epochOf: (message: PaxosMessage) => ('ballot' in message ? numberOf(message.ballot) : null),
  last: ({ persistent }) => persistent.snapshot.through + persistent.votes.length,
  part: partOf,
  epoch: ({ persistent }) => numberOf(persistent.promised),
  leader: leaderOf,
  picture,
};

/** A ballot as one number that grows as ballots do; 0 for none. */
function numberOf({ round, owner }: Ballot): number {
  return round === 0 ? 0 : round * OWNERS + owner;
}

/** Whether the newest configuration names this server, with the disk that it has. */
export function isAcceptor({ self, eras, persistent }: PaxosState): boolean {
  const membership = eras.at(-1)?.membership;
  if (membership === undefined) return true;
  return (
    has(membersOf(membership.quorums), self) &&
    membership.incarnations[self] === persistent.incarnation
  );
}

function partOf(state: PaxosState): string {
  if (state.role.type !== 'follower') return state.role.type;
  return isAcceptor(state) ? 'follower' : 'learner';
}

function leaderOf({ self, role }: PaxosState): number | null {
  if (role.type === 'leader') return self;
  return role.type === 'follower' ? role.leader : null;
}

function picture(state: PaxosState): CorePicture {
  const { persistent, chosen, role } = state;
  const { snapshot, votes, promised } = persistent;
  const skipped = Math.max(0, votes.length - NEWEST);
  const ballot = numberOf(promised);
  return {
    part: partOf(state),
    epoch: ballot,
    currentEpoch: ballot,
    leader: leaderOf(state),
    votes: role.type === 'candidate' ? role.promises.filter((promise) => promise > 0).length : 0,
    voter: isAcceptor(state),
    base: snapshot.through + skipped,
    baseEntry: [LEARNED, NONE],
    entries: votes
      .slice(skipped)
      .map((vote) =>
        vote === null
          ? [NONE, NONE]
          : [vote.ballot.round === 0 ? LEARNED : numberOf(vote.ballot), contentOf(vote.value)],
      ),
    committed: chosen,
  };
}

/** Tells values apart: a number for each payload. Two payloads share one by a rare accident. */
function contentOf(value: Value): number {
  switch (value.type) {
    case 'noop':
      return 0;
    case 'reconfigure':
      return 1;
    case 'data': {
      let hash = 0x811c_9dc5;
      for (const byte of value.data) hash = Math.imul(hash ^ byte, 0x0100_0193);
      return hash | 2;
    }
  }
}
