import { type Assignment, type Draw, has, idsOf, sizeOf } from '@menagerie/contract';
import { fromText } from '@menagerie/contract/testing';
import type { MembershipChange, RaftCommand, RaftShape, Transition } from '../messages.ts';
import type { Membership, RaftState } from '../types.ts';
import type { RaftWorld } from './views.ts';

/** What an application would put into a snapshot; made of its index, so that a mix-up shows. */
function snapshotData(index: number): Uint8Array {
  return fromText(`state at ${index}: ${'#'.repeat(index % 23)}`);
}

/** A random command of a client (a write, a read) or of an operator, and where it is sent. */
export function drawCommand(
  draw: Draw,
  nth: number,
  world: RaftWorld,
): Assignment<RaftShape> | null {
  const server = drawServer(draw, world);
  const state = world.servers[server]?.state ?? null;
  if (state === null) return null;
  const roll = draw('command', 100);
  if (roll < 58) return { server, command: { type: 'propose', data: fromText(`w${nth}`) } };
  if (roll < 68) return { server, command: { type: 'read', mode: 'quorum' } };
  if (roll < 76) return { server, command: { type: 'read', mode: 'lease' } };
  if (roll < 78) return { server, command: { type: 'read', mode: 'local' } };
  if (roll < 88) return compaction(draw, world);
  if (roll < 92)
    return {
      server,
      command: { type: 'transferLeadership', to: draw('to', world.servers.length) },
    };
  const change = drawChange(draw, world, state.membership);
  return change === null ? null : { server, command: change };
}

/** Mostly a server that takes itself for the leader; at times any. */
function drawServer(draw: Draw, world: RaftWorld): number {
  const leaders = world.servers.filter(({ state }) => state?.role.type === 'leader');
  const chosen = leaders[draw('leader', Math.max(leaders.length, 1))];
  return chosen === undefined || draw('anywhere', 100) < 15
    ? draw('server', world.servers.length)
    : chosen.id;
}

function compaction(draw: Draw, world: RaftWorld): Assignment<RaftShape> | null {
  const server = draw('compact', world.servers.length);
  const state = world.servers[server]?.state ?? null;
  if (state === null) return null;
  const compactable = state.lastApplied - state.persistent.snapshot.index;
  if (compactable <= 0) return null;
  // At times too much is asked for, which is to be refused.
  const beyond = draw('beyond', 8) === 0 ? 1 : 0;
  const through = state.lastApplied - draw('keep', Math.min(compactable, 4)) + beyond;
  return { server, command: { type: 'compact', through, data: snapshotData(through) } };
}

function drawChange(draw: Draw, world: RaftWorld, membership: Membership): RaftCommand | null {
  if (membership.outgoing !== 0) {
    return membership.autoLeave
      ? null
      : { type: 'changeMembership', transition: 'leave', changes: [] };
  }
  const transition = drawTransition(draw);
  const wishes = transition === 'simple' ? 1 : 1 + draw('wishes', 2);
  const changes: MembershipChange[] = [];
  for (let i = 0; i < wishes; i += 1) {
    const change = drawWish(draw, world, membership, i);
    if (change !== null) changes.push(change);
  }
  return changes.length === 0 ? null : { type: 'changeMembership', transition, changes };
}

function drawTransition(draw: Draw): Transition {
  const roll = draw('transition', 10);
  if (roll < 6) return 'simple';
  return roll < 9 ? 'joint' : 'jointManual';
}

/** Replaced disks are repaired first: remove the old identity, then add the new one. */
function drawWish(
  draw: Draw,
  world: RaftWorld,
  membership: Membership,
  nth: number,
): MembershipChange | null {
  const { voters, learners, incarnations } = membership;
  const members = voters | learners;
  const replaced = world.servers.find(
    ({ id, image }) => has(members, id) && incarnations[id] !== image.incarnation,
  );
  if (replaced !== undefined && sizeOf(voters) > 1) return { type: 'remove', server: replaced.id };
  const server = draw(`wish ${nth}`, world.servers.length);
  const incarnation = world.servers[server]?.image.incarnation ?? 0;
  const roll = draw(`kind of wish ${nth}`, 10);
  if (!has(members, server)) {
    return { type: roll < 6 ? 'addVoter' : 'addLearner', server, incarnation };
  }
  if (has(learners, server)) {
    return roll < 8 ? { type: 'addVoter', server, incarnation } : { type: 'remove', server };
  }
  if (idsOf(voters).length <= 2) return null;
  return roll < 7 ? { type: 'remove', server } : { type: 'addLearner', server, incarnation };
}

/** The epoch of a server for the eye. */
export function termOf(state: RaftState): number {
  return state.persistent.currentTerm;
}
