import { describe, expect, it } from 'vitest';
import { World } from '../src/world/world.ts';
import { QuietDriver } from './helpers/quiet-driver.ts';
import { createRegister, rightRules } from './toys/register.ts';
import { registerSubject } from './toys/register-subject.ts';
import type { RegisterShape } from './toys/register-types.ts';

function start(protocol = registerSubject.protocol): {
  world: World<RegisterShape>;
  driver: QuietDriver<RegisterShape>;
} {
  const driver = new QuietDriver<RegisterShape>();
  const world = new World(protocol, { servers: 2 }, driver, null);
  world.start();
  return { world, driver };
}

/** A backup with three versions written and none durable. */
function threeUnsynced(): { world: World<RegisterShape>; driver: QuietDriver<RegisterShape> } {
  const started = start();
  const { world } = started;
  for (const version of [1, 2, 3]) {
    const message = { type: 'store', version, value: version * 10 } as const;
    const { nth } = world.network.send(0, 1, message, 0, -1);
    world.apply({ type: 'deliver', from: 0, to: 1, nth, copy: 0 });
  }
  return started;
}

describe('a disk', () => {
  it.each([0, 1, 2, 3])('keeps exactly the oldest %i unsynced batches in a crash', (keep) => {
    const { world } = threeUnsynced();
    world.apply({ type: 'crash', server: 1, keep, torn: false });
    expect(world.servers[1]?.image.version).toBe(keep);
    world.apply({ type: 'recover', server: 1 });
    expect(world.servers[1]?.state?.version).toBe(keep);
    expect(world.servers[1]?.unsynced).toEqual([]);
  });

  it('keeps nothing of a torn batch', () => {
    const { world } = threeUnsynced();
    world.apply({ type: 'crash', server: 1, keep: 1, torn: true });
    expect(world.servers[1]?.image).toMatchObject({ version: 1, value: 10 });
  });

  it('is the fold of what is durable, not of what is written', () => {
    const { world } = threeUnsynced();
    expect(world.servers[1]?.state?.version).toBe(3);
    expect(world.servers[1]?.image.version).toBe(0);
    world.apply({ type: 'sync', server: 1, batches: 2 });
    expect(world.servers[1]?.image.version).toBe(2);
    expect(world.apply({ type: 'sync', server: 1, batches: 2 })).toBe('nothing-unsynced');
  });

  it('tells who watches durability of the batches that a crash kept, before the crash', () => {
    const { world, driver } = threeUnsynced();
    driver.log.length = 0;
    world.apply({ type: 'crash', server: 1, keep: 2, torn: false });
    expect(driver.log).toEqual(['durable but 1', 'crash']);
  });

  it('is blank and of a new incarnation after it was lost', () => {
    const { world } = threeUnsynced();
    expect(world.apply({ type: 'wipe', server: 1 })).toBe('not-crashed');
    world.apply({ type: 'crash', server: 1, keep: 3, torn: false });
    world.apply({ type: 'wipe', server: 1 });
    expect(world.servers[1]?.image).toEqual({ version: 0, value: 0, incarnation: 1 });
  });
});

describe('an effect that waits for the disk', () => {
  it('leaves once every batch written before it is durable, in order', () => {
    const { world, driver } = threeUnsynced();
    expect(world.servers[1]?.held).toHaveLength(3);
    driver.log.length = 0;
    world.apply({ type: 'sync', server: 1, batches: 1 });
    expect(world.network.between(1, 0).map(({ message }) => message.version)).toEqual([1]);
    world.apply({ type: 'sync', server: 1, batches: 2 });
    expect(world.network.between(1, 0).map(({ message }) => message.version)).toEqual([1, 2, 3]);
    expect(driver.log[0]).toBe('durable but 2');
  });

  it('waits for the batch of its own step though it was pushed ahead of the records', () => {
    const base = createRegister(rightRules);
    const { world } = start({
      ...base,
      step: (config, state, input, sink) => {
        const effects: Parameters<typeof sink.push>[0][] = [];
        base.step(config, state, input, { push: (e) => effects.push(e), note: () => {} });
        for (const effect of effects.reverse()) sink.push(effect);
      },
    });
    const command = { type: 'write', value: 1 } as const;
    world.apply({ type: 'command', server: 0, request: 1, command });
    expect(world.network.between(0, 1)).toEqual([]);
    expect(world.servers[0]?.held.length).toBeGreaterThan(0);
  });

  it('dies in a crash, even if its batch survives', () => {
    const { world } = threeUnsynced();
    world.apply({ type: 'crash', server: 1, keep: 3, torn: false });
    world.apply({ type: 'recover', server: 1 });
    expect(world.servers[1]?.held).toEqual([]);
    expect(world.network.between(1, 0)).toEqual([]);
  });

  it('is dropped where an equal send waits already', () => {
    const { world } = threeUnsynced();
    const message = { type: 'store', version: 3, value: 30 } as const;
    for (let i = 0; i < 5; i += 1) {
      const { nth } = world.network.send(0, 1, message, 0, -1);
      world.apply({ type: 'deliver', from: 0, to: 1, nth, copy: 0 });
    }
    expect(world.servers[1]?.held).toHaveLength(3);
  });

  it('leaves at once where nothing is unsynced', () => {
    const { world, driver } = start();
    world.apply({ type: 'command', server: 0, request: 1, command: { type: 'read' } });
    expect(driver.answers).toEqual([{ type: 'value', version: 0, value: 0 }]);
  });
});

describe('a crash', () => {
  it('disarms every timer and forgets every state', () => {
    const { world } = threeUnsynced();
    expect(world.servers[1]?.timers).toHaveLength(1);
    world.apply({ type: 'crash', server: 1, keep: 0, torn: false });
    expect(world.servers[1]?.timers).toEqual([]);
    expect(world.servers[1]?.state).toBeNull();
    expect(world.apply({ type: 'fire', server: 1, timer: 'beat' })).toBe('crashed');
  });

  it('gives the core an image that the disk does not share', () => {
    const base = registerSubject.protocol;
    const { world } = start({
      ...base,
      recover: (config, self, image, sink) => {
        const state = base.recover(config, self, image, sink);
        image.value = 999;
        return state;
      },
    });
    world.apply({ type: 'crash', server: 1, keep: 0, torn: false });
    world.apply({ type: 'recover', server: 1 });
    expect(world.servers[1]?.image.value).toBe(0);
  });
});
