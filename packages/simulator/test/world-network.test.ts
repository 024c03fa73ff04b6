import { describe, expect, it } from 'vitest';
import { hashWorld } from '../src/world/encode.ts';
import { World } from '../src/world/world.ts';
import { QuietDriver } from './helpers/quiet-driver.ts';
import { registerSubject } from './toys/register-subject.ts';
import type { RegisterShape } from './toys/register-types.ts';

function start(): { world: World<RegisterShape>; driver: QuietDriver<RegisterShape> } {
  const driver = new QuietDriver<RegisterShape>();
  const world = new World(registerSubject.protocol, { servers: 3 }, driver, null);
  world.start();
  return { world, driver };
}

/** A world in which the primary has a write durable and its two messages are under way. */
function written(): { world: World<RegisterShape>; driver: QuietDriver<RegisterShape> } {
  const started = start();
  const command = { type: 'write', value: 7 } as const;
  started.world.apply({ type: 'command', server: 0, request: 1, command });
  started.world.apply({ type: 'sync', server: 0, batches: 1 });
  return started;
}

const first = { from: 0, to: 1, nth: 0, copy: 0 } as const;

describe('a network', () => {
  it('delivers a message once, in the order that is decided', () => {
    const { world } = written();
    expect(world.apply({ type: 'deliver', from: 0, to: 2, nth: 0, copy: 0 })).toBeNull();
    expect(world.servers[2]?.state?.value).toBe(7);
    expect(world.servers[1]?.state?.value).toBe(0);
    expect(world.apply({ type: 'deliver', ...first })).toBeNull();
    expect(world.apply({ type: 'deliver', ...first })).toBe('no-such-message');
  });

  it('loses a message for good', () => {
    const { world } = written();
    expect(world.apply({ type: 'drop', ...first })).toBeNull();
    expect(world.apply({ type: 'deliver', ...first })).toBe('no-such-message');
    expect(world.servers[1]?.state?.value).toBe(0);
  });

  it('gives every duplicate a name that no other copy ever had', () => {
    const { world } = written();
    world.apply({ type: 'duplicate', ...first });
    world.apply({ type: 'deliver', ...first, copy: 1 });
    world.apply({ type: 'duplicate', ...first });
    const names = world.network.between(0, 1).map(({ nth, copy }) => `${nth}.${copy}`);
    expect(names).toEqual(['0.0', '0.2']);
    world.apply({ type: 'deliver', ...first });
    world.apply({ type: 'duplicate', ...first, copy: 2 });
    expect(world.network.between(0, 1).map(({ copy }) => copy)).toEqual([2, 3]);
  });

  it('numbers the copies of copies apart from those of the original', () => {
    const { world } = written();
    world.apply({ type: 'duplicate', ...first });
    world.apply({ type: 'duplicate', ...first, copy: 1 });
    world.apply({ type: 'duplicate', ...first });
    const copies = world.network.between(0, 1).map(({ copy }) => copy);
    expect(copies).toEqual([0, 1, 2, 3]);
  });

  it('cuts one direction only, and loses what is under way when it is due', () => {
    const { world } = written();
    expect(world.apply({ type: 'cut', from: 0, to: 1 })).toBeNull();
    expect(world.apply({ type: 'deliver', ...first })).toBe('cut');
    world.apply({ type: 'deliver', from: 0, to: 2, nth: 0, copy: 0 });
    world.apply({ type: 'sync', server: 2, batches: 1 });
    expect(world.apply({ type: 'deliver', from: 2, to: 0, nth: 0, copy: 0 })).toBeNull();
    world.apply({ type: 'mend', from: 0, to: 1 });
    expect(world.apply({ type: 'deliver', ...first })).toBeNull();
  });

  it('neither loses nor repeats nor cuts what a server sends to itself', () => {
    const { world } = written();
    const own = { from: 0, to: 0, nth: 0, copy: 0 } as const;
    expect(world.apply({ type: 'drop', ...own })).toBe('own-message');
    expect(world.apply({ type: 'duplicate', ...own })).toBe('own-message');
    expect(world.apply({ type: 'cut', from: 0, to: 0 })).toBe('own-link');
    expect(world.apply({ type: 'deliver', ...own })).toBeNull();
  });

  it('forgets in a crash what the server had sent to itself, and nothing else', () => {
    const { world } = written();
    world.apply({ type: 'crash', server: 0, keep: 0, torn: false });
    expect(world.network.between(0, 0)).toEqual([]);
    expect(world.network.between(0, 1)).toHaveLength(1);
  });

  it('has nothing for a server that is crashed or paused', () => {
    const { world } = written();
    world.apply({ type: 'pause', server: 1 });
    expect(world.apply({ type: 'deliver', ...first })).toBe('paused');
    world.apply({ type: 'crash', server: 1, keep: 0, torn: false });
    expect(world.apply({ type: 'deliver', ...first })).toBe('crashed');
  });

  it('hashes equal worlds equally, whatever the order in which they came to be', () => {
    const { world: a } = written();
    const { world: b } = written();
    a.apply({ type: 'cut', from: 0, to: 2 });
    a.apply({ type: 'deliver', ...first });
    b.apply({ type: 'deliver', ...first });
    expect(hashWorld(a)).not.toBe(hashWorld(b));
    b.apply({ type: 'cut', from: 0, to: 2 });
    expect(hashWorld(a)).toBe(hashWorld(b));
  });

  it('hashes which of two equal messages is under way, and not the order of arming timers', () => {
    const { world: a } = written();
    const { world: b } = written();
    for (const world of [a, b]) world.apply({ type: 'fire', server: 0, timer: 'retry' });
    expect(a.network.between(0, 1).map(({ message }) => message)).toHaveLength(2);
    a.servers[0]?.timers.reverse();
    expect(hashWorld(a)).toBe(hashWorld(b));
    // Of the same two timers the one is armed here, and the other there.
    const [here, there] = [a.servers[0]?.timers.pop(), b.servers[0]?.timers.pop()];
    expect(here?.timer).not.toBe(there?.timer);
    expect(hashWorld(a)).not.toBe(hashWorld(b));
    if (here !== undefined) a.servers[0]?.timers.push(here);
    if (there !== undefined) b.servers[0]?.timers.push(there);
    expect(hashWorld(a)).toBe(hashWorld(b));
    a.apply({ type: 'drop', ...first });
    b.apply({ type: 'drop', ...first, nth: 1 });
    expect(hashWorld(a)).not.toBe(hashWorld(b));
  });

  it.each([
    ['a message under way', { type: 'drop', ...first }],
    ['a batch that becomes durable', { type: 'sync', server: 1, batches: 1 }],
    ['an armed timer', { type: 'fire', server: 2, timer: 'beat' }],
    ['a pause', { type: 'pause', server: 2 }],
    ['a clock', { type: 'skew', server: 2, rate: 1.5 }],
    ['a link', { type: 'cut', from: 2, to: 1 }],
    ['a crash', { type: 'crash', server: 2, keep: 0, torn: false }],
  ] as const)('hashes %s', (_what, decision) => {
    const { world } = written();
    world.apply({ type: 'duplicate', ...first });
    world.apply({ type: 'deliver', ...first, copy: 1 });
    const before = hashWorld(world);
    expect(world.apply(decision)).toBeNull();
    expect(hashWorld(world)).not.toBe(before);
  });

  it('leaves a copy of the world alone', () => {
    const { world, driver } = written();
    const copy = world.clone(driver, null);
    const before = hashWorld(world);
    copy.apply({ type: 'deliver', ...first });
    copy.apply({ type: 'cut', from: 1, to: 2 });
    expect(hashWorld(world)).toBe(before);
    const after = hashWorld(copy);
    world.apply({ type: 'crash', server: 1, keep: 0, torn: false });
    expect(hashWorld(copy)).toBe(after);
    expect(copy.servers[2]).toBe(world.servers[2]);
  });
});
