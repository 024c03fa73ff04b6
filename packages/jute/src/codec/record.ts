import { JuteError } from '../errors.ts';
import type { JuteReader } from '../wire/reader.ts';
import type { JuteWriter } from '../wire/writer.ts';
import type { Codec } from './codec.ts';
import { type CodecsOf, checkUnrolled, type Unrolled } from './unrolled.ts';

/**
 * A record: its fields one behind the other, in the order of the table, without tags or padding.
 * The name is ZooKeeper's, and is what errors say.
 *
 * @throws TypeError where an unrolled loop is not the loop over the table.
 */
export function record<T extends object>(
  name: string,
  fields: CodecsOf<T>,
  unrolled: Unrolled<T> | null = null,
): Codec<T> {
  const keys = Object.keys(fields) as (keyof T & string)[];
  const looped = { read: loopedRead(name, keys, fields), write: loopedWrite(name, keys, fields) };
  if (unrolled !== null) checkUnrolled(name, keys, unrolled);
  const { read, write } = unrolled === null ? looped : guarded(fields, unrolled, looped);
  return {
    read,
    write,
    leastBytes: keys.reduce((sum, key) => sum + fields[key].leastBytes, 0),
    shape: { type: 'record', name, fields: keys.map((key) => [key, fields[key].shape] as const) },
  };
}

type Pair<T> = Pick<Codec<T>, 'read' | 'write'>;

/** Unrolled, as long as nothing is wrong: the loop then says in which field. */
function guarded<T>(of: CodecsOf<T>, unrolled: Unrolled<T>, looped: Pair<T>): Pair<T> {
  return {
    read: (reader) => {
      const began = reader.offset;
      try {
        return unrolled.read(of, reader);
      } catch {
        reader.rewind(began);
        return looped.read(reader);
      }
    },
    write: (writer, value) => {
      const began = writer.length;
      try {
        unrolled.write(of, writer, value);
      } catch {
        writer.rewind(began);
        looped.write(writer, value);
      }
    },
  };
}

function loopedRead<T extends object>(
  name: string,
  keys: readonly (keyof T & string)[],
  fields: CodecsOf<T>,
): (reader: JuteReader) => T {
  return (reader) => {
    const value: Partial<T> = {};
    for (const key of keys) {
      try {
        value[key] = fields[key].read(reader);
      } catch (error) {
        throw inField(error, name, key);
      }
    }
    // Every key of T has been read.
    return value as T;
  };
}

function loopedWrite<T extends object>(
  name: string,
  keys: readonly (keyof T & string)[],
  fields: CodecsOf<T>,
): (writer: JuteWriter, value: T) => void {
  return (writer, value) => {
    for (const key of keys) {
      try {
        fields[key].write(writer, value[key]);
      } catch (error) {
        throw inField(error, name, key);
      }
    }
  };
}

function inField(error: unknown, record: string, field: string): unknown {
  return error instanceof JuteError ? error.inField(record, field) : error;
}
