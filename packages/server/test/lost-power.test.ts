import { type RunningServer, startServer } from '@menagerie/server/node';
import { SimulatedDisk } from '@menagerie/storage/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CORES, until } from './helpers/ensemble.ts';
import { links } from './helpers/linked.ts';
import { settled } from './helpers/machines.ts';

const SEEDS = 5;
const SILENCE_MS = 200;
/** Whoever lost its power was away for so long: what is said to it again comes as late. */
const AWAY_MS = 30_000;
/** To greet, to be told of a leader, and to fetch what it missed. */
const SOON_MS = 5 * SILENCE_MS;

describe.each(CORES)('a server on %s whose machine lost its power', (core) => {
  it('is a member again as soon as it is back, though nobody closed its connections', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { timeline, machines, leader } = await settled(core, seed, SILENCE_MS);
      const one = seed % 2 === 0 ? leader : machines.find((machine) => machine !== leader);
      one?.losePower();
      await timeline.pass(AWAY_MS);
      one?.start();
      const isBack = (): boolean => one?.role === 'following' || one?.role === 'leading';
      expect(await timeline.runUntil(isBack, SOON_MS), `seed ${seed}`).toBe(true);
    }
  });

  it('is reached by those as well who have called in vain for long', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { timeline, machines, leader } = await settled(core, seed, SILENCE_MS);
      const [one, ...others] = machines.filter((machine) => machine !== leader);
      one?.losePower();
      for (const other of [leader, ...others]) {
        other.kill();
        other.start();
      }
      await timeline.pass(AWAY_MS + seed * 1000);
      one?.start();
      expect(
        await timeline.runUntil(() => one?.role === 'following', SOON_MS),
        `seed ${seed}`,
      ).toBe(true);
    }
  });

  it('is dialled anew, where connections to what it was pass nothing for ever', async () => {
    const between = await links(3);
    const disks = [0, 1, 2].map(() => new SimulatedDisk());
    const start = async (self: number): Promise<RunningServer> => {
      const files = disks[self]?.mount() ?? null;
      const peers = between.peersOf(self);
      const server = await startServer({ core, self, peers, files, clientPort: 0 });
      onTestFinished(() => server.close());
      return server;
    };
    const servers = await Promise.all([0, 1, 2].map(start));
    const isSettled = (): boolean =>
      servers.filter(({ role }) => role === 'leading').length === 1 &&
      servers.every(({ role }) => role !== 'looking');
    await until(isSettled);
    const last = servers.findIndex(({ role }) => role === 'following');
    for (const link of [...between.into(last), ...between.outOf(last)]) link.strand();
    await servers[last]?.close();
    servers[last] = await start(last);
    await until(isSettled);
  });
});
