/** What went wrong, for programs. */
export type JuteErrorCode =
  /** The frame ends before the field does. `value` is the bytes needed, `bound` the bytes left. */
  | 'short-frame'
  /** A length below zero that does not mean null. `value` is the length, `bound` the least. */
  | 'negative-length'
  /** A length over the limit. `value` is the length, `bound` the limit, in bytes. */
  | 'too-long'
  /** A multi has an operation that may not be in it. `value` is its opcode, `bound` null. */
  | 'forbidden-operation'
  /** A number to be written does not fit its field. `bound` is the bound that it is beyond. */
  | 'out-of-range';

/** Where in a frame something went wrong, and with what. */
export interface JutePlace {
  /** The outermost record, by its name in ZooKeeper, such as `CreateRequest`; null outside of one. */
  readonly record: string | null;
  /** The path of the field in that record, such as `acl[2].id.scheme`; null where there is none. */
  readonly field: string | null;
  /** Bytes from the start of the frame, its length not counted; when writing, from that of the buffer. */
  readonly offset: number;
  readonly value: number | bigint;
  readonly bound: number | bigint | null;
}

/** Thrown for bytes that are not what they should be, and for values that have no bytes. */
export class JuteError extends Error implements JutePlace {
  override readonly name = 'JuteError';
  readonly code: JuteErrorCode;
  readonly record: string | null;
  readonly field: string | null;
  readonly offset: number;
  readonly value: number | bigint;
  readonly bound: number | bigint | null;
  readonly #problem: string;

  /** The problem is a clause without a place: the message begins with the place. */
  constructor(code: JuteErrorCode, problem: string, place: JutePlace) {
    super(`${nameOf(place)} at byte ${place.offset}: ${problem}`);
    this.code = code;
    this.record = place.record;
    this.field = place.field;
    this.offset = place.offset;
    this.value = place.value;
    this.bound = place.bound;
    this.#problem = problem;
  }

  /** The same, in a field of a record; a record of its own becomes the field's value. */
  inField(record: string, field: string): JuteError {
    return this.#at(record, this.field === null ? field : joined(field, this.field));
  }

  /** The same, in an element of a vector. */
  inElement(index: number): JuteError {
    return this.#at(null, joined(`[${index}]`, this.field ?? ''));
  }

  #at(record: string | null, field: string): JuteError {
    const { offset, value, bound } = this;
    return new JuteError(this.code, this.#problem, { record, field, offset, value, bound });
  }
}

function joined(outer: string, inner: string): string {
  return inner === '' || inner.startsWith('[') ? outer + inner : `${outer}.${inner}`;
}

function nameOf({ record, field }: JutePlace): string {
  if (record === null) return field ?? 'frame';
  return field === null ? record : joined(record, field);
}
