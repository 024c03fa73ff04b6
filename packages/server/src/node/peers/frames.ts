/** Before a peer has said who it is, nothing it says is longer. */
const LONGEST_HELLO = 4096;
const LONGEST = 2 ** 30;

/** Cuts a stream into frames: a length of four bytes, and so many bytes. */
export class FrameReader {
  readonly #take: (frame: Uint8Array) => void;
  readonly #chunks: Buffer[] = [];
  #waiting = 0;
  #longest = LONGEST_HELLO;

  /** @param take may keep what it is given */
  constructor(take: (frame: Uint8Array) => void) {
    this.#take = take;
  }

  /** It is a peer: from here on frames may be long. */
  trust(): void {
    this.#longest = LONGEST;
  }

  /** @throws RangeError for a frame that is too long */
  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#waiting += chunk.length;
    for (;;) {
      if (this.#waiting < 4) return;
      const length = this.#joined(4).readUInt32BE(0);
      if (length > this.#longest) throw new RangeError(`a frame claims ${length} bytes`);
      // A long one is put together once, when all of it is there.
      if (this.#waiting < 4 + length) return;
      const bytes = this.#joined(4 + length);
      const frame = new Uint8Array(bytes.subarray(4, 4 + length));
      this.#drop(bytes, 4 + length);
      this.#take(frame);
    }
  }

  /** The first chunk, with at least so many bytes in it. */
  #joined(length: number): Buffer {
    const [first] = this.#chunks;
    if (first !== undefined && first.length >= length) return first;
    const whole = Buffer.concat(this.#chunks);
    this.#chunks.splice(0, this.#chunks.length, whole);
    return whole;
  }

  #drop(first: Buffer, length: number): void {
    this.#waiting -= length;
    if (length === first.length) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(length);
  }
}

/** A frame with its length. */
export function framed(bytes: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(4 + bytes.length);
  frame.writeUInt32BE(bytes.length);
  frame.set(bytes, 4);
  return frame;
}
