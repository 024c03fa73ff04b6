import type { ServerId } from '@menagerie/contract';

// What worlds add up to: rows of two words for each naming of the servers.

/** Messages, by their numbers, with what each adds. */
interface Messages {
  readonly sums: Int32Array;
  at(number: number): { readonly from: ServerId; readonly to: ServerId };
}

// The loops are faster than the built-in methods on arrays as short as these.
export function copy(into: Int32Array, from: Int32Array): void {
  for (let k = 0; k < into.length; k += 1) into[k] = from[k] ?? 0;
}

export function add(into: Int32Array, sums: Int32Array, number: number): void {
  const from = number * into.length;
  for (let k = 0; k < into.length; k += 1) into[k] = (into[k] ?? 0) + (sums[from + k] ?? 0);
}

export function exchange(into: Int32Array, sums: Int32Array, before: number, after: number): void {
  const old = before * into.length;
  const fresh = after * into.length;
  for (let k = 0; k < into.length; k += 1) {
    into[k] = (into[k] ?? 0) + (sums[fresh + k] ?? 0) - (sums[old + k] ?? 0);
  }
}

export function spread(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Adds the messages under way, each by its place on its link. */
export function weighLinks(
  messages: Messages,
  flights: Int32Array,
  servers: number,
  into: Int32Array,
): void {
  const passed = new Int32Array(servers * servers);
  for (const number of flights) {
    const { from, to } = messages.at(number);
    const place = (passed[from * servers + to] ?? 0) + 1;
    passed[from * servers + to] = place;
    for (let k = 0; k < into.length; k += 1) {
      const sum = messages.sums[number * into.length + k] ?? 0;
      into[k] = (into[k] ?? 0) + spread(sum ^ Math.imul(place, 0x85ebca6b));
    }
  }
}
