/** All sets of `size` of the numbers `0` to `count - 1`. */
export function quorumsOf(count: number, size: number): number[][] {
  if (size === 0) return [[]];
  if (count < size) return [];
  return [
    ...quorumsOf(count - 1, size),
    ...quorumsOf(count - 1, size - 1).map((set) => [...set, count - 1]),
  ];
}

/** All orders of `0` to `count - 1`, each as what becomes of every number. */
export function renamings(count: number): number[][] {
  if (count === 0) return [[]];
  return renamings(count - 1).flatMap((rest) =>
    Array.from({ length: count }, (_, at) => [...rest.slice(0, at), count - 1, ...rest.slice(at)]),
  );
}
