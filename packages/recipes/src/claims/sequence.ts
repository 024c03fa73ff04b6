/** A claim among others: a znode whose name ends in a number that its parent gave. */
export interface Claimant {
  readonly name: string;
  /** From -2^31 to 2^31 - 1. */
  readonly sequence: number;
  /** Which of the marks its name has before the number. */
  readonly mark: string;
}

/**
 * The claims among the children of a znode, in the order in which they were made.
 *
 * By the number, never by the name: names begin with an id, which has no order. And by these marks
 * only: whatever else lies there is none of ours.
 *
 * Numbers wrap round at 2^31, so they are compared by their distance, as serial numbers are (RFC
 * 1982); by size a lock would have two holders at the wrap.
 */
export function claimsAmong(children: readonly string[], marks: readonly string[]): Claimant[] {
  return children
    .map((name) => claimantOf(name, marks))
    .filter((claimant) => claimant !== null)
    .sort((a, b) => (a.sequence - b.sequence) | 0);
}

/** A name as a claim; `null` where it is none. */
function claimantOf(name: string, marks: readonly string[]): Claimant | null {
  for (const mark of marks) {
    const at = name.lastIndexOf(mark);
    if (at === -1) continue;
    const digits = name.slice(at + mark.length);
    // Ten places, the sign among them if there is room.
    if (/^(\d{10}|-\d{9,10})$/.test(digits)) return { name, sequence: Number(digits), mark };
  }
  return null;
}
