import { has, sizeOf } from '@menagerie/contract';
import type { RaftMessage, RaftShape, RaftState } from '@menagerie/raft';
import type { CorePicture } from './events.ts';
import { type Lens, NEWEST } from './lens.ts';

/** Raft in the words of its paper. */
export const raftLens: Lens<RaftShape> = {
  kindOf,
  epochOf: ({ term }) => term,
  last: ({ persistent }) => persistent.snapshot.index + persistent.entries.length,
  part: partOf,
  epoch: ({ persistent }) => persistent.currentTerm,
  leader: leaderOf,
  picture,
};

function kindOf(message: RaftMessage): string {
  switch (message.type) {
    case 'voteAnswer':
      return message.granted ? 'VoteGranted' : 'VoteDenied';
    case 'preVoteAnswer':
      return message.granted ? 'PreVoteGranted' : 'PreVoteDenied';
    default:
      return message.type.charAt(0).toUpperCase() + message.type.slice(1);
  }
}

/** Whether the newest membership names this server, with the disk that it has. */
export function isVoter({ self, membership, persistent }: RaftState): boolean {
  const isNamed = has(membership.voters | membership.outgoing, self);
  return isNamed && membership.incarnations[self] === persistent.incarnation;
}

function partOf(state: RaftState): string {
  switch (state.role.type) {
    case 'leader':
      return 'leader';
    case 'candidate':
      return 'candidate';
    case 'preCandidate':
      return 'pre-candidate';
    case 'follower':
      return isVoter(state) ? 'follower' : 'learner';
  }
}

function leaderOf({ self, role }: RaftState): number | null {
  if (role.type === 'leader') return self;
  return role.type === 'follower' ? role.leader : null;
}

function picture(state: RaftState): CorePicture {
  const { persistent, commitIndex, role } = state;
  const { snapshot, entries, currentTerm } = persistent;
  const skipped = Math.max(0, entries.length - NEWEST);
  const asking = role.type === 'candidate' || role.type === 'preCandidate' ? role : null;
  return {
    part: partOf(state),
    epoch: currentTerm,
    currentEpoch: currentTerm,
    leader: leaderOf(state),
    votes: asking === null ? 0 : sizeOf(asking.granted),
    voter: isVoter(state),
    base: snapshot.index + skipped,
    baseEntry: [entries[skipped - 1]?.term ?? snapshot.term, 0],
    entries: entries.slice(skipped).map(({ term }) => [term, 0]),
    committed: commitIndex,
  };
}
