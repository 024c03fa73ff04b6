import { invalid } from './scalars.ts';
import type { Difference, Infer, Json, Permutation, Schema } from './schema.ts';
import type { Reader, Writer } from './wire.ts';
import type { Words } from './words.ts';

/** The object type that the fields describe. Their order is the order of the words and of the wire. */
export type FieldsOf<F> = { -readonly [K in keyof F]: Infer<F[K]> };

type SchemasOf<T> = { readonly [K in keyof T]: Schema<T[K]> };

/** An object with exactly the given fields. */
export function record<const F>(
  fields: F & { readonly [K in keyof F]: Schema<Infer<F[K]>> },
): Schema<FieldsOf<F>> {
  return recordOf<FieldsOf<F>>(fields);
}

/** {@link record} for a type that is already known, such as a variant of a union. */
export function recordOf<T extends object>(fields: SchemasOf<T>): Schema<T> {
  const keys = Object.keys(fields) as (keyof T & string)[];
  return {
    clone: (value) => rebuild<T>(keys, (key) => fields[key].clone(value[key])),
    equals: (a, b) => a === b || keys.every((key) => fields[key].equals(a[key], b[key])),
    encode: (value: T, words: Words) => {
      for (const key of keys) fields[key].encode(value[key], words);
    },
    permute: (value: T, permutation: Permutation) =>
      rebuild<T>(keys, (key) => fields[key].permute(value[key], permutation)),
    diff: (before: T, after: T, path: string, found: Difference[]) => {
      if (before === after) return;
      for (const key of keys) {
        fields[key].diff(before[key], after[key], childPath(path, key), found);
      }
    },
    write: (value: T, writer: Writer) => {
      for (const key of keys) fields[key].write(value[key], writer);
    },
    read: (reader: Reader) => rebuild<T>(keys, (key) => fields[key].read(reader)),
    toJson: (value: T) => {
      const json: Record<string, Json> = {};
      for (const key of keys) json[key] = fields[key].toJson(value[key]);
      return json;
    },
    fromJson: (json, path) => {
      if (!isObject(json)) throw invalid(path, 'an object', json);
      refuseUnknown(json, keys, path);
      return rebuild<T>(keys, (key) => {
        const field = json[key];
        if (field === undefined) throw invalid(childPath(path, key), 'a value', 'nothing');
        return fields[key].fromJson(field, childPath(path, key));
      });
    },
  };
}

/** `a` and `b` make `a.b`. */
export function childPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** Whether a value of JSON is an object and not an array. */
export function isObject(json: Json): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function refuseUnknown(json: object, keys: readonly string[], path: string): void {
  for (const key of Object.keys(json)) {
    if (!keys.includes(key)) {
      throw invalid(childPath(path, key), `only the fields ${keys.join(', ')}`, key);
    }
  }
}

// Fields are added in one order always, so that all objects of a schema share one hidden class.
function rebuild<T extends object>(
  keys: readonly (keyof T & string)[],
  make: <K extends keyof T & string>(key: K) => T[K],
): T {
  const built: Partial<T> = {};
  for (const key of keys) built[key] = make(key);
  return built as T;
}
