import { bytes, type Happening, idsOf, u32, Words } from '@menagerie/contract';
import {
  actor,
  eventually,
  fromText,
  linearizableReads,
  messageOf,
  mutantsOf,
  outputsOf,
  recordsOf,
  sometimes,
  stateMachineSafety,
  toText,
  violated,
} from '@menagerie/contract/testing';
import { describe, expect, it } from 'vitest';
import { type RegisterShape, register } from './toys/register.ts';

/** A protocol of which only what properties see is there: a log, and answers with places in it. */
interface LogShape extends Omit<RegisterShape, 'record' | 'command' | 'answer' | 'output'> {
  readonly record:
    | { readonly type: 'keep' }
    | { readonly type: 'compact'; readonly index: number; readonly data: Uint8Array };
  readonly command: { readonly type: 'write' | 'read' | 'glance' };
  readonly answer:
    | { readonly type: 'written' | 'seen'; readonly place: number }
    | { readonly type: 'refused' };
  readonly output:
    | { readonly type: 'entry'; readonly index: number; readonly data: Uint8Array }
    | { readonly type: 'state'; readonly index: number; readonly data: Uint8Array };
}

const config = { servers: 2 };
const world = { config, servers: [] };

describe('State machine safety', () => {
  const safety = stateMachineSafety<LogShape, Uint8Array>({
    name: 'Same Everywhere',
    source: 'a toy',
    says: 'All are given the same.',
    killedBy: [],
    item: bytes,
    same: bytes.equals,
    given: ({ type, index, data }) =>
      type === 'state' ? { type, index, data } : { type: 'item', index, item: data },
    compacted: (record) => (record.type === 'compact' ? record : null),
    tell: ({ type, server, index, ...rest }) =>
      violated('Same Everywhere', type, [server], { index }, JSON.stringify(shown(rest))),
  });

  function shown(values: object): object {
    const texts = Object.entries(values).map(([key, value]: [string, unknown]) => [
      key,
      value instanceof Uint8Array ? toText(value) : value,
    ]);
    return Object.fromEntries(texts);
  }

  /** `2a`: entry 2 is a; `=2x`: the state at 2 is x; `!2x`: an application makes x of 2. */
  function play(...steps: readonly (readonly [server: number, ...given: string[]])[]): string {
    const monitor = safety.start(config);
    for (const [server, ...given] of steps) {
      const effects = given.map((text) => effectOf(text));
      const input = { type: 'timeout', timer: 'repeat' } as const;
      const happening: Happening<LogShape> =
        given.length === 0
          ? { type: 'recover', server, effects }
          : { type: 'step', server, input, effects };
      const found = monitor.observe(happening, world);
      if (found !== null) return `${found.clause} ${found.servers.join()} ${found.sentence}`;
    }
    return 'safe';
  }

  function effectOf(text: string) {
    const [, kind, index, rest = ''] = /^([=!]?)(\d)(.*)$/.exec(text) ?? [];
    const at = { index: Number(index), data: fromText(rest) };
    return kind === '!'
      ? ({ type: 'persist', records: [{ type: 'compact', ...at }] } as const)
      : ({
          type: 'deliver',
          output: { type: kind === '=' ? 'state' : 'entry', ...at },
          gated: false,
        } as const);
  }

  it('holds where all are given the same, at their own pace, and again after a start', () => {
    expect(play([0, '1a', '2b'], [1, '1a'], [1], [1, '1a', '2b'], [0, '3c'])).toBe('safe');
    expect(play([0, '1a', '2b', '!2ab'], [1, '=2ab', '3c'], [0, '3c'])).toBe('safe');
  });

  it('is broken by two items at one index', () => {
    expect(play([0, '1a', '2b'], [1, '1a', '2c'])).toBe(
      'different-item 1 {"first":"b","second":"c"}',
    );
  });

  it('is broken by a gap, and by an item that comes twice', () => {
    expect(play([0, '1a', '3c'])).toBe('out-of-order 0 {"last":1}');
    expect(play([0, '1a', '1a'])).toBe('out-of-order 0 {"last":1}');
  });

  it('is broken by a state that no application made, and by one of earlier', () => {
    expect(play([0, '1a', '!1x'], [1, '=1y'])).toBe('different-state 1 {"first":"x","second":"y"}');
    expect(play([0, '1a', '!1x', '!1y'], [1, '=1x'])).toBe('safe');
    expect(play([0, '=2x', '=1w'])).toBe('state-goes-back 0 {"last":2}');
    expect(play([0, '=2x', '=2x'])).toBe('safe');
  });

  it('has a history of items, of what each had last, and of states', () => {
    const monitor = safety.start(config);
    const effects = ['1a', '!1x', '!1y'].map(effectOf);
    const input = { type: 'timeout', timer: 'repeat' } as const;
    monitor.observe({ type: 'step', server: 1, input, effects }, world);
    const words = new Words();
    monitor.clone().encode(words, [1, 0]);
    expect([...words.toArray()]).toEqual([1, 1, 97, 2, 1, 0, 1, 1, 1, 120]);
  });
});

describe('Linearizable reads', () => {
  const reads = linearizableReads<LogShape, number>({
    name: 'Fresh Reads',
    source: 'a toy',
    says: 'Reads see what was answered.',
    killedBy: [],
    place: u32,
    origin: 0,
    compare: (a, b) => a - b,
    promises: ({ type }) => type === 'read',
    told: (answer) => {
      if (answer.type === 'refused') return null;
      const { type, place } = answer;
      return type === 'written' ? { type, place } : { type: 'read', place, by: 'toy' };
    },
    tell: ({ server, place, floor, by }) =>
      violated('Fresh Reads', 'stale', [server], { place, floor, by }, `${place} < ${floor}`),
  });

  type Event =
    | { readonly ask: LogShape['command']['type']; readonly request: number; readonly at?: number }
    | { readonly answer: LogShape['answer']; readonly request: number; readonly at?: number }
    | { readonly crash: number };

  function happeningOf(event: Event): Happening<LogShape> {
    if ('crash' in event) return { type: 'crash', server: event.crash, wiped: false };
    const { request, at: server = 0 } = event;
    if ('answer' in event) return { type: 'answered', server, request, answer: event.answer };
    const input = { type: 'command', request, command: { type: event.ask } } as const;
    return { type: 'step', server, input, effects: [] };
  }

  function play(...events: readonly Event[]): string {
    const monitor = reads.start(config);
    for (const event of events) {
      const found = monitor.observe(happeningOf(event), world);
      if (found !== null) return found.sentence;
    }
    return 'fresh';
  }

  const wrote = (place: number): Event => ({ answer: { type: 'written', place }, request: 99 });
  const saw = (place: number, request: number, at = 0): Event => ({
    answer: { type: 'seen', place },
    request,
    at,
  });

  it('see what was written before they were asked for', () => {
    expect(play(wrote(3), { ask: 'read', request: 1 }, saw(2, 1))).toBe('2 < 3');
    expect(play(wrote(3), { ask: 'read', request: 1 }, saw(3, 1))).toBe('fresh');
    expect(play({ ask: 'read', request: 1 }, wrote(3), saw(2, 1))).toBe('fresh');
    expect(play(wrote(3), wrote(1), { ask: 'read', request: 1 }, saw(2, 1))).toBe('2 < 3');
  });

  it('see what an earlier read saw, and not what a glance saw', () => {
    const second: Event = { ask: 'read', request: 2, at: 1 };
    expect(play({ ask: 'read', request: 1 }, saw(4, 1), second, saw(3, 2, 1))).toBe('3 < 4');
    expect(play({ ask: 'glance', request: 1 }, saw(4, 1), second, saw(3, 2, 1))).toBe('fresh');
  });

  it('may glance at anything', () => {
    expect(play(wrote(3), { ask: 'glance', request: 1 }, saw(2, 1))).toBe('fresh');
  });

  it('are over with any answer, and with a crash of the server that was asked', () => {
    const asked: Event = { ask: 'read', request: 1 };
    const refused: Event = { answer: { type: 'refused' }, request: 1 };
    expect(play(wrote(3), asked, refused, saw(2, 1))).toBe('fresh');
    expect(play(wrote(3), asked, { crash: 0 }, saw(2, 1))).toBe('fresh');
    expect(play(wrote(3), asked, { crash: 1 }, saw(2, 1))).toBe('2 < 3');
    expect(play(wrote(3), asked, saw(3, 1, 1), saw(2, 1))).toBe('2 < 3');
    expect(play(wrote(3), asked, wrote(4), saw(2, 1))).toBe('2 < 3');
  });

  it('have a history of what was told, and of the reads that are open', () => {
    const monitor = reads.start(config);
    const events: readonly Event[] = [wrote(3), { ask: 'read', request: 7, at: 1 }];
    for (const event of events) monitor.observe(happeningOf(event), world);
    const words = new Words();
    monitor.encode(words, [1, 0]);
    expect([...words.toArray()]).toEqual([3, 1, 0, 7, 0, 3]);
  });
});

describe('what runs come to', () => {
  const recovered: Happening<RegisterShape> = { type: 'recover', server: 0, effects: [] };
  const crashed: Happening<RegisterShape> = { type: 'crash', server: 0, wiped: false };

  it('is reached once and for all', () => {
    const crash = sometimes<RegisterShape>('A Crash', '', '', ({ type }) => type === 'crash');
    const monitor = crash.start(config);
    expect([crash.kind, monitor.holds(world)]).toEqual(['sometimes', false]);
    for (const happening of [crashed, recovered]) monitor.observe(happening, world);
    expect([monitor.holds(world), monitor.clone().holds(world)]).toEqual([true, true]);
  });

  it('must hold in the end', () => {
    const some = eventually<RegisterShape>('Some', '', '', [], ({ servers }) => servers.length > 0);
    const server = { id: 0, state: null, image: { kept: [] } };
    const monitor = some.start(config);
    expect(some.kind).toBe('eventually');
    expect(monitor.observe(crashed, world)).toBeNull();
    expect([monitor.holds(world), monitor.holds({ config, servers: [server] })]).toEqual([
      false,
      true,
    ]);
  });
});

describe('of what happened', () => {
  const record = (text: string) => ({ type: 'keep', payload: fromText(text) }) as const;
  const output = { type: 'value', payload: fromText('o') } as const;
  const message = { type: 'kept', count: 1 } as const;
  const effects = [
    { type: 'persist', records: [record('a')] },
    { type: 'deliver', output, gated: true },
    { type: 'persist', records: [record('b')] },
  ] as const;
  const step: Happening<RegisterShape> = {
    type: 'step',
    server: 1,
    input: { type: 'message', from: 0, message },
    effects,
  };
  const recovered: Happening<RegisterShape> = { type: 'recover', server: 1, effects };
  const crashed: Happening<RegisterShape> = { type: 'crash', server: 1, wiped: false };
  const texts = (happening: Happening<RegisterShape>): string[] =>
    recordsOf(happening).map(({ payload }) => toText(payload));

  it('all records and outputs of a step or a recovery are seen, in order', () => {
    expect([texts(step), texts(recovered), texts(crashed)]).toEqual([['a', 'b'], ['a', 'b'], []]);
    expect([outputsOf(step), outputsOf(recovered), outputsOf(crashed)]).toEqual([
      [output],
      [output],
      [],
    ]);
  });

  it('the message of a step is seen', () => {
    const fired = { ...step, input: { type: 'timeout', timer: 'repeat' } } as const;
    expect([messageOf(step), messageOf(fired), messageOf(recovered)]).toEqual([
      message,
      null,
      null,
    ]);
  });

  it('the server of a step or a recovery is seen as it is then', () => {
    const state = { self: 1, kept: [], acknowledged: 0, newest: null };
    const image = { kept: [] };
    const servers = idsOf(0b11).map((id) => ({ id, state: id === 1 ? state : null, image }));
    const seen = [step, recovered, crashed].map((each) => actor(each, { config, servers }));
    expect(seen).toEqual([state, state, null]);
    expect(actor(step, world)).toBeNull();
  });
});

it('A mutant is the protocol with one rule replaced', () => {
  const made: unknown[] = [];
  const mutant = mutantsOf<RegisterShape, { repeats: (times: number) => boolean }>((overrides) => {
    made.push(overrides);
    return register;
  });
  const description = { id: 'T-01', mistake: 'Never.', source: 'a toy', breaks: ['Progress'] };
  const never = (): boolean => false;
  expect(mutant(description, 'repeats', never)).toEqual({
    ...description,
    rule: 'repeats',
    protocol: register,
  });
  expect(made).toEqual([{ repeats: never }]);
});
