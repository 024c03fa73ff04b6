import { PARENT, ROOT, WIDTH } from './columns.ts';

const BITS = 12;
const ROWS = 1 << BITS;
const REST = ROWS - 1;

/**
 * The znodes, a row each, in chunks of 4096: what grows is never copied, so that no write has to
 * wait for it.
 */
export class Rows {
  readonly #chunks: Int32Array[] = [];
  readonly #names: string[][] = [];

  get(row: number, column: number): number {
    const chunk = this.#chunks[row >>> BITS];
    return chunk === undefined ? 0 : (chunk[(row & REST) * WIDTH + column] ?? 0);
  }

  set(row: number, column: number, value: number): void {
    const chunk = this.#chunks[row >>> BITS];
    if (chunk !== undefined) chunk[(row & REST) * WIDTH + column] = value;
  }

  add(row: number, column: number, by: number): void {
    this.set(row, column, this.get(row, column) + by);
  }

  /** A value of two columns, as its unsigned high and its unsigned low half tell. */
  number(row: number, column: number): number {
    return this.get(row, column) * 0x1_0000_0000 + (this.get(row, column + 1) >>> 0);
  }

  name(row: number): string {
    return this.#names[row >>> BITS]?.[row & REST] ?? '';
  }

  /** Makes room for a row, all of whose columns are 0: they are from the first, or since `close`. */
  open(row: number, name: string): void {
    const at = row >>> BITS;
    while (this.#chunks.length <= at) {
      this.#chunks.push(new Int32Array(ROWS * WIDTH));
      this.#names.push(new Array<string>(ROWS).fill(''));
    }
    this.#setName(row, name);
  }

  /** Empties a row. */
  close(row: number): void {
    const at = (row & REST) * WIDTH;
    this.#chunks[row >>> BITS]?.fill(0, at, at + WIDTH);
    this.#setName(row, '');
  }

  /** A copy of all columns. */
  image(row: number): Int32Array {
    return this.view(row).slice();
  }

  putImage(row: number, image: Int32Array, name: string): void {
    this.view(row).set(image);
    this.#setName(row, name);
  }

  /** All columns of a row, which go on changing. */
  view(row: number): Int32Array {
    const at = (row & REST) * WIDTH;
    return this.#chunks[row >>> BITS]?.subarray(at, at + WIDTH) ?? new Int32Array(WIDTH);
  }

  #setName(row: number, name: string): void {
    const names = this.#names[row >>> BITS];
    if (names !== undefined) names[row & REST] = name;
  }
}

/** The path of a row, which takes as long as it is deep. */
export function pathOf(rows: Rows, row: number): string {
  if (row === ROOT) return '/';
  let path = '';
  for (let at = row; at !== ROOT; at = rows.get(at, PARENT)) path = `/${rows.name(at)}${path}`;
  return path;
}
