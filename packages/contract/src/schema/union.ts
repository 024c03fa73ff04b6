import { childPath, type FieldsOf, isObject, recordOf } from './record.ts';
import { invalid } from './scalars.ts';
import type { Infer, Json, Schema } from './schema.ts';

type VariantOf<K extends string, F> = { type: K } & FieldsOf<F> extends infer O
  ? { -readonly [P in keyof O]: O[P] }
  : never;

/** The discriminated union that the variants describe, told apart by `type`. */
export type UnionOf<V> = { [K in keyof V & string]: VariantOf<K, V[K]> }[keyof V & string];

/**
 * One of several records, told apart by their `type`. The position of a variant is part of the
 * wire format: append new ones at the end.
 */
export function union<const V>(
  variants: V & {
    readonly [K in keyof V]: { readonly [P in keyof V[K]]: Schema<Infer<V[K][P]>> };
  },
): Schema<UnionOf<V>> {
  return unionOf<UnionOf<V> & Tagged>(variants);
}

interface Tagged {
  readonly type: string;
}

type VariantFields = Readonly<Record<string, object>>;

function unionOf<T extends Tagged>(variants: VariantFields): Schema<T> {
  const names = Object.keys(variants);
  const expected = `one of ${names.join(', ')}`;
  const schemas = names.map((name) =>
    recordOf<T>({ type: constant(name), ...variants[name] } as { [K in keyof T]: Schema<T[K]> }),
  );
  const positions = new Map(names.map((name, position) => [name, position]));

  const positionOf = (type: string): number => {
    const position = positions.get(type);
    if (position === undefined) throw invalid('type', expected, type);
    return position;
  };
  const at = (position: number): Schema<T> => {
    const schema = schemas[position];
    if (schema === undefined) throw invalid('type', expected, position);
    return schema;
  };
  const of = (value: T): Schema<T> => at(positionOf(value.type));

  return {
    clone: (value) => of(value).clone(value),
    equals: (a, b) => a === b || (a.type === b.type && of(a).equals(a, b)),
    encode: (value, words) => {
      const position = positionOf(value.type);
      words.push(position);
      at(position).encode(value, words);
    },
    permute: (value, permutation) => of(value).permute(value, permutation),
    diff: (before, after, path, found) => {
      if (before === after) return;
      if (before.type === after.type) {
        of(before).diff(before, after, path, found);
      } else {
        found.push({ path, before: of(before).toJson(before), after: of(after).toJson(after) });
      }
    },
    write: (value, writer) => {
      const position = positionOf(value.type);
      writer.uint(position);
      at(position).write(value, writer);
    },
    read: (reader) => {
      const position = reader.uint();
      if (position >= schemas.length) throw reader.error(`${position} names none of ${expected}`);
      return at(position).read(reader);
    },
    toJson: (value) => of(value).toJson(value),
    fromJson: (json, path) => {
      if (!isObject(json)) throw invalid(path, 'an object', json);
      const type = json['type'];
      const position = typeof type === 'string' ? positions.get(type) : undefined;
      if (position === undefined) throw invalid(childPath(path, 'type'), expected, type ?? null);
      return at(position).fromJson(json, path);
    },
  };
}

/** The tag itself: no words and no bytes, since the variant's position already tells it. */
function constant(name: string): Schema<string> {
  return {
    clone: () => name,
    equals: () => true,
    encode: () => {},
    permute: () => name,
    diff: () => {},
    write: () => {},
    read: () => name,
    toJson: (): Json => name,
    fromJson: () => name,
  };
}
