/** The value below which such a share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

/** A median, and between what the true one lies in 19 of 20 cases. */
export interface Middle {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * By ranks, which asks nothing of how the values are spread: how many of `n` lie below the true median
 * is binomial, and within 0.98 times the root of `n` of the half in 19 of 20 cases.
 */
export function middleOf(values: readonly number[]): Middle {
  const reach = 0.98 / Math.sqrt(values.length);
  return {
    median: quantile(values, 0.5),
    low: quantile(values, Math.max(0, 0.5 - reach)),
    high: quantile(values, 0.5 + reach),
  };
}
