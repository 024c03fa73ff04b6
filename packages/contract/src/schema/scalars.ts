import { ContractError } from '../errors.ts';
import type { ServerId } from '../ids.ts';
import type { Json, Schema } from './schema.ts';

const TWO_POW_31 = 2 ** 31;
const TWO_POW_32 = 2 ** 32;

/** A whole number from 0 to `max` (at most 2^53 - 1). */
export function uint(max: number): Schema<number> {
  const wide = max >= TWO_POW_32;
  const fits = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= max;
  const expected = `a whole number from 0 to ${max}`;
  return scalar<number>({
    encode: (value, words) => {
      if (wide) words.push(Math.floor(value / TWO_POW_32));
      words.push(value | 0);
    },
    write: (value, writer) => {
      if (!fits(value)) throw invalid('', expected, value);
      writer.uint(value);
    },
    read: (reader) => {
      const value = reader.uint();
      if (value > max) throw reader.error(`${value} stands where ${expected} is due`);
      return value;
    },
    fromJson: (json, path) => {
      if (typeof json !== 'number' || !fits(json)) throw invalid(path, expected, json);
      return json;
    },
  });
}

/** 0 to 255. */
export const u8: Schema<number> = uint(0xff);
/** 0 to 2^32 - 1: terms, epochs. */
export const u32: Schema<number> = uint(0xffff_ffff);
/** 0 to 2^53 - 1: request ids, byte offsets. */
export const u53: Schema<number> = uint(Number.MAX_SAFE_INTEGER);
/**
 * 0 to 2^53 - 1: places in a log, and what is counted for as long as a server runs: of either a busy one
 * has more than 2^32 within weeks. Its words are one of 31 bits, or two of which the first is negative:
 * so the small ones of an exploration cost no more than those of a type that ends sooner.
 */
export const place: Schema<number> = {
  ...u53,
  encode: (value, words) => {
    if (value >= TWO_POW_31) words.push(~Math.floor(value / TWO_POW_32));
    words.push(value | 0);
  },
};

export const bool: Schema<boolean> = scalar<boolean>({
  encode: (value, words) => words.push(value ? 1 : 0),
  write: (value, writer) => writer.uint(value ? 1 : 0),
  read: (reader) => {
    const value = reader.uint();
    if (value > 1) throw reader.error(`${value} stands where 0 or 1 is due`);
    return value === 1;
  },
  fromJson: (json, path) => {
    if (typeof json !== 'boolean') throw invalid(path, 'true or false', json);
    return json;
  },
});

/** One of the given words. Encoded by position, so their order is part of the wire format. */
export function enumOf<const Names extends readonly [string, ...string[]]>(
  ...names: Names
): Schema<Names[number]> {
  const positions = new Map<string, number>(names.map((name, position) => [name, position]));
  const position = (value: string): number => {
    const found = positions.get(value);
    if (found === undefined) throw invalid('', `one of ${names.join(', ')}`, value);
    return found;
  };
  const named = (json: Json): Names[number] | undefined => names.find((name) => name === json);
  return scalar<Names[number]>({
    encode: (value, words) => words.push(position(value)),
    write: (value, writer) => writer.uint(position(value)),
    read: (reader) => {
      const at = reader.uint();
      const name = names[at];
      if (name === undefined) throw reader.error(`${at} names none of ${names.join(', ')}`);
      return name;
    },
    fromJson: (json, path) => {
      const name = named(json);
      if (name === undefined) throw invalid(path, `one of ${names.join(', ')}`, json);
      return name;
    },
  });
}

/** Text, compared code unit by code unit. For labels and reasons, not for payloads. */
export const text: Schema<string> = scalar<string>({
  encode: (value, words) => {
    words.push(value.length);
    for (let i = 0; i < value.length; i += 1) words.push(value.charCodeAt(i));
  },
  write: (value, writer) => {
    writer.uint(value.length);
    for (let i = 0; i < value.length; i += 1) writer.uint(value.charCodeAt(i));
  },
  read: (reader) => {
    let value = '';
    for (let left = reader.count(); left > 0; left -= 1) {
      value += String.fromCharCode(reader.uint());
    }
    return value;
  },
  fromJson: (json, path) => {
    if (typeof json !== 'string') throw invalid(path, 'text', json);
    return json;
  },
});

/** A server's id; renamed by a permutation. */
export const server: Schema<ServerId> = {
  ...uint(30),
  permute: (value, permutation) => renamed(value, permutation),
};

/** A set of servers as a bit mask (bit i for server i); renamed by a permutation. */
export const serverSet: Schema<number> = {
  ...uint(0x7fff_ffff),
  permute: (value, permutation) => {
    let result = 0;
    for (let rest = value; rest !== 0; rest &= rest - 1) {
      result |= 1 << renamed(31 - Math.clz32(rest & -rest), permutation);
    }
    return result;
  },
};

/** The error for a value that its schema excludes. */
export function invalid(path: string, expected: string, found: unknown): ContractError {
  const shown = JSON.stringify(found) ?? String(found);
  const short = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
  return new ContractError('invalid-value', path, `expected ${expected}, found ${short}`);
}

function renamed(id: ServerId, permutation: readonly ServerId[]): ServerId {
  const to = permutation[id];
  if (to === undefined)
    throw invalid('', `a permutation of at least ${id + 1} servers`, permutation);
  return to;
}

type ScalarParts<T> = Pick<Schema<T>, 'encode' | 'write' | 'read' | 'fromJson'>;

/** Fills in what is the same for all immutable values without parts. */
function scalar<T extends Json>(parts: ScalarParts<T>): Schema<T> {
  return {
    clone: (value) => value,
    equals: (a, b) => a === b,
    permute: (value) => value,
    diff: (before, after, path, found) => {
      if (before !== after) found.push({ path, before, after });
    },
    toJson: (value) => value,
    ...parts,
  };
}
