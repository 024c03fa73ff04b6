/**
 * Which of several a key goes to, so that little moves when one comes or goes.
 *
 * **Guarantee.** The same key and the same names give the same one, everywhere. When one comes, only
 * keys that it takes move; when one goes, only its own do.
 *
 * **Failure.** It says *where*, and nothing about who agrees: two with different lists go to different
 * ones. It balances load and caches; it grants nothing, and replicates nothing.
 *
 * **Source.** Karger and others, Consistent hashing and random trees (STOC 1997); `points` virtual nodes
 * for each, as in Dynamo (SOSP 2007, 6.2).
 */
export class HashRing {
  readonly #ring: readonly { readonly at: number; readonly name: string }[];

  /** @param points of each name on the ring; more of them share more evenly @default 100 */
  constructor(names: Iterable<string>, points: number = 100) {
    this.#ring = [...new Set(names)]
      .flatMap((name) =>
        Array.from({ length: points }, (_, nth) => ({ at: hash32(`${name}#${nth}`), name })),
      )
      // By name where two points meet, so that the order in which names came does not matter.
      .sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
  }

  /** Whose the key is; `null` where there is nobody. */
  of(key: string): string | null {
    const at = hash32(key);
    let low = 0;
    let high = this.#ring.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ring[middle]?.at ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return (this.#ring[low] ?? this.#ring[0])?.name ?? null;
  }
}

/** FNV-1a over UTF-16 units, and the last mixing of MurmurHash3: FNV alone leaves like names close. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
