import { decode, int, JuteWriter, record, type Unrolled } from '@menagerie/jute';
import { describe, expect, it } from 'vitest';
import { bytesOf } from './helpers/hex.ts';

interface Pair {
  readonly a: number;
  readonly b: number;
}

const good: Unrolled<Pair> = {
  read: (of, reader) => ({ a: of.a.read(reader), b: of.b.read(reader) }),
  write: (of, writer, value) => {
    of.a.write(writer, value.a);
    of.b.write(writer, value.b);
  },
};

const pair = (unrolled: Partial<Unrolled<Pair>>) =>
  record<Pair>('Pair', { a: int, b: int }, { ...good, ...unrolled });

describe('an unrolled record', () => {
  it('is read and written like its table', () => {
    expect(decode(pair({}), bytesOf('00000001 00000002'))).toEqual({ a: 1, b: 2 });
    const writer = new JuteWriter();
    pair({}).write(writer, { a: 1, b: 2 });
    expect(writer.bytes()).toEqual(bytesOf('00000001 00000002'));
  });

  it.each<[string, Partial<Unrolled<Pair>>]>([
    [
      'reads in another order',
      {
        read: (of, reader) => {
          const b = of.b.read(reader);
          return { a: of.a.read(reader), b };
        },
      },
    ],
    [
      'reads one field into another',
      { read: (of, reader) => ({ a: of.b.read(reader), b: of.a.read(reader) }) },
    ],
    [
      'crosses two fields over',
      {
        read: (of, reader) => {
          const a = of.a.read(reader);
          return { a: of.b.read(reader), b: a };
        },
      },
    ],
    [
      'crosses two fields over both ways, so that the bytes are right and the names are not',
      {
        read: (of, reader) => {
          const a = of.a.read(reader);
          return { a: of.b.read(reader), b: a };
        },
        write: (of, writer, value) => {
          of.a.write(writer, value.b);
          of.b.write(writer, value.a);
        },
      },
    ],
    [
      'reads a field twice',
      { read: (of, reader) => ({ a: of.a.read(reader), b: of.a.read(reader) }) },
    ],
    [
      'gives the fields in another order',
      {
        read: (of, reader) => {
          const a = of.a.read(reader);
          return { b: of.b.read(reader), a };
        },
      },
    ],
    [
      'leaves out a field in writing',
      { write: (of, writer, value) => of.a.write(writer, value.a) },
    ],
    [
      'writes in another order',
      {
        write: (of, writer, value) => {
          of.b.write(writer, value.b);
          of.a.write(writer, value.a);
        },
      },
    ],
    [
      'writes one field for another',
      {
        write: (of, writer, value) => {
          of.a.write(writer, value.b);
          of.b.write(writer, value.a);
        },
      },
    ],
  ])('is refused at its definition where it %s', (_, unrolled) => {
    expect(() => pair(unrolled)).toThrow(/Pair is unrolled unlike its table/);
  });
});
