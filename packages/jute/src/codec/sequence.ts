import { JuteError } from '../errors.ts';
import type { JuteReader } from '../wire/reader.ts';
import type { JuteWriter } from '../wire/writer.ts';
import type { Codec } from './codec.ts';
import { bool, int } from './fields.ts';
import { record } from './record.ts';

/** What an operation of a multi looks like, or its result. */
interface Variant {
  readonly type: string;
  readonly body: unknown;
}

/** The opcode and the codec of each variant. */
type TableOf<V extends Variant> = {
  readonly [K in V['type']]: {
    readonly opcode: number;
    readonly body: Codec<Extract<V, { readonly type: K }>['body']>;
  };
};

interface MultiHeader {
  readonly type: number;
  readonly done: boolean;
  readonly err: number;
}

const MultiHeader: Codec<MultiHeader> = record('MultiHeader', { type: int, done: bool, err: int });

const END: MultiHeader = { type: -1, done: true, err: -1 };

/** A kind of operation with its type forgotten but for what it takes to read and write one. */
interface Entry<V> {
  readonly opcode: number;
  readonly read: (reader: JuteReader) => V;
  readonly write: (writer: JuteWriter, value: V) => void;
}

/**
 * A sequence of operations, or of their results: a header in front of each, and one that says it is
 * done at the end. `errOf` gives the `err` of a header, which is written and, on reading, ignored:
 * a result that failed says its code again in its body.
 */
export function sequence<V extends Variant>(
  name: string,
  table: TableOf<V>,
  errOf: (value: V) => number,
): Codec<readonly V[]> {
  const types = Object.keys(table) as V['type'][];
  const entries = new Map<string, Entry<V>>(types.map((type) => [type, entryOf(table, type)]));
  const byOpcode = new Map([...entries.values()].map((entry) => [entry.opcode, entry]));

  const readOne = (reader: JuteReader, { type }: MultiHeader, at: number): V => {
    const entry = byOpcode.get(type);
    if (entry === undefined) throw forbidden(type, at, types);
    return entry.read(reader);
  };

  return {
    read: (reader) => {
      const values: V[] = [];
      try {
        for (;;) {
          const at = reader.offset;
          const header = MultiHeader.read(reader);
          if (header.done) return values;
          values.push(readOne(reader, header, at));
        }
      } catch (error) {
        throw inOperation(error, name, values.length);
      }
    },
    write: (writer, values) => {
      let index = 0;
      try {
        for (const value of values) {
          const entry = entries.get(value.type);
          if (entry === undefined) throw new TypeError(`${name} has no ${value.type}`);
          MultiHeader.write(writer, { type: entry.opcode, done: false, err: errOf(value) });
          entry.write(writer, value);
          index += 1;
        }
        MultiHeader.write(writer, END);
      } catch (error) {
        throw inOperation(error, name, index);
      }
    },
    leastBytes: MultiHeader.leastBytes,
    shape: {
      type: 'sequence',
      name,
      variants: types.map((type) => [type, table[type].body.shape] as const),
    },
  };
}

function entryOf<V extends Variant>(table: TableOf<V>, type: V['type']): Entry<V> {
  const { opcode, body } = table[type];
  return {
    opcode,
    // The table says that this body belongs to this type.
    read: (reader) => ({ type, body: body.read(reader) }) as V,
    write: (writer, value) => body.write(writer, value.body),
  };
}

function inOperation(error: unknown, name: string, index: number): unknown {
  return error instanceof JuteError ? error.inElement(index).inField(name, '') : error;
}

function forbidden(opcode: number, offset: number, types: readonly string[]): JuteError {
  return new JuteError('forbidden-operation', `opcode ${opcode} is none of ${types.join(', ')}`, {
    record: null,
    field: 'type',
    offset,
    value: opcode,
    bound: null,
  });
}
