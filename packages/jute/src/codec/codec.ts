import type { JuteReader } from '../wire/reader.ts';
import type { JuteWriter } from '../wire/writer.ts';

/** What a codec is made of, for tools that walk over records. */
export type Shape =
  | { readonly type: 'bool' | 'int' | 'long' | 'ustring' | 'buffer' | 'nothing' }
  | { readonly type: 'vector' | 'trailing'; readonly of: Shape }
  | {
      readonly type: 'record';
      readonly name: string;
      readonly fields: readonly (readonly [name: string, shape: Shape])[];
    }
  | {
      readonly type: 'sequence';
      readonly name: string;
      readonly variants: readonly (readonly [name: string, body: Shape])[];
    };

/** How a value is read and written; the two cannot diverge, since both come from one table. */
export interface Codec<T> {
  /**
   * Reads one value from where the reader is. Buffers in it are views into the frame.
   *
   * @throws {@link JuteError} where the bytes are cut short or hold nonsense.
   */
  readonly read: (reader: JuteReader) => T;
  /**
   * Writes one value to where the writer is.
   *
   * @throws {@link JuteError} where a number does not fit its field.
   */
  readonly write: (writer: JuteWriter, value: T) => void;
  /** The fewest bytes that a value takes. */
  readonly leastBytes: number;
  readonly shape: Shape;
}
