/** Replaces every byte string in a plain value. */
export function mapPayloads<T>(value: T, map: (payload: Uint8Array) => unknown): T {
  if (value instanceof Uint8Array) return map(value) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => mapPayloads(each, map)) as T;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => [key, mapPayloads(each, map)]),
  ) as T;
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
