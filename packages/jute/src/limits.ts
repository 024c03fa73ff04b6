/** Limits on lengths, in bytes, as ZooKeeper has them. */
export interface JuteLimits {
  /**
   * The longest frame, and the longest string or buffer but for `extraBytes`. ZooKeeper's
   * `jute.maxbuffer`, by default 1048575.
   */
  readonly maxBytes?: number;
  /**
   * By how much a string or buffer in a record may be longer than `maxBytes`. ZooKeeper's
   * `zookeeper.jute.maxbuffer.extrasize`: by default as much as `maxBytes`, and never under 1024.
   */
  readonly extraBytes?: number;
}

/** ZooKeeper's default of `jute.maxbuffer`, in bytes: one less than a mebibyte. */
export const MAX_BYTES = 0xf_ffff;

const LEAST_EXTRA = 1024;

/** The longest string or buffer within the limits, in bytes. */
export function longestField({ maxBytes = MAX_BYTES, extraBytes = maxBytes }: JuteLimits): number {
  return maxBytes + Math.max(extraBytes, LEAST_EXTRA);
}
