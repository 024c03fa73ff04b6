/** Times of requests, in milliseconds, and what they come to. */
export class Latencies {
  readonly #times: number[] = [];

  add(ms: number): void {
    this.#times.push(ms);
  }

  get count(): number {
    return this.#times.length;
  }

  /** Sorts once: to be asked when all are in. `null` where there is none. */
  summary(): LatencySummary | null {
    if (this.#times.length === 0) return null;
    const sorted = Float64Array.from(this.#times).sort();
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
  }
}

/** In milliseconds: so many of a hundred took no longer. */
export interface LatencySummary {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}
