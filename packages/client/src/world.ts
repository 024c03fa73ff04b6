/** Time and chance, as a client is given them: real ones, or those of a test. */
export interface World {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** Acts once, so many milliseconds from now, unless the function returned is called before. */
  after(ms: number, act: () => void): () => void;
  /** Acts once, behind what is running now. Requests that are made until then leave together. */
  soon(act: () => void): void;
  /** From 0 to below 1. */
  random(): number;
}
