/** What a lock protects: it takes writes, and may look at tokens. */
export interface Resource {
  /** The largest token that came with an accepted write; -1 before. */
  readonly highest: number;
  /** The latest grant whose holder has written, as the transaction that made its znode; -1 before. */
  readonly newestGrant: number;
  /** Whether a write was accepted after one of a later grant. */
  readonly late: boolean;
}

export const untouched: Resource = { highest: -1, newestGrant: -1, late: false };

/**
 * A write to the resource. It is refused where it carries a token lower than one that was seen: a
 * fencing token, as in Kleppmann, How to do distributed locking (2016).
 *
 * @param grant the transaction that made the writer's znode: the true order of the grants
 */
export function write(
  resource: Resource,
  token: number | null,
  grant: number,
): { readonly accepted: boolean; readonly resource: Resource } {
  if (token !== null && token < resource.highest) return { accepted: false, resource };
  return {
    accepted: true,
    resource: {
      highest: Math.max(resource.highest, token ?? -1),
      newestGrant: Math.max(resource.newestGrant, grant),
      late: resource.late || grant < resource.newestGrant,
    },
  };
}
