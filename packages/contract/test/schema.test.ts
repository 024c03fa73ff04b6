import {
  bool,
  bytes,
  bytesFromText,
  bytesToText,
  ContractError,
  type Difference,
  enumOf,
  frozen,
  type Infer,
  list,
  option,
  perServer,
  place,
  Reader,
  record,
  server,
  serverSet,
  text,
  u32,
  u53,
  union,
  Words,
  Writer,
} from '@menagerie/contract';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';

const entry = frozen(record({ term: u32, payload: bytes }));
const role = union({ follower: { leader: option(server) }, leader: { votes: perServer(bool) } });
const schema = record({
  term: u32,
  offset: u53,
  at: place,
  mode: enumOf('fast', 'slow'),
  label: text,
  log: list(entry),
  role,
  members: serverSet,
});
type Value = Infer<typeof schema>;

const values: fc.Arbitrary<Value> = fc.record({
  term: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  offset: fc.maxSafeNat(),
  at: fc.maxSafeNat(),
  mode: fc.constantFrom('fast', 'slow'),
  label: fc.string(),
  log: fc.array(fc.record({ term: fc.nat(), payload: fc.uint8Array({ maxLength: 9 }) })),
  role: fc.oneof(
    fc.record({ type: fc.constant('follower' as const), leader: fc.option(fc.nat({ max: 4 })) }),
    fc.record({
      type: fc.constant('leader' as const),
      votes: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    }),
  ),
  members: fc.nat({ max: 31 }),
});

const wordsOf = (value: Value): string => {
  const words = new Words();
  schema.encode(value, words);
  return words.toArray().join();
};
const differences = (before: Value, after: Value): Difference[] => {
  const found: Difference[] = [];
  schema.diff(before, after, '', found);
  return found;
};

describe('all uses of one schema agree', () => {
  it('a clone is equal, and independent', () => {
    fc.assert(
      fc.property(values, (value) => {
        const copy = schema.clone(value);
        expect(schema.equals(value, copy)).toBe(true);
        copy.log.push({ term: 1, payload: new Uint8Array() });
        expect(schema.equals(value, copy)).toBe(false);
      }),
    );
  });

  it('equality, words and differences tell the same', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const equal = schema.equals(a, b);
        expect(wordsOf(a) === wordsOf(b)).toBe(equal);
        expect(differences(a, b).length === 0).toBe(equal);
      }),
    );
  });

  it('the words of one place never begin those of another', () => {
    const edges = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER];
    const wide = fc.oneof(fc.constantFrom(...edges), fc.maxSafeNat());
    const wordsOfPlace = (value: number): string => {
      const words = new Words();
      place.encode(value, words);
      return `${words.toArray().join()},`;
    };
    fc.assert(
      fc.property(wide, wide, (one, other) => {
        expect(wordsOfPlace(one).startsWith(wordsOfPlace(other))).toBe(one === other);
      }),
    );
  });

  it('what is written is read again', () => {
    fc.assert(
      fc.property(values, (value) => {
        const writer = new Writer();
        schema.write(value, writer);
        expect(schema.read(new Reader(writer.finish()))).toEqual(value);
        expect(schema.fromJson(schema.toJson(value), '')).toEqual(value);
      }),
    );
  });

  it('a frame that is cut anywhere is refused, never misread', () => {
    fc.assert(
      fc.property(values, fc.nat(), (value, where) => {
        const writer = new Writer();
        schema.write(value, writer);
        const frame = writer.finish();
        const cut = frame.subarray(0, where % frame.length);
        expect(() => schema.read(new Reader(cut))).toThrow(ContractError);
      }),
    );
  });

  it('arbitrary bytes give a value or a ContractError, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        try {
          schema.read(new Reader(noise));
        } catch (error) {
          expect(error).toBeInstanceOf(ContractError);
        }
      }),
    );
  });

  it('renaming and renaming back changes nothing', () => {
    const shuffled = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });
    fc.assert(
      fc.property(values, shuffled, (value, permutation) => {
        const back = permutation.map((_, id) => permutation.indexOf(id));
        expect(schema.permute(schema.permute(value, permutation), back)).toEqual(value);
      }),
    );
  });

  it('renames ids, sets and the places of servers alike', () => {
    const value: Value = {
      term: 1,
      offset: 0,
      at: 0,
      mode: 'fast',
      label: '',
      log: [],
      role: { type: 'leader', votes: [true, false, false, false, false] },
      members: 0b00001,
    };
    const moved = schema.permute(value, [3, 1, 2, 0, 4]);
    expect(moved.members).toBe(0b01000);
    expect(moved.role).toEqual({ type: 'leader', votes: [false, false, false, true, false] });
  });
});

describe('JSON', () => {
  const cases: readonly (readonly [string, () => unknown, RegExp])[] = [
    [
      'an unknown field',
      () => record({ a: u32 }).fromJson({ a: 1, b: 2 }, 'x'),
      /^ContractError: x\.b: .*fields a/,
    ],
    ['a missing field', () => record({ a: u32 }).fromJson({}, 'x'), /x\.a: expected a value/],
    [
      'a number out of range',
      () => u32.fromJson(2 ** 32, 'term'),
      /term: expected .* 4294967295, found 4294967296/,
    ],
    ['a fraction', () => u32.fromJson(1.5, 'term'), /found 1\.5/],
    [
      'an unknown variant',
      () => role.fromJson({ type: 'king' }, 'role'),
      /role\.type: .*follower, leader.*"king"/,
    ],
    ['an item of a list', () => list(u32).fromJson([1, -1], 'log'), /log\[1\]/],
    ['bytes without a form', () => bytes.fromJson('abc', 'payload'), /payload: .*text:/],
    ['a word outside an enumeration', () => enumOf('a', 'b').fromJson('c', 'mode'), /one of a, b/],
  ];
  it.each(cases)('%s is refused by place and value', (_name, parse, message) => {
    let caught: unknown;
    try {
      parse();
    } catch (error) {
      caught = error;
    }
    expect(String(caught)).toMatch(message);
  });

  it('bytes go through text and back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (value) => {
        expect(bytesFromText(bytesToText(value))).toEqual(value);
      }),
    );
    expect(bytesToText(Uint8Array.of(104, 105))).toBe('text:hi');
    expect(bytesToText(Uint8Array.of(255, 0))).toBe('base64:/wA=');
    expect(bytesFromText('base64:/w')).toBeUndefined();
  });
});

describe('fingerprints', () => {
  it('of a hundred thousand near values are all different', () => {
    const seen = new Set<string>();
    const words = new Words();
    for (let i = 0; i < 100_000; i += 1) {
      words.clear();
      words.push(i & 0xff);
      words.push(i >>> 8);
      const { high, low } = words.fingerprint();
      seen.add(`${high}.${low}`);
    }
    expect(seen.size).toBe(100_000);
  });

  it('of words that differ in one bit or two are different, each half by itself', () => {
    const bits = Array.from({ length: 3 * 32 }, (_, bit) => bit);
    const flipped = bits.flatMap((one) => bits.map((other) => [one, other]));
    const highs = new Map<number, string>();
    const lows = new Map<number, string>();
    const alike: string[] = [];
    const words = new Words();
    for (const flips of flipped) {
      const row = [5, 6, 7];
      for (const bit of new Set(flips)) row[bit >> 5] = (row[bit >> 5] ?? 0) ^ (1 << (bit & 31));
      words.clear();
      words.pushAll(...row);
      const { high, low } = words.fingerprint();
      const text = row.join(' ');
      if ((highs.get(high) ?? text) !== text) alike.push(`high: ${text}, ${highs.get(high)}`);
      if ((lows.get(low) ?? text) !== text) alike.push(`low: ${text}, ${lows.get(low)}`);
      highs.set(high, text);
      lows.set(low, text);
    }
    expect(alike).toEqual([]);
  });
});

describe('words', () => {
  it('are found again where they were copied to, and nowhere else', () => {
    const words = new Words();
    words.pushAll(7, 8, 9);
    const row = new Int32Array(5);
    words.copyTo(row, 1);
    expect([...row]).toEqual([0, 7, 8, 9, 0]);
    expect([0, 1, 2].map((from) => words.matches(row, from))).toEqual([false, true, false]);
  });
});

it('a schema tells its type', () => {
  expectTypeOf<Value['log']>().toEqualTypeOf<Readonly<{ term: number; payload: Uint8Array }>[]>();
  expectTypeOf<Value['role']>().toEqualTypeOf<
    { type: 'follower'; leader: number | null } | { type: 'leader'; votes: boolean[] }
  >();
});
