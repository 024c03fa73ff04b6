/** Lists of numbers, one after the other in one array. */
export class Lists {
  #words = new Int32Array(1 << 10);
  readonly #ends: number[] = [];

  add(list: Iterable<number>): void {
    let end = this.#ends.at(-1) ?? 0;
    for (const word of list) {
      if (end === this.#words.length) {
        const larger = new Int32Array(end * 2);
        larger.set(this.#words);
        this.#words = larger;
      }
      this.#words[end] = word;
      end += 1;
    }
    this.#ends.push(end);
  }

  at(nth: number): number[] {
    const list: number[] = [];
    const end = this.#ends[nth] ?? 0;
    for (let i = this.#ends[nth - 1] ?? 0; i < end; i += 1) list.push(this.#words[i] ?? 0);
    return list;
  }
}
