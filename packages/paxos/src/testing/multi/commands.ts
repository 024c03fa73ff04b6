import { type Assignment, type Draw, idsOf, membersOf, sizeOf } from '@menagerie/contract';
import { fromText } from '@menagerie/contract/testing';
import type { PaxosCommand, PaxosShape } from '../../multi/messages.ts';
import type { Membership, PaxosState } from '../../multi/types.ts';
import type { Quorums } from '../../quorums.ts';
import type { PaxosWorld } from './views.ts';

/** What an application would put into a snapshot; made of its slot, so that a mix-up shows. */
function snapshotData(slot: number): Uint8Array {
  return fromText(`state at ${slot}`);
}

/** A random command of a client (a write, a read) or of an operator, and where it is sent. */
export function drawCommand(
  draw: Draw,
  nth: number,
  world: PaxosWorld,
): Assignment<PaxosShape> | null {
  const server = drawServer(draw, world);
  const state = world.servers[server]?.state ?? null;
  if (state === null) return null;
  const roll = draw('command', 100);
  if (roll < 66) return { server, command: { type: 'propose', data: fromText(`w${nth}`) } };
  if (roll < 78) return { server, command: { type: 'read', mode: 'quorum' } };
  if (roll < 80) return { server, command: { type: 'read', mode: 'local' } };
  if (roll < 91) return compaction(draw, world);
  const command = drawChange(draw, world, state);
  return command === null ? null : { server, command };
}

/** Mostly a server that takes itself for the leader; at times any. */
function drawServer(draw: Draw, world: PaxosWorld): number {
  const leaders = world.servers.filter(({ state }) => state?.role.type === 'leader');
  const chosen = leaders[draw('leader', Math.max(leaders.length, 1))];
  return chosen === undefined || draw('anywhere', 100) < 15
    ? draw('server', world.servers.length)
    : chosen.id;
}

function compaction(draw: Draw, world: PaxosWorld): Assignment<PaxosShape> | null {
  const server = draw('compact', world.servers.length);
  const state = world.servers[server]?.state ?? null;
  if (state === null) return null;
  const compactable = state.chosen - state.persistent.snapshot.through;
  if (compactable <= 0) return null;
  // At times too much is asked for, which is to be refused.
  const beyond = draw('beyond', 8) === 0 ? 1 : 0;
  const through = state.chosen - draw('keep', Math.min(compactable, 4)) + beyond;
  return { server, command: { type: 'compact', through, data: snapshotData(through) } };
}

/** Replaced disks are named by their new incarnation; else a server comes or goes. */
function drawChange(draw: Draw, world: PaxosWorld, state: PaxosState): PaxosCommand | null {
  const before = state.eras.at(-1)?.membership;
  if (before === undefined) return null;
  const members = membersOf(before.quorums);
  const flip = 1 << draw('flip', world.servers.length);
  const after = draw('stay', 4) === 0 ? members : members ^ flip;
  if (sizeOf(after) < 2) return null;
  return { type: 'reconfigure', membership: membershipOf(world, drawQuorums(draw, after)) };
}

/** Mostly a majority; at times a small quorum of phase 2, paid for in phase 1. */
function drawQuorums(draw: Draw, members: number): Quorums {
  if (draw('flexible', 4) > 0) return { type: 'majority', members };
  const size = sizeOf(members);
  const write = 1 + draw('write-quorum', size);
  return { type: 'flexible', members, read: size + 1 - write, write };
}

/** With the incarnations that the disks have. */
function membershipOf(world: PaxosWorld, quorums: Quorums): Membership {
  const members = idsOf(membersOf(quorums));
  const incarnations = world.servers.map(({ id, image }) =>
    members.includes(id) ? image.incarnation : 0,
  );
  return { quorums, incarnations };
}
