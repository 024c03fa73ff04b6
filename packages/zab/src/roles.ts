import type { ServerId } from '@menagerie/contract';
import { knownVersion } from './history.ts';
import { mayStand, statedRecency } from './standing.ts';
import { answer, arm, disarm, ownIncarnation, refuse, type Step, send } from './step.ts';
import type { PeerState, Role, Vote, ZabState } from './types.ts';

// How a server gives up what it is and looks for a leader: ZooKeeper's state LOOKING.

/** Begins a new round of election. What was under way is settled with those who wait for it. */
export function lookForLeader(step: Step): void {
  const { state, config } = step;
  const was = state.role;
  settle(step, was);
  if (was.type === 'leading') dismissLearners(step);
  for (const timer of ROLE_TIMERS) disarm(step, timer);
  state.round += 1;
  state.role = {
    type: 'looking',
    vote: ownVote(step),
    heard: Array.from({ length: config.servers }, () => null),
    finalizing: false,
  };
  notifyAll(step);
}

/** The vote for oneself; `null` for a server that may not lead. */
export function ownVote(step: Step): Vote | null {
  if (!mayStand(step)) return null;
  const { currentEpoch, zxid } = statedRecency(step);
  return { leader: step.state.self, epoch: currentEpoch, zxid };
}

/** Tells everybody, and again after a while. */
export function notifyAll(step: Step): void {
  const { config, state } = step;
  for (let id = 0; id < config.servers; id += 1) if (id !== state.self) notify(step, id);
  arm(step, 'notify', config.notifyMs, 2 * config.notifyMs);
}

export function notify(step: Step, to: ServerId): void {
  const { state } = step;
  send(step, to, {
    type: 'notification',
    vote: state.role.vote,
    round: state.round,
    state: peerState(state),
    incarnation: ownIncarnation(step),
    version: knownVersion(state.persistent),
  });
}

/** What a server is in the words of ZooKeeper. */
export function peerState({ role, active, self, persistent }: ZabState): PeerState {
  if (role.type !== 'learning') return role.type;
  const voter = (active.voters & (1 << self)) !== 0;
  return voter && active.incarnations[self] === persistent.incarnation ? 'following' : 'observing';
}

/** Tells everybody who waits for this server what became of it. */
function settle(step: Step, role: Role): void {
  if (role.type === 'leading') {
    for (const { request } of role.proposals) answer(step, request, { type: 'unknown' });
    for (const { request, from } of role.reads) {
      if (from === null) refuse(step, request, 'leader-lost');
    }
  } else if (role.type === 'learning') {
    for (const request of role.syncs) refuse(step, request, 'leader-lost');
  }
}

/** So that learners need not find out by silence. */
function dismissLearners(step: Step): void {
  const { role, self } = step.state;
  if (role.type !== 'leading') return;
  role.learners.forEach((learner, id) => {
    if (learner === null || id === self) return;
    send(step, id, { type: 'closed', dial: learner.channel.dial, leads: false });
  });
}

const ROLE_TIMERS = ['finalize', 'dial', 'leader', 'ping', 'quorum'] as const;
