import { JuteReader } from '../wire/reader.ts';
import { JuteWriter } from '../wire/writer.ts';
import type { Codec } from './codec.ts';

/** A codec for each field of a type. */
export type CodecsOf<T> = { readonly [K in keyof T]: Codec<T[K]> };

/**
 * The loop over a table of fields, written out. The engine learns what a line of code meets; a loop
 * that all records share meets everything, and is several times slower than a line that meets one
 * field of one record. Worth its lines for records that are in every other frame.
 */
export interface Unrolled<T> {
  /** `(of, reader) => ({ path: of.path.read(reader), … })`, in the order of the table. */
  readonly read: (of: CodecsOf<T>, reader: JuteReader) => T;
  /** `(of, writer, value) => { of.path.write(writer, value.path); … }`, in the order of the table. */
  readonly write: (of: CodecsOf<T>, writer: JuteWriter, value: T) => void;
}

/**
 * Runs an unrolled loop on a table that takes notes, and refuses it unless it does what the loop
 * over the table does: each field once, in order, and to where it belongs.
 */
export function checkUnrolled<T extends object>(
  name: string,
  keys: readonly (keyof T & string)[],
  unrolled: Unrolled<T>,
): void {
  const notes: string[] = [];
  const marks = new Map(keys.map((key) => [key, { key }]));
  const entry = (key: keyof T & string) => ({
    read: () => {
      notes.push(`read ${key}`);
      return marks.get(key);
    },
    write: (_: JuteWriter, mark: unknown) => {
      if (mark === marks.get(key)) notes.push(`write ${key}`);
    },
  });
  const table: { readonly [key: string]: unknown } = Object.fromEntries(
    keys.map((key) => [key, entry(key)]),
  );
  // Marks stand for values: the loop only hands them on.
  const of = table as CodecsOf<T>;
  const value = unrolled.read(of, new JuteReader());
  for (const key of keys) if (value[key] === marks.get(key)) notes.push(`give ${key}`);
  unrolled.write(of, new JuteWriter({ initialBytes: 0 }), value);

  const expected = ['read', 'give', 'write'].flatMap((verb) => keys.map((key) => `${verb} ${key}`));
  const same = Object.keys(value).join() === keys.join() && notes.join() === expected.join();
  if (!same) throw new TypeError(`${name} is unrolled unlike its table: ${notes.join(', ')}`);
}
