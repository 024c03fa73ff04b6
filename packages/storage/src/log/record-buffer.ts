import { RECORD_BYTES, type RecordKind, sealRecord } from '../format/record.ts';

const FIRST_BYTES = 1 << 16;
/** A burst must not hold its memory for ever. */
const KEPT_BYTES = 32 << 20;

/** The records that will go to the disk in one write. */
export class RecordBuffer {
  readonly #seed: number;
  #bytes = new Uint8Array(FIRST_BYTES);
  #length = 0;
  /** All through this number is durable before this buffer is written. */
  #before: number;
  #last: number;

  constructor(seed: number, before: number) {
    this.#seed = seed;
    this.#before = before;
    this.#last = before;
  }

  get length(): number {
    return this.#length;
  }

  get before(): number {
    return this.#before;
  }

  get last(): number {
    return this.#last;
  }

  /** To be written before the next `restart`. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Copies the payload, so that its owner may use it again. */
  add(kind: RecordKind, number: number, payload: Uint8Array): void {
    const at = this.#length;
    this.#makeRoom(at + RECORD_BYTES + payload.length);
    this.#bytes.set(payload, at + RECORD_BYTES);
    const header = { kind, number, durable: kind === 'mark' ? number : this.#before };
    sealRecord(this.#bytes, at, payload.length, header, this.#seed);
    this.#length = at + RECORD_BYTES + payload.length;
    this.#last = number;
  }

  /** Empties it, for batches after `before`. */
  restart(before: number): void {
    if (this.#bytes.length > KEPT_BYTES) this.#bytes = new Uint8Array(FIRST_BYTES);
    this.#length = 0;
    this.#before = before;
    this.#last = before;
  }

  #makeRoom(length: number): void {
    if (length <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(length, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
