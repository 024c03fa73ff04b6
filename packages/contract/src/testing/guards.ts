import { ContractError } from '../errors.ts';

/** Whether a core is at work just now; payloads may not be looked at meanwhile. */
export interface Watch {
  stepping: boolean;
}

/** What a core may ask of a payload: how long it is, and for a view of a part of it. */
const HARMLESS: ReadonlySet<string | symbol> = new Set(['length', 'byteLength', 'subarray']);

/**
 * Replaces every byte string in a plain value by one that refuses to be read while a core is at
 * work. Parts of a payload, made by `subarray`, are guarded like the whole.
 */
export function guardPayloads<T>(value: T, watch: Watch): T {
  if (value instanceof Uint8Array) return guardBytes(value, watch) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => guardPayloads(each, watch)) as T;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => [
      key,
      guardPayloads(each, watch),
    ]),
  ) as T;
}

function guardBytes(payload: Uint8Array, watch: Watch): Uint8Array {
  return new Proxy(payload, {
    get: (target, key) => {
      if (watch.stepping && !HARMLESS.has(key)) {
        throw new ContractError(
          'broken-rule',
          'rule 5',
          `the core read "${String(key)}" of a payload; payloads are opaque to it`,
        );
      }
      const found: unknown = Reflect.get(target, key, target);
      if (typeof found !== 'function') return found;
      return (...given: unknown[]): unknown => {
        const result: unknown = Reflect.apply(found, target, given);
        return result instanceof Uint8Array ? guardBytes(result, watch) : result;
      };
    },
  });
}

/** Freezes plain data in depth; byte strings cannot be frozen and are passed over. */
export function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if (Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const each of Object.values(value)) freezeDeep(each);
}

/**
 * The first place where two plain values differ in keys, lengths, types or leaves, or `null`.
 * Unlike `Schema.equals` it knows no schema, and so sees what a schema leaves out.
 */
export function firstDifference(a: unknown, b: unknown, path: string): string | null {
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    return a.length === b.length && a.every((byte, i) => byte === b[i]) ? null : path;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return Object.is(a, b) ? null : path;
  }
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return path;
  const left = Object.entries(a);
  const right = new Map<string, unknown>(Object.entries(b));
  for (const [key, each] of left) {
    const place = path === '' ? key : `${path}.${key}`;
    if (!right.has(key)) return place;
    const found = firstDifference(each, right.get(key), place);
    if (found !== null) return found;
    right.delete(key);
  }
  const extra = right.keys().next();
  return extra.done === true ? null : `${path}.${extra.value}`;
}
