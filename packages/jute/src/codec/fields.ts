import { JuteError } from '../errors.ts';
import type { Codec } from './codec.ts';

/** One byte; any but zero is true. */
export const bool: Codec<boolean> = {
  read: (reader) => reader.bool(),
  write: (writer, value) => writer.bool(value),
  leastBytes: 1,
  shape: { type: 'bool' },
};

/** Four bytes, signed. */
export const int: Codec<number> = {
  read: (reader) => reader.int(),
  write: (writer, value) => writer.int(value),
  leastBytes: 4,
  shape: { type: 'int' },
};

/** Eight bytes, signed. Session ids and zxids are beyond what a `number` holds exactly. */
export const long: Codec<bigint> = {
  read: (reader) => reader.long(),
  write: (writer, value) => writer.long(value),
  leastBytes: 8,
  shape: { type: 'long' },
};

/** UTF-8 behind its length; null and empty are two things. */
export const ustring: Codec<string | null> = {
  read: (reader) => reader.ustring(),
  write: (writer, value) => writer.ustring(value),
  leastBytes: 4,
  shape: { type: 'ustring' },
};

/** Bytes behind their length; null and empty are two things. Read as a view into the frame. */
export const buffer: Codec<Uint8Array | null> = {
  read: (reader) => reader.buffer(),
  write: (writer, value) => writer.buffer(value),
  leastBytes: 4,
  shape: { type: 'buffer' },
};

/** What has no bytes at all, such as the body of a ping. */
export const nothing: Codec<null> = {
  read: () => null,
  write: () => {},
  leastBytes: 0,
  shape: { type: 'nothing' },
};

/** A count and as many elements; null and empty are two things. */
export function vector<T>(of: Codec<T>): Codec<readonly T[] | null> {
  const leastBytes = Math.max(of.leastBytes, 1);
  return {
    read: (reader) => {
      const count = reader.count(leastBytes);
      if (count === null) return null;
      const values: T[] = [];
      try {
        while (values.length < count) values.push(of.read(reader));
      } catch (error) {
        throw inElement(error, values.length);
      }
      return values;
    },
    write: (writer, values) => {
      if (values === null) return writer.int(-1);
      writer.int(values.length);
      let index = 0;
      try {
        for (const value of values) {
          of.write(writer, value);
          index += 1;
        }
      } catch (error) {
        throw inElement(error, index);
      }
    },
    leastBytes: 4,
    shape: { type: 'vector', of: of.shape },
  };
}

/**
 * A last field that later versions added: null where the frame ends before it, and not written
 * where it is null.
 */
export function trailing<T>(of: Codec<T>): Codec<T | null> {
  return {
    read: (reader) => (reader.remaining === 0 ? null : of.read(reader)),
    write: (writer, value) => {
      if (value !== null) of.write(writer, value);
    },
    leastBytes: 0,
    shape: { type: 'trailing', of: of.shape },
  };
}

function inElement(error: unknown, index: number): unknown {
  return error instanceof JuteError ? error.inElement(index) : error;
}
