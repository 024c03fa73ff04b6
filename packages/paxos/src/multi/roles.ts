import type { ServerId } from '@menagerie/contract';
import { type Ballot, ballotText, compareBallots } from '../ballot.ts';
import { PaxosError } from '../errors.ts';
import { answer, disarm } from '../step.ts';
import { armElection, type PaxosStep, refuseCommand } from './step.ts';
import type { Leader } from './types.ts';

// How a server comes to follow. Who leads is a question of progress alone (Paxos Made Simple §2.4).

/** A word of the owner of a ballot that this server would accept in. */
export function hear(step: PaxosStep, ballot: Ballot): void {
  const { role, persistent, self } = step.state;
  if (role.type !== 'follower' && compareBallots(ballot, persistent.promised) === 0) {
    const text = `servers ${self} and ${ballot.owner} both use ballot ${ballotText(ballot)}`;
    throw new PaxosError('broken-invariant', `${text}; was a disk put back to an older state?`);
  }
  follow(step, ballot.owner);
}

/** Gives up whatever role there is, and waits for a leader. */
export function follow(step: PaxosStep, leader: ServerId | null): void {
  const { state } = step;
  const was = state.role;
  state.role = { type: 'follower', leader };
  if (was.type === 'leader') {
    disarm(step, 'heartbeat');
    disarm(step, 'quorum');
    settle(step, was);
  }
  armElection(step);
}

/** Tells everybody who waits for this leader what became of it. */
function settle(step: PaxosStep, { flights, waiting, reads }: Leader): void {
  for (const { request } of flights) {
    if (request !== null) answer(step, request, { type: 'unknown' });
  }
  for (const { request } of waiting) refuseCommand(step, request, 'leadership-lost');
  for (const { request } of reads) refuseCommand(step, request, 'leadership-lost');
}
