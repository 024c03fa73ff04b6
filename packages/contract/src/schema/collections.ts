import type { ServerId } from '../ids.ts';
import { invalid } from './scalars.ts';
import type { Difference, Json, Permutation, Schema } from './schema.ts';

/** Any number of items, in order. */
export function list<T>(item: Schema<T>): Schema<T[]> {
  return {
    clone: (value) => value.map((each) => item.clone(each)),
    equals: (a, b) => a === b || (a.length === b.length && sameItems(item, a, b)),
    encode: (value, words) => {
      words.push(value.length);
      for (const each of value) item.encode(each, words);
    },
    permute: (value, permutation) => value.map((each) => item.permute(each, permutation)),
    diff: (before, after, path, found) => diffItems(item, before, after, path, found),
    write: (value, writer) => {
      writer.uint(value.length);
      for (const each of value) item.write(each, writer);
    },
    read: (reader) => {
      const items: T[] = [];
      for (let left = reader.count(); left > 0; left -= 1) items.push(item.read(reader));
      return items;
    },
    toJson: (value) => value.map((each) => item.toJson(each)),
    fromJson: (json, path) => {
      if (!isList(json)) throw invalid(path, 'a list', json);
      return json.map((each, i) => item.fromJson(each, `${path}[${i}]`));
    },
  };
}

/** One item for each server of the cluster; a permutation moves the items with their servers. */
export function perServer<T>(item: Schema<T>): Schema<T[]> {
  return {
    ...list(item),
    permute: (value, permutation) => {
      const moved = [...value];
      value.forEach((each, from) => {
        moved[destination(from, permutation)] = item.permute(each, permutation);
      });
      return moved;
    },
  };
}

/** A value or `null`. */
export function option<T>(item: Schema<T>): Schema<T | null> {
  return {
    clone: (value) => (value === null ? null : item.clone(value)),
    equals: (a, b) => (a === null || b === null ? a === b : item.equals(a, b)),
    encode: (value, words) => {
      words.push(value === null ? 0 : 1);
      if (value !== null) item.encode(value, words);
    },
    permute: (value, permutation) => (value === null ? null : item.permute(value, permutation)),
    diff: (before, after, path, found) => {
      if (before !== null && after !== null) item.diff(before, after, path, found);
      else if (before !== after) {
        found.push({ path, before: jsonOrNull(item, before), after: jsonOrNull(item, after) });
      }
    },
    write: (value, writer) => {
      writer.uint(value === null ? 0 : 1);
      if (value !== null) item.write(value, writer);
    },
    read: (reader) => {
      const present = reader.uint();
      if (present > 1) throw reader.error(`${present} stands where 0 or 1 is due`);
      return present === 1 ? item.read(reader) : null;
    },
    toJson: (value) => jsonOrNull(item, value),
    fromJson: (json, path) => (json === null ? null : item.fromJson(json, path)),
  };
}

/**
 * A value that nobody changes once it is made: a log entry, a snapshot. It is shared by clones,
 * and a core may keep one that came in a message. The conformance kit freezes such values deeply.
 */
export function frozen<T>(item: Schema<T>): Schema<Readonly<T>> {
  return {
    clone: (value) => value,
    equals: (a, b) => a === b || item.equals(a, b),
    encode: (value, words) => item.encode(value, words),
    permute: (value, permutation) => item.permute(value, permutation),
    diff: (before, after, path, found) => {
      if (before !== after) item.diff(before, after, path, found);
    },
    write: (value, writer) => item.write(value, writer),
    read: (reader) => item.read(reader),
    toJson: (value) => item.toJson(value),
    fromJson: (json, path) => item.fromJson(json, path),
  };
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function sameItems<T>(item: Schema<T>, a: readonly T[], b: readonly T[]): boolean {
  for (const [i, each] of a.entries()) {
    const other = b[i];
    if (other === undefined || !item.equals(each, other)) return false;
  }
  return true;
}

function diffItems<T>(
  item: Schema<T>,
  before: readonly T[],
  after: readonly T[],
  path: string,
  found: Difference[],
): void {
  if (before === after) return;
  for (let i = 0; i < Math.max(before.length, after.length); i += 1) {
    const old = before[i];
    const fresh = after[i];
    const place = `${path}[${i}]`;
    if (old !== undefined && fresh !== undefined) item.diff(old, fresh, place, found);
    else if (old !== undefined) found.push({ path: place, before: item.toJson(old), after: null });
    else if (fresh !== undefined) {
      found.push({ path: place, before: null, after: item.toJson(fresh) });
    }
  }
}

function jsonOrNull<T>(item: Schema<T>, value: T | null): Json {
  return value === null ? null : item.toJson(value);
}

function destination(from: ServerId, permutation: Permutation): ServerId {
  const to = permutation[from];
  if (to === undefined) throw invalid('', `a permutation of ${from + 1} or more`, permutation);
  return to;
}
