import { describe, expect, it } from 'vitest';
import {
  checkLinearizability,
  checkSequentialConsistency,
  type KeyValueInput,
  keyValueModel,
  lockModel,
  type Operation,
  pictureOf,
  pictureToSvg,
  queueModel,
  type RegisterInput,
  type RegisterOutput,
  registerModel,
  znodeModel,
} from '../../src/index.ts';

type RegisterOperation = Operation<RegisterInput, RegisterOutput>;

const ok = <Input, Output>(
  process: number,
  from: number,
  to: number,
  input: Input,
  output: Output,
): Operation<Input, Output> => ({
  process,
  input,
  invokedAt: from,
  outcome: { type: 'ok', output, returnedAt: to },
});
const unanswered = <Input>(process: number, from: number, input: Input) =>
  ({ process, input, invokedAt: from, outcome: { type: 'unknown' } }) as const;

const write = (value: number): RegisterInput => ({ type: 'write', value });
const read: RegisterInput = { type: 'read' };

/** A write is over before another begins, and yet the older value is read in the end. */
const stale: readonly RegisterOperation[] = [
  ok(0, 0, 1, write(1), null),
  ok(0, 2, 3, write(2), null),
  ok(2, 7, 9, read, 1),
  ok(3, 0, 1, read, null),
];

describe('a stale read', () => {
  it('is explained by the operations that it contradicts, with the values', () => {
    const verdict = checkLinearizability(registerModel, stale);
    expect(verdict).toMatchObject({
      type: 'violated',
      counterexample: { operations: [0, 1, 2], placed: [0, 1], stuck: [2], others: 1, brokenAt: 9 },
    });
    expect(verdict.type === 'violated' && verdict.counterexample.sentence).toBe(
      'No order that respects time explains these 3 operations, even if the other 1 took effect ' +
        'at any time or never: process 0 writes 1 from 0 to 1 and is answered done; process 0 ' +
        'writes 2 from 2 to 3 and is answered done; process 2 reads from 7 to 9 and is answered 1. ' +
        'At best, after “process 0 writes 1, process 0 writes 2”, the register holds 2, and ' +
        'process 2 would have to be answered 2, not 1.',
    );
  });

  it('is sequentially consistent where its process never saw the newer value', () => {
    expect(checkSequentialConsistency(registerModel, stale).type).toBe('holds');
    const seen = [...stale, ok(2, 5, 6, read, 2)];
    expect(checkSequentialConsistency(registerModel, seen).type).toBe('violated');
  });
});

describe('an operation that was never answered', () => {
  it('may take effect long after its process went on', () => {
    const history: readonly RegisterOperation[] = [
      unanswered(0, 0, write(1)),
      ok(0, 2, 3, write(2), null),
      ok(1, 4, 5, read, 2),
      ok(1, 6, 7, read, 1),
    ];
    expect(checkLinearizability(registerModel, history).type).toBe('holds');
    expect(checkSequentialConsistency(registerModel, history).type).toBe('holds');
  });

  it('may take effect once only', () => {
    const history: readonly RegisterOperation[] = [
      unanswered(0, 0, write(1)),
      ok(1, 1, 2, read, 1),
      ok(1, 3, 4, write(2), null),
      ok(1, 5, 6, read, 1),
    ];
    expect(checkLinearizability(registerModel, history).type).toBe('violated');
  });

  it('does not take effect before it is invoked', () => {
    const history = [ok(1, 0, 1, read, 1), unanswered(0, 2, write(1))];
    expect(checkLinearizability(registerModel, history).type).toBe('violated');
  });

  it('is no failed one: a checker that takes it for one is wrong, zoo K-06', () => {
    const history: RegisterOperation[] = [unanswered(0, 0, write(1)), ok(1, 5, 6, read, 1)];
    expect(checkLinearizability(registerModel, history).type).toBe('holds');
    const failed: RegisterOperation[] = history.map((each) =>
      each.outcome.type === 'unknown'
        ? { ...each, outcome: { type: 'failed', returnedAt: 4 } }
        : each,
    );
    expect(checkLinearizability(registerModel, failed).type).toBe('violated');
  });
});

describe('a search that may meet few states', () => {
  const crowd = Array.from({ length: 12 }, (_, i) => ok(i, 0, 100, write(i), null));
  const history = [...crowd, ok(20, 101, 102, read, 99)];

  it('leaves a hard history undecided, and says so', () => {
    const verdict = checkLinearizability(registerModel, history, { maxStates: 1000 });
    expect(verdict.type).toBe('undecided');
    expect(verdict.type === 'undecided' && verdict.sentence).toMatch(/gave up/);
  });

  it('decides it where it may meet more', () => {
    expect(checkLinearizability(registerModel, history).type).toBe('violated');
  });
});

describe('parts of an object', () => {
  const put = (key: string, value: string): KeyValueInput => ({ type: 'put', key, value });
  const get = (key: string): KeyValueInput => ({ type: 'get', key });

  it('are judged apart for linearizability: many keys cost no more than their sum', () => {
    const history = Array.from({ length: 40 }, (_, i) => [
      ok(3 * i, 0, 10, put(`k${i}`, 'a'), null),
      ok(3 * i + 1, 0, 10, put(`k${i}`, 'b'), null),
      ok(3 * i + 2, 20, 30, get(`k${i}`), 'a'),
    ]).flat();
    const verdict = checkLinearizability(keyValueModel, history);
    expect(verdict.type).toBe('holds');
    expect(verdict.states).toBeLessThan(40 * 6);
  });

  it('are judged together for sequential consistency, which is no local property', () => {
    // Each key for itself could lag behind, but not both.
    const history = [
      ok(0, 0, 1, put('x', '1'), null),
      ok(0, 2, 3, get('y'), null),
      ok(1, 0, 1, put('y', '1'), null),
      ok(1, 2, 3, get('x'), null),
    ];
    for (const key of ['x', 'y']) {
      const part = history.filter(({ input }) => input.key === key);
      expect(checkSequentialConsistency(keyValueModel, part).type).toBe('holds');
    }
    expect(checkSequentialConsistency(keyValueModel, history).type).toBe('violated');
  });

  it('of a tree of znodes are one where the root numbers its children', () => {
    const create = (path: string, sequential: boolean) =>
      ({ type: 'create', path, data: '', sequential }) as const;
    const created = (path: string) => ({ type: 'created', path }) as const;
    const history = [
      ok(0, 0, 1, create('/a', false), created('/a')),
      ok(0, 2, 3, create('/n-', true), created('/n-0000000001')),
    ];
    expect(checkLinearizability(znodeModel, history).type).toBe('holds');
  });
});

describe('a model', () => {
  it('of a lock gives no token twice', () => {
    const acquire = (client: string) => ({ type: 'acquire', client }) as const;
    const history = [ok(0, 0, 5, acquire('A'), 1), ok(1, 0, 5, acquire('B'), 1)];
    const verdict = checkLinearizability(lockModel, history);
    expect(verdict.type === 'violated' && verdict.counterexample.sentence).toMatch(
      /answered held already, not token 1/,
    );
  });

  it('of a queue gives what came first, and once', () => {
    const enqueue = (value: string) => ({ type: 'enqueue', value }) as const;
    const dequeue = { type: 'dequeue' } as const;
    const both = [ok(0, 0, 1, enqueue('a'), null), ok(0, 2, 3, enqueue('b'), null)];
    const after = (first: string, second: string) =>
      checkLinearizability(queueModel, [
        ...both,
        ok(1, 4, 5, dequeue, first),
        ok(1, 6, 7, dequeue, second),
      ]).type;
    expect([after('a', 'b'), after('b', 'a'), after('a', 'a')]).toEqual([
      'holds',
      'violated',
      'violated',
    ]);
  });

  it('of znodes changes nothing where the version is another', () => {
    const path = '/a';
    const history = [
      ok(
        0,
        0,
        1,
        { type: 'create', path, data: 'x', sequential: false } as const,
        { type: 'created', path } as const,
      ),
      ok(
        0,
        2,
        3,
        { type: 'setData', path, data: 'y', version: 7 } as const,
        { type: 'error', error: 'bad version' } as const,
      ),
      ok(
        0,
        4,
        5,
        { type: 'getData', path } as const,
        { type: 'data', data: 'x', version: 0 } as const,
      ),
    ];
    expect(checkLinearizability(znodeModel, history).type).toBe('holds');
  });
});

describe('a history that cannot be', () => {
  it('is refused by name', () => {
    const history = [ok(3, 5, 4, read, null)];
    expect(() => checkLinearizability(registerModel, history)).toThrow(
      'operation 0 of process 3 is invoked at 5 and returns at 4. Give times',
    );
  });
});

describe('a picture', () => {
  const verdict = checkLinearizability(registerModel, stale);
  const picture = pictureOf(registerModel, stale, verdict);

  it('shows the smallest part, the order as far as it goes, and what is stuck', () => {
    const bar = (fields: object): unknown => expect.objectContaining(fields);
    expect(picture.rows).toEqual([
      {
        process: 0,
        spans: [
          bar({ operation: 0, from: 0, to: 1, role: 'placed', nth: 1 }),
          bar({ operation: 1, from: 2, to: 3, role: 'placed', nth: 2 }),
        ],
      },
      {
        process: 2,
        spans: [bar({ operation: 2, from: 4, to: 5, role: 'stuck', nth: null, point: null })],
      },
    ]);
  });

  it('has points inside the bars, in the order that explains', () => {
    const history = stale.filter((_, i) => i !== 2);
    const holds = checkLinearizability(registerModel, history);
    const spans = pictureOf(registerModel, history, holds).rows.flatMap((row) => row.spans);
    const placed = spans.toSorted((a, b) => (a.nth ?? 0) - (b.nth ?? 0));
    let earlier = 0;
    for (const { from, to, point } of placed) {
      expect(point).toBeGreaterThan(Math.max(from, earlier));
      expect(point).toBeLessThan(to);
      earlier = point ?? 0;
    }
  });

  it('is an SVG with a title, a description, and a label in words for each bar', () => {
    const svg = pictureToSvg(picture);
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="history-title history-text"/);
    expect(svg).toContain('linearizability of the register is violated</title>');
    expect(svg).toContain('not 1.</desc>');
    expect(svg).toContain('1. writes 1</text>');
    expect(svg).toContain('✗ reads: 1</text>');
  });

  it('escapes what histories say', () => {
    const history = [ok(0, 0, 1, { type: 'write', value: '<b> & "c"' } as const, null)];
    const holds = checkLinearizability(registerModel, history);
    const svg = pictureToSvg(pictureOf(registerModel, history, holds));
    expect(svg).toContain('&lt;b&gt; &amp;');
    expect(svg).not.toContain('<b>');
  });

  it('leaves a bar open that was never answered, and numbers no points without time', () => {
    const history: readonly RegisterOperation[] = [
      unanswered(0, 0, write(1)),
      ok(1, 1, 2, read, null),
    ];
    const holds = checkSequentialConsistency(registerModel, history);
    const { rows, columns } = pictureOf(registerModel, history, holds);
    expect(rows.flatMap(({ spans }) => spans)).toEqual([
      expect.objectContaining({ answered: false, to: columns - 1, role: 'unused', point: null }),
      expect.objectContaining({ answered: true, nth: 1, point: null }),
    ]);
  });
});
