// What worlds add up to: rows of two words for each naming of the servers.

// The loop is faster than the built-in methods on arrays as short as these.
export function add(into: Int32Array, sums: Int32Array, number: number): void {
  const from = number * into.length;
  for (let k = 0; k < into.length; k += 1) into[k] = (into[k] ?? 0) + (sums[from + k] ?? 0);
}

export function spread(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
