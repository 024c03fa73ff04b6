import { type Assignment, type Draw, has, idsOf } from '@menagerie/contract';
import { fromText } from '@menagerie/contract/testing';
import type { ZabShape } from '../messages.ts';
import type { Membership } from '../types.ts';
import type { ZabWorld } from './views.ts';

/** A random command of a client (a write, a read) or of an operator, and where it is sent. */
export function drawCommand(draw: Draw, nth: number, world: ZabWorld): Assignment<ZabShape> | null {
  const server = drawServer(draw, world);
  const state = world.servers[server]?.state ?? null;
  if (state === null) return null;
  const roll = draw('command', 100);
  if (roll < 64) return { server, command: { type: 'propose', data: fromText(`w${nth}`) } };
  if (roll < 78) {
    const anyone = draw('reader', world.servers.length);
    return { server: anyone, command: { type: 'read', mode: 'sync' } };
  }
  if (roll < 80) return { server, command: { type: 'read', mode: 'local' } };
  if (roll < 92) return compaction(draw, world);
  const membership = drawMembership(draw, world, state.active);
  return membership === null ? null : { server, command: { type: 'reconfig', membership } };
}

/** Mostly a server that takes itself for the leader; at times any. */
function drawServer(draw: Draw, world: ZabWorld): number {
  const leaders = world.servers.filter(({ state }) => state?.role.type === 'leading');
  const chosen = leaders[draw('leader', Math.max(leaders.length, 1))];
  return chosen === undefined || draw('anywhere', 100) < 15
    ? draw('server', world.servers.length)
    : chosen.id;
}

function compaction(draw: Draw, world: ZabWorld): Assignment<ZabShape> | null {
  const server = draw('compact', world.servers.length);
  const state = world.servers[server]?.state ?? null;
  if (state === null) return null;
  const compactable = state.delivered - state.persistent.snapshot.index;
  if (compactable <= 0) return null;
  // At times too much is asked for, which is to be refused.
  const beyond = draw('beyond', 8) === 0 ? 1 : 0;
  const through = state.delivered - draw('keep', Math.min(compactable, 4)) + beyond;
  const data = fromText(`state at ${through}`);
  return { server, command: { type: 'compact', through, data } };
}

/** Replaced disks are repaired first: remove the old identity, then add the new one. */
function drawMembership(draw: Draw, world: ZabWorld, active: Membership): Membership | null {
  const { voters, incarnations } = active;
  const replaced = world.servers.find(
    ({ id, image }) => has(voters, id) && incarnations[id] !== image.incarnation,
  );
  const server = replaced?.id ?? draw('wish', world.servers.length);
  if (!has(voters, server)) return withVoter(active, server, world, draw);
  return idsOf(voters).length > 2 ? withoutVoter(active, server) : null;
}

function withVoter(active: Membership, server: number, world: ZabWorld, draw: Draw): Membership {
  const grouped = active.groups.length > 0;
  const into = draw('group', Math.max(active.groups.length, 1));
  const weight = !grouped && draw('weight', 8) === 0 ? 2 : 1;
  return {
    voters: active.voters | (1 << server),
    weights: active.weights.with(server, weight),
    groups: active.groups.map((group, i) => (i === into ? group | (1 << server) : group)),
    incarnations: active.incarnations.with(server, world.servers[server]?.image.incarnation ?? 0),
  };
}

function withoutVoter(active: Membership, server: number): Membership {
  const groups = active.groups.map((group) => group & ~(1 << server));
  return {
    voters: active.voters & ~(1 << server),
    weights: active.weights.with(server, 0),
    groups: groups.filter((group) => group !== 0),
    incarnations: active.incarnations.with(server, 0),
  };
}
