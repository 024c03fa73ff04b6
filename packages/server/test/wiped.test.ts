import { describe, expect, it, onTestFinished } from 'vitest';
import { Incarnations } from '../src/node/incarnations.ts';
import type { Acquainted } from '../src/node/peers/peers-parts.ts';
import { CORES } from './helpers/ensemble.ts';
import { EXCHANGED, FOUND_OUT, LONG_MS, three } from './helpers/wiping.ts';

type Three = Awaited<ReturnType<typeof three>>;

const FORGETFUL: Acquainted = {
  type: 'known',
  recall: { others: null, memory: 'whole', isNew: true },
  written: null,
  isMute: false,
};

/** A write that is on the disks of two servers, of which one is wiped then, and the other away. */
async function losing({ leader, one, other, create, timeline }: Three): Promise<void> {
  other.kill();
  expect(await create(leader, '/kept')).toBe('done');
  leader.kill();
  one.wipe();
  one.start();
  other.start();
  await timeline.pass(LONG_MS / 2);
}

describe.each(CORES)('a voter on %s whose disk was wiped', (core) => {
  it.each([false, true])(
    'is exchanged for the one that it was, and votes again (members may change: %s)',
    async (reconfigEnabled) => {
      for (const seed of [1, 2, 3]) {
        const all = await three(core, seed, { options: { reconfigEnabled } });
        const { leader, one, other, create, has, follow, said, told } = all;
        expect(await create(leader, '/before')).toBe('done');
        one.wipe();
        expect(await create(leader, '/without')).toBe('done');
        one.start();
        expect(await told(one, EXCHANGED), `${seed}`).toBe(true);
        expect(said(one, FOUND_OUT)).toBe(1);
        expect(said(leader, 'a server came with another disk than before')).toBe(1);
        // Of two that are there one has lost its disk: it counts.
        other.kill();
        expect(await follow(leader, one)).toBe(true);
        expect(await create(leader, '/with')).toBe('done');
        // And it keeps what it is.
        leader.kill();
        one.kill();
        one.start();
        other.start();
        expect(await follow(one, other)).toBe(true);
        for (const path of ['/before', '/without', '/with']) {
          expect(await has(one, path), `${path}, ${seed}`).toBe(true);
        }
      }
    },
  );

  it('does not pass for the one that it was: no answered write is lost', async () => {
    for (const seed of [1, 2, 3]) {
      const all = await three(core, seed);
      const { leader, one, other, has, follow, told } = all;
      await losing(all);
      expect([one.role, other.role], `${seed}`).toEqual(['looking', 'looking']);
      leader.start();
      expect(await follow(leader, one, other), `${seed}`).toBe(true);
      expect(await has(other, '/kept'), `${seed}`).toBe(true);
      expect(await told(one, EXCHANGED), `${seed}`).toBe(true);
    }
  });

  it('would lose answered writes if others forgot disks', async () => {
    const original = Incarnations.prototype.acquaint;
    Incarnations.prototype.acquaint = () => FORGETFUL;
    onTestFinished(() => {
      Incarnations.prototype.acquaint = original;
    });
    const all = await three(core, 1);
    const { one, other, has, follow } = all;
    await losing(all);
    expect(await follow(one, other)).toBe(true);
    expect(await has(other, '/kept')).toBe(false);
  });

  it('can be wiped again and again', async () => {
    const { leader, one, told, create, has, follow } = await three(core, 4);
    for (let times = 1; times <= 3; times += 1) {
      one.wipe();
      one.start();
      expect(await told(one, EXCHANGED, times)).toBe(true);
      expect(await create(leader, `/times-${times}`)).toBe('done');
    }
    expect(await follow(one)).toBe(true);
    expect(await has(one, '/times-3')).toBe(true);
  });
});
