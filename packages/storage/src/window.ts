import type { OpenFile } from './files.ts';
import { viewOf } from './format/numbers.ts';

const WINDOW_BYTES = 1 << 20;

/** A part of a file in memory, moved along as it is read: 1 MiB, or as much as one record takes. */
export class Window {
  readonly size: number;
  readonly #file: OpenFile;
  #bytes: Uint8Array;
  #view: DataView;
  #start = 0;
  #length = 0;

  constructor(file: OpenFile, size: number) {
    this.#file = file;
    this.size = size;
    this.#bytes = new Uint8Array(Math.min(size, WINDOW_BYTES));
    this.#view = viewOf(this.#bytes);
  }

  /** Valid until the next `load`. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get view(): DataView {
    return this.#view;
  }

  /** Where a position of the file stands in `bytes`. */
  at(position: number): number {
    return position - this.#start;
  }

  has(position: number, length: number): boolean {
    return position >= this.#start && position + length <= this.#start + this.#length;
  }

  /** Whether the file has these bytes; if so, they are in `bytes` now. */
  async load(position: number, length: number): Promise<boolean> {
    if (position + length > this.size) return false;
    if (this.#bytes.length < length) {
      this.#bytes = new Uint8Array(length);
      this.#view = viewOf(this.#bytes);
    }
    this.#start = position;
    this.#length = await this.#file.read(this.#bytes, position);
    return this.#length >= length;
  }
}
