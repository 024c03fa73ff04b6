import { JuteError } from '../errors.ts';
import type { JuteReader } from '../wire/reader.ts';
import type { JuteWriter } from '../wire/writer.ts';
import type { Codec } from './codec.ts';

/** A codec for each field of a type. */
export type CodecsOf<T> = { readonly [K in keyof T]: Codec<T[K]> };

/**
 * A record: its fields one behind the other, in the order of the table, without tags or padding.
 * The name is ZooKeeper's, and is what errors say.
 */
export function record<T extends object>(name: string, fields: CodecsOf<T>): Codec<T> {
  const keys = Object.keys(fields) as (keyof T & string)[];
  const codecs = keys.map((key) => fields[key]);

  const read = (reader: JuteReader): T => {
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

  const write = (writer: JuteWriter, value: T): void => {
    for (const key of keys) {
      try {
        fields[key].write(writer, value[key]);
      } catch (error) {
        throw inField(error, name, key);
      }
    }
  };

  return {
    read,
    write,
    leastBytes: codecs.reduce((sum, codec) => sum + codec.leastBytes, 0),
    shape: { type: 'record', name, fields: keys.map((key) => [key, fields[key].shape] as const) },
  };
}

function inField(error: unknown, record: string, field: string): unknown {
  return error instanceof JuteError ? error.inField(record, field) : error;
}
