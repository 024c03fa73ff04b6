/** Between which servers nothing passes, as one of them has it. */
export interface Cut {
  /** Whom it does not reach. */
  readonly mute: readonly number[];
  /** Whom it does not hear. */
  readonly deaf: readonly number[];
}

/** Links of a server that are cut: silently, as a switch would. */
export class Cuts {
  #cut: Cut = { mute: [], deaf: [] };

  reaches(peer: number): boolean {
    return !this.#cut.mute.includes(peer);
  }

  hears(peer: number): boolean {
    return !this.#cut.deaf.includes(peer);
  }

  /** @returns those to whom something was cut and is not any more */
  set(cut: Cut): number[] {
    const before = new Set([...this.#cut.mute, ...this.#cut.deaf]);
    this.#cut = cut;
    return [...before].filter((peer) => this.reaches(peer) && this.hears(peer));
  }
}
