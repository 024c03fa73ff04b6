import { type Exploration, has, type ServerId } from '@menagerie/contract';
import type { RaftMessage, RaftShape } from '../messages.ts';
import type { RaftConfig, RaftState } from '../types.ts';
import { raftModules } from './modules.ts';
import { raftScopes } from './scopes/index.ts';

/** Raft, as the explorer takes it: ids are only compared for equality, so servers are alike. */
export const raftExploration: Exploration<RaftShape> = {
  symmetric: true,
  ignoredForever,
  wornTo,
  modules: raftModules,
  scopes: raftScopes,
};

/**
 * A message of an older term, unless it is a request that is answered with the newer term; an
 * answer to a candidate or a leader that is none any more in that term, and never will be again;
 * and an answer that tells them nothing new. A restart keeps the term, and ends both roles.
 */
function ignoredForever(
  { answerStale, checkQuorum }: RaftConfig,
  { persistent, role }: RaftState,
  from: ServerId,
  message: RaftMessage,
): boolean {
  const { currentTerm } = persistent;
  switch (message.type) {
    case 'requestPreVote':
    case 'requestVote':
    case 'appendEntries':
    case 'heartbeat':
    case 'installSnapshot':
      return message.term < currentTerm && !answerStale;
    case 'timeoutNow':
      return message.term < currentTerm;
    case 'preVoteAnswer':
      return message.granted && message.proposed <= currentTerm;
    case 'voteAnswer':
      if (message.term !== currentTerm) return message.term < currentTerm;
      return role.type !== 'candidate' || has(role.granted | role.refused, from);
    case 'appendAccepted':
    case 'appendRejected':
    case 'heartbeatAnswer':
    case 'chunkReceived': {
      if (message.term !== currentTerm) return message.term < currentTerm;
      // A candidate of this term may yet lead it, but then nobody has answered it so far.
      if (role.type !== 'leader') return true;
      const match = role.peers[from]?.matchIndex ?? 0;
      // With check-quorum any answer tells that the peer is there.
      if (checkQuorum) return false;
      return message.type === 'appendRejected' && message.prevIndex <= match;
    }
    case 'ownAppendDurable':
      return false;
  }
}

/** A request of an older term is answered with the newer one, whatever it asks for. */
function wornTo(
  { answerStale }: RaftConfig,
  { persistent }: RaftState,
  _from: ServerId,
  message: RaftMessage,
): RaftMessage | null {
  if (!answerStale || message.term >= persistent.currentTerm) return null;
  switch (message.type) {
    case 'requestVote':
      return { ...message, term: 0, lastIndex: 0, lastTerm: 0 };
    case 'appendEntries':
    case 'heartbeat':
    case 'installSnapshot':
      return { type: 'heartbeat', term: 0, prevIndex: 0, prevTerm: 0, commitIndex: 0, round: 0 };
    default:
      return null;
  }
}
