import { OpCode } from '@menagerie/jute';

const WRITES: ReadonlySet<number> = new Set([
  OpCode.create,
  OpCode.create2,
  OpCode.createContainer,
  OpCode.createTTL,
  OpCode.delete,
  OpCode.setData,
  OpCode.setACL,
  OpCode.multi,
]);

/** Whether a request asks for a change of the tree, before it is read. */
export function isWriteFrame(frame: Uint8Array): boolean {
  // Behind the xid, and no opcode of theirs has more than one byte.
  return frame[4] === 0 && frame[5] === 0 && frame[6] === 0 && WRITES.has(frame[7] ?? 0);
}

const SLAB_BYTES = 64 * 1024;
/** What is larger has memory of its own. */
const MOST_BYTES = 4 * 1024;

/**
 * Copies of frames that are to outlive the memory in which they came. Small ones share a piece of
 * memory, for one of its own costs more than the bytes in it; it is free once none of them is kept.
 */
export class Copies {
  #slab = new Uint8Array(0);
  #used = 0;

  of(bytes: Uint8Array): Uint8Array {
    if (bytes.length > MOST_BYTES) return bytes.slice();
    if (this.#used + bytes.length > this.#slab.length) {
      this.#slab = new Uint8Array(SLAB_BYTES);
      this.#used = 0;
    }
    const copy = this.#slab.subarray(this.#used, this.#used + bytes.length);
    copy.set(bytes);
    this.#used += bytes.length;
    return copy;
  }
}
