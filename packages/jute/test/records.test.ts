import {
  type Codec,
  decode,
  JuteReader,
  JuteWriter,
  operations,
  type Shape,
} from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { records } from './helpers/codecs.ts';
import { plainJute } from './helpers/plain-jute.ts';
import { anyChoices, type Choices, Random, valueOf } from './helpers/random.ts';

const SEED = 20_261_123;
const VALUES = 100;

function bytesOf(codec: Codec<unknown>, value: unknown): Uint8Array {
  const writer = new JuteWriter({ initialBytes: 1 });
  codec.write(writer, value);
  return writer.bytes();
}

function expectBothWays(codec: Codec<unknown>, value: unknown, why: string): void {
  const bytes = bytesOf(codec, value);
  expect(Array.from(bytes), `value: ${why}`).toEqual(plainJute(codec.shape, value));
  const reader = new JuteReader(bytes);
  expect(codec.read(reader), `value: ${why}`).toEqual(value);
  expect(reader.remaining, `value: ${why}`).toBe(0);
}

describe.each(records)('%s', (name, codec) => {
  const choices = (of: Partial<Choices>): Choices => ({ ...anyChoices(new Random(SEED)), ...of });

  it('comes back as it was written, in the bytes that its table says', () => {
    const any = anyChoices(new Random(SEED));
    for (let i = 0; i < VALUES; i += 1) {
      expectBothWays(codec, valueOf(codec.shape, any), `${name}, value ${i} of seed ${SEED}`);
    }
  });

  it('comes back with everything null that can be, and with everything empty', () => {
    const nulls = valueOf(codec.shape, choices({ isNull: () => true, length: () => 3 }));
    const empties = valueOf(codec.shape, choices({ isNull: () => false, length: () => 0 }));
    expectBothWays(codec, nulls, 'nulls');
    expectBothWays(codec, empties, 'empties');
  });

  it('takes no fewer bytes than it says', () => {
    const least = valueOf(codec.shape, choices({ isNull: () => true, length: () => 0 }));
    expect(bytesOf(codec, least)).toHaveLength(codec.leastBytes);
  });

  it('has the fields of its table in order, and no others', () => {
    const any = anyChoices(new Random(SEED));
    const value = decode(codec, bytesOf(codec, valueOf(codec.shape, any)));
    const { shape } = codec;
    if (shape.type !== 'record') return expect(value).toBeInstanceOf(Array);
    expect(Object.keys(value as object)).toEqual(shape.fields.map(([field]) => field));
  });
});

describe('the records together', () => {
  const named = (shape: Shape): string => ('name' in shape ? shape.name : shape.type);
  const known = new Set(records.map(([, { shape }]) => named(shape)));

  it('are those of every operation', () => {
    const shapes = Object.values(operations).flatMap(({ request, response }) => [
      request.shape,
      response.shape,
    ]);
    const missing = shapes.map(named).filter((name) => name !== 'nothing' && !known.has(name));
    expect(missing).toEqual([]);
  });

  it('are called what the package calls them', () => {
    const strange = records.filter(([name, { shape }]) => named(shape) !== name);
    expect(strange).toEqual([]);
    expect(records.length).toBeGreaterThan(60);
  });
});
