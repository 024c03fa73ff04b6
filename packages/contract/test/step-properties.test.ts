import {
  defineStepProperty,
  type Happening,
  list,
  type Mark,
  record,
  type ServerView,
  type StepProperty,
  server,
  u32,
  Words,
} from '@menagerie/contract';
import { actorIn, fromText, violated } from '@menagerie/contract/testing';
import { describe, expect, it } from 'vitest';
import type { RegisterShape, RegisterState } from './toys/register.ts';

type View = ServerView<RegisterShape>;

/** How much a server has in memory, and whom it knows to have it: a list, so that copies count. */
interface Known {
  readonly count: number;
  readonly by: number[];
}

const known: Mark<RegisterShape, Known> = {
  schema: record({ count: u32, by: list(server) }),
  of: ({ state }) => (state === null ? null : { count: state.kept.length, by: [state.self] }),
};

const onDisk: Mark<RegisterShape, { readonly count: number }> = {
  schema: record({ count: u32 }),
  of: ({ image }) => ({ count: image.kept.length }),
};

const name = 'Growing';

/** What a server has never shrinks while it runs, and nobody has less on disk than server 0 has. */
const growing: StepProperty<RegisterShape> = defineStepProperty<
  RegisterShape,
  Known,
  { readonly count: number }
>({
  name,
  source: 'a toy',
  says: 'It grows.',
  killedBy: ['T-01'],
  before: known,
  others: onDisk,
  check: ({ happening, before, now, config, look }) => {
    const state = actorIn<RegisterShape>({ happening, now });
    if (state === null) return null;
    if (before !== null && state.kept.length < before.count) {
      return violated(name, 'shrinks', [now.id], { before: before.count }, 'It shrank.');
    }
    if (happening.type === 'recover' || now.id === 0) return null;
    const least = look(0)?.count ?? 0;
    if (now.image.kept.length >= least) return null;
    return violated(name, 'lags', [now.id, 0], { least, of: config.servers }, 'It lags.');
  },
});

const config = { servers: 2 };

function viewOf(id: number, inMemory: number | null, durable = 0): View {
  const kept = (count: number) => new Array<Uint8Array>(count).fill(fromText('x'));
  const state: RegisterState | null =
    inMemory === null ? null : { self: id, kept: kept(inMemory), acknowledged: 0, newest: null };
  return { id, state, image: { kept: kept(durable) } };
}

const stepOf = (id: number): Happening<RegisterShape> => ({
  type: 'step',
  server: id,
  input: { type: 'timeout', timer: 'repeat' },
  effects: [],
});
const crashOf = (id: number): Happening<RegisterShape> => ({
  type: 'crash',
  server: id,
  wiped: false,
});
const recoveryOf = (id: number): Happening<RegisterShape> => ({
  type: 'recover',
  server: id,
  effects: [],
});

const worldOf = (...servers: readonly View[]) => ({ config, servers });

function encoded(encode: (words: Words) => void): number[] {
  const words = new Words();
  encode(words);
  return [...words.toArray()];
}

describe('A monitor of a step property', () => {
  it('compares each event with what its server was before it', () => {
    const monitor = growing.start(config);
    const other = viewOf(1, 0);
    expect(monitor.observe(recoveryOf(0), worldOf(viewOf(0, 2), other))).toBeNull();
    expect(monitor.observe(stepOf(0), worldOf(viewOf(0, 3), other))).toBeNull();
    expect(monitor.observe(stepOf(1), worldOf(viewOf(0, 3), viewOf(1, 1)))).toBeNull();
    expect(monitor.observe(stepOf(0), worldOf(viewOf(0, 2), other))).toMatchObject({
      clause: 'shrinks',
      values: { before: 3 },
    });
  });

  it('compares with the event just before, and not with the greatest of all', () => {
    const monitor = growing.start(config);
    const played = [3, 2, 2].map((count) =>
      monitor.observe(stepOf(0), worldOf(viewOf(0, count), viewOf(1, 0))),
    );
    expect(played.map((found) => found?.clause ?? null)).toEqual([null, 'shrinks', null]);
  });

  it('does not compare what starts again with what went before the crash', () => {
    const monitor = growing.start(config);
    const other = viewOf(1, 0);
    monitor.observe(stepOf(0), worldOf(viewOf(0, 3), other));
    monitor.observe(crashOf(0), worldOf(viewOf(0, null), other));
    expect(monitor.observe(recoveryOf(0), worldOf(viewOf(0, 1), other))).toBeNull();
  });

  it('keeps what a server was, though its state is changed in place', () => {
    const seen: (readonly number[] | undefined)[] = [];
    const kept = [7];
    const monitor = defineStepProperty<RegisterShape, { readonly by: number[] }>({
      name,
      source: '',
      says: '',
      killedBy: [],
      before: { schema: record({ by: list(u32) }), of: () => ({ by: kept }) },
      check: ({ before }) => {
        seen.push(before?.by);
        return null;
      },
    }).start(config);
    const world = worldOf(viewOf(0, 0), viewOf(1, 0));
    monitor.observe(stepOf(0), world);
    kept.push(8);
    monitor.observe(stepOf(0), world);
    expect(seen).toEqual([undefined, [7]]);
  });

  it('looks at other servers as they are', () => {
    const monitor = growing.start(config);
    expect(monitor.observe(stepOf(1), worldOf(viewOf(0, 1, 1), viewOf(1, 1, 1)))).toBeNull();
    expect(monitor.observe(stepOf(1), worldOf(viewOf(0, 1, 2), viewOf(1, 1, 1)))).toMatchObject({
      clause: 'lags',
      values: { least: 2, of: 2 },
    });
  });

  it('has marks alone for its history, which a renaming moves, and which copies do not share', () => {
    const monitor = growing.start(config);
    monitor.observe(stepOf(1), worldOf(viewOf(0, 1), viewOf(1, 4)));
    const copy = monitor.clone();
    monitor.observe(crashOf(1), worldOf(viewOf(0, 1), viewOf(1, null)));
    expect(encoded((words) => monitor.encode(words))).toEqual([2, 0, 0]);
    expect(encoded((words) => copy.encode(words))).toEqual([2, 0, 1, 4, 1, 1]);
    expect(encoded((words) => copy.encode(words, [1, 0]))).toEqual([2, 1, 4, 1, 0, 0]);
    expect(copy.holds(worldOf())).toBe(true);
  });
});

describe('A step property without a history', () => {
  it('judges an event by the servers as they were and are', () => {
    const after = worldOf(viewOf(0, 2, 1), viewOf(1, 2));
    const { check } = growing.step;
    expect(growing.kind).toBe('step');
    expect(check(stepOf(0), viewOf(0, 2), after)).toBeNull();
    expect(check(stepOf(0), viewOf(0, 3), after)?.clause).toBe('shrinks');
    expect(check(stepOf(0), null, after)).toBeNull();
    expect(check(stepOf(1), null, after)?.clause).toBe('lags');
  });

  it('says in words what it may see of others', () => {
    expect(encoded((words) => growing.step.encode(viewOf(0, 3, 2), words))).toEqual([1, 2]);
  });

  it('sees and keeps nothing that it does not ask for', () => {
    const seen: unknown[] = [];
    const blind = defineStepProperty<RegisterShape>({
      name,
      source: '',
      says: '',
      killedBy: [],
      check: ({ before, look }) => {
        seen.push(before, look(1));
        return null;
      },
    });
    const world = worldOf(viewOf(0, 2), viewOf(1, 2));
    const monitor = blind.start(config);
    for (let i = 0; i < 2; i += 1) monitor.observe(stepOf(0), world);
    blind.step.check(stepOf(0), viewOf(0, 1), world);
    expect(seen).toEqual([null, null, null, null, null, null]);
    expect(encoded((words) => monitor.encode(words))).toEqual([]);
    expect(encoded((words) => blind.step.encode(viewOf(1, 2), words))).toEqual([]);
  });
});
