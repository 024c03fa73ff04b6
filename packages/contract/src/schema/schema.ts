import type { ServerId } from '../ids.ts';
import type { Reader, Writer } from './wire.ts';
import type { Words } from './words.ts';

/** A value of JSON. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Where server `i` goes: `permutation[i]`. */
export type Permutation = readonly ServerId[];

/** One place in which two values differ. */
export interface Difference {
  /** `role.progress[2].next` */
  readonly path: string;
  /** `null` where the place does not exist in that value. */
  readonly before: Json;
  readonly after: Json;
}

/**
 * The one description of a type of values, from which every use is derived. A field that is
 * missing here is missing from the TypeScript type as well, so a hash, a clone or a frame that
 * forgets a field is a compile error and not an unsound run.
 */
export interface Schema<T> {
  /** An independent copy; `frozen` parts are shared. */
  clone(value: T): T;
  equals(a: T, b: T): boolean;
  /** Canonical words: equal values give equal words, different values different ones. */
  encode(value: T, words: Words): void;
  /** The value with every server renamed. Sound only where ids carry no order. */
  permute(value: T, permutation: Permutation): T;
  /** Appends the places in which the two differ. */
  diff(before: T, after: T, path: string, found: Difference[]): void;
  /** Appends the wire form. */
  write(value: T, writer: Writer): void;
  /** @throws ContractError `invalid-frame` */
  read(reader: Reader): T;
  toJson(value: T): Json;
  /** @throws ContractError `invalid-value`, naming the place and what was expected there */
  fromJson(json: Json, path: string): T;
}

/** The type that a schema describes. */
export type Infer<X> = X extends Schema<infer T> ? T : never;
