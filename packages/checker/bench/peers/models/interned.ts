/** Gives each value a number, from 1: equal values have equal numbers. */
export class Interned<T> {
  readonly #values: T[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(value: T): number {
    const key = JSON.stringify(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#values.push(value);
    this.#numbers.set(key, this.#values.length);
    return this.#values.length;
  }

  /** @throws RangeError if no value has the number */
  valueOf(number: number): T {
    const value = this.#values[number - 1];
    if (value === undefined) throw new RangeError(`no value has number ${number}`);
    return value;
  }
}
