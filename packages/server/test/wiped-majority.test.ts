import { describe, expect, it } from 'vitest';
import { CORES } from './helpers/ensemble.ts';
import { EXCHANGED, FOUND_OUT, LONG_MS, three, unstarted } from './helpers/wiping.ts';
import type { Machine } from './simulation/machine.ts';

const SEEDS = [1, 2, 3];
const FOUNDED = 'a new ensemble begins without an answer of all its voters';
/** A server that has data may take so long to start, and is still heard. */
const SLOW_START_MS = 4000;

function wipe(...machines: readonly Machine[]): void {
  for (const machine of machines) machine.wipe();
  for (const machine of machines) machine.start();
}

describe.each(CORES)('an ensemble on %s of which two of three disks were wiped', (core) => {
  it('waits for its operator where the third one serves, and each says why', async () => {
    for (const seed of SEEDS) {
      const { leader, one, other, create, has, timeline, told } = await three(core, seed);
      expect(await create(leader, '/kept')).toBe('done');
      const wiped = seed === 2 ? [leader, other] : [one, other];
      const [left = one] = [leader, one, other].filter((machine) => !wiped.includes(machine));
      wipe(...wiped);
      for (const machine of wiped) expect(await told(machine, FOUND_OUT), `${seed}`).toBe(true);
      await timeline.pass(LONG_MS);
      for (const machine of wiped) {
        expect(machine.notice, `${seed}`).toBe(
          'its disk replaced another one, and it votes once the leader has exchanged it',
        );
      }
      expect([leader, one, other].map(({ role }) => role)).not.toContain('leading');
      expect(await has(left, '/kept')).toBe(false);
    }
  });

  it('waits as well where the third one is only slow to start', async () => {
    for (const seed of SEEDS) {
      const { leader, one, other, create, timeline, said } = await three(core, seed);
      expect(await create(leader, '/kept')).toBe('done');
      leader.kill();
      wipe(one, other);
      await timeline.pass(SLOW_START_MS);
      leader.start();
      await timeline.pass(LONG_MS);
      for (const machine of [one, other]) {
        expect([said(machine, FOUND_OUT), said(machine, FOUNDED)], `${seed}`).toEqual([1, 0]);
        expect(machine.role).toBe('looking');
      }
    }
  });

  it('begins anew where the third one stays away, says so, and never mixes with it', async () => {
    for (const seed of SEEDS) {
      const { leader, one, other, create, has, timeline, told, follow } = await three(core, seed);
      expect(await create(leader, '/kept')).toBe('done');
      leader.kill();
      wipe(one, other);
      expect(await told(one, FOUNDED), `${seed}`).toBe(true);
      expect(await create(one, '/anew')).toBe('done');
      leader.start();
      expect(await told(one, 'another server refuses this one'), `${seed}`).toBe(true);
      expect(await told(leader, 'cannot make sure of another server'), `${seed}`).toBe(true);
      // Without the one that leads they look for another, and none of them takes what the third says.
      for (const machine of [one, other]) {
        machine.kill();
        machine.start();
      }
      expect(await follow(one, other)).toBe(true);
      await timeline.pass(LONG_MS / 10);
      expect(leader.role).toBe('looking');
      expect(await has(other, '/anew')).toBe(true);
      expect(await has(other, '/kept')).toBe(false);
    }
  });
});

describe.each(CORES)('a server on %s with an empty disk', (core) => {
  it('serves nobody while it is the only one, and says for whom it waits', async () => {
    const { machines, timeline } = unstarted(core, 1);
    const [one] = machines;
    one?.start();
    await timeline.pass(LONG_MS);
    expect(one?.role).toBe('looking');
    expect(one?.notice).toBe(
      'its disk is new, and it waits to hear from servers 2, 3 whether they knew another one',
    );
  });

  it('joins an ensemble that began without it', async () => {
    const { machines, create, has, follow } = unstarted(core, 1);
    const [one, other, late] = machines;
    if (one === undefined || other === undefined || late === undefined)
      throw new Error('not three');
    one.start();
    other.start();
    expect(await create(one, '/early')).toBe('done');
    one.kill();
    one.start();
    expect(await follow(one, other)).toBe(true);
    late.start();
    expect(await follow(one, other, late)).toBe(true);
    expect(late.notice).toBeNull();
    other.kill();
    expect(await create(late, '/late')).toBe('done');
    expect(await has(late, '/early')).toBe(true);
  });

  it('that is wiped while the ensemble is being founded does not keep it from beginning', async () => {
    for (let ms = 0; ms <= 60; ms += 3) {
      const { machines, create, follow, timeline } = unstarted(core, 100 + ms);
      const [one, ...others] = machines;
      if (one === undefined) throw new Error('nobody');
      for (const machine of machines) machine.start();
      await timeline.pass(ms);
      wipe(one);
      expect(await follow(...machines), `${ms}`).toBe(true);
      expect(await timeline.runUntil(() => one.notice === null, LONG_MS), `${ms}`).toBe(true);
      others[0]?.kill();
      expect(await create(one, '/begun'), `${ms}`).toBe('done');
    }
  });
});

describe.each(CORES)('an ensemble on %s of which one disk was wiped', (core) => {
  it('exchanges it whenever its leader ends meanwhile', async () => {
    for (let ms = 0; ms <= 120; ms += 6) {
      const { leader, one, other, create, has, follow, timeline, told } = await three(
        core,
        200 + ms,
      );
      expect(await create(leader, '/kept')).toBe('done');
      one.wipe();
      one.start();
      expect(await told(leader, 'a server came with another disk than before')).toBe(true);
      await timeline.pass(ms);
      leader.kill();
      await timeline.pass(3000);
      leader.start();
      expect(await told(one, EXCHANGED), `${ms}`).toBe(true);
      expect(await follow(leader, one, other)).toBe(true);
      leader.kill();
      expect(await create(one, '/after'), `${ms}`).toBe('done');
      expect(await has(one, '/kept'), `${ms}`).toBe(true);
    }
  });
});
