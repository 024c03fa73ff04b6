import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { Fleet } from './helpers/fleet.ts';
import { RawClient } from './helpers/raw-client.ts';
import { serving } from './helpers/word.ts';

const OPEN = [{ perms: 31, id: { scheme: 'world', id: 'anyone' } }];
const REBORN = 'others knew another disk of this server';
const EXCHANGED = 'it votes again';

async function create(fleet: Fleet, at: number, path: string): Promise<void> {
  await serving(fleet.port(at));
  const client = await RawClient.open(fleet.port(at));
  const made = await client.ask('create', { path, data: null, acl: OPEN, flags: 0 });
  expect(made.type).toBe('done');
  client.vanish();
}

async function has(fleet: Fleet, at: number, path: string): Promise<boolean> {
  await serving(fleet.port(at));
  const client = await RawClient.open(fleet.port(at));
  await client.ask('sync', { path: '/' });
  const found = await client.ask('exists', { path, watch: false });
  client.vanish();
  return found.type === 'done';
}

/** Kills a server, removes all that it kept, and starts it as it was. */
async function wipe(fleet: Fleet, at: number): Promise<void> {
  await fleet.kill(at);
  await rm(fleet.disk(at), { recursive: true });
  await fleet.restart(at);
  await fleet.said(at, REBORN);
}

describe.each(CORES)('a server process on %s whose directory was removed', (core) => {
  it('comes back by itself, and counts', { timeout: 0 }, async () => {
    const fleet = await Fleet.start(core, 3);
    const leader = await fleet.leader();
    const [one = 0, other = 0] = [0, 1, 2].filter((at) => at !== leader);
    await create(fleet, leader, '/before');
    await wipe(fleet, one);
    await fleet.said(one, EXCHANGED);
    await fleet.kill(other);
    await create(fleet, leader, '/with');
    await fleet.kill(leader);
    await fleet.restart(other);
    expect(await has(fleet, one, '/before')).toBe(true);
    expect(await has(fleet, other, '/with')).toBe(true);
  });

  it('loses nothing that was answered', { timeout: 0 }, async () => {
    const fleet = await Fleet.start(core, 3);
    const leader = await fleet.leader();
    const [one = 0, other = 0] = [0, 1, 2].filter((at) => at !== leader);
    await fleet.kill(other);
    await create(fleet, leader, '/kept');
    await fleet.kill(leader);
    await fleet.restart(other);
    await wipe(fleet, one);
    // Of those who know what was answered none is there.
    const modes = async () => await Promise.all([one, other].map((at) => fleet.mode(at)));
    expect(await modes()).toEqual([null, null]);
    await fleet.restart(leader);
    await fleet.said(one, EXCHANGED);
    expect(await has(fleet, one, '/kept')).toBe(true);
    expect(await has(fleet, other, '/kept')).toBe(true);
  });
});
