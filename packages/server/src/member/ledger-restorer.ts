import { decode } from '@menagerie/jute';
import { Tree, type TreeOptions, type TreeRestorer, ZnodeError } from '@menagerie/znode';
import { sha256 } from '@noble/hashes/sha2.js';
import { Head } from './head.ts';

/** What a snapshot of a ledger says. */
export interface Restored {
  readonly head: Head;
  readonly tree: Tree;
}

const LENGTH_BYTES = 4;
const SUM_BYTES = 32;

/** Reads a snapshot of a ledger, whose bytes may be cut anywhere. */
export class LedgerRestorer {
  readonly #tree: TreeRestorer;
  #head: Head | null = null;
  /** As much of the head as there is. */
  #begun: Uint8Array = new Uint8Array(0);

  constructor(options: TreeOptions) {
    this.#tree = Tree.restorer(options);
  }

  /**
   * Takes the next bytes, which must not change any more.
   *
   * @throws ZnodeError where they are not those of a snapshot
   */
  push(bytes: Uint8Array): void {
    if (this.#head !== null) this.#tree.push(bytes);
    else {
      const begun = new Uint8Array(this.#begun.length + bytes.length);
      begun.set(this.#begun);
      begun.set(bytes, this.#begun.length);
      this.#begun = begun;
      this.#readHead();
    }
  }

  /**
   * Puts it together, a little at a time. The last step comes to the whole.
   *
   * @throws ZnodeError where something is missing
   */
  *steps(): Generator<undefined, Restored, undefined> {
    const tree = yield* this.#tree.steps();
    if (this.#head === null) throw damaged();
    return { head: this.#head, tree };
  }

  /** All steps at once. @throws ZnodeError */
  finish(): Restored {
    const steps = this.steps();
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    return step.value;
  }

  #readHead(): void {
    const begun = this.#begun;
    if (begun.length < LENGTH_BYTES) return;
    const end = LENGTH_BYTES + new DataView(begun.buffer).getUint32(0);
    if (begun.length < end + SUM_BYTES) return;
    const sum = sha256(begun.subarray(0, end));
    if (sum.some((byte, i) => byte !== begun[end + i])) throw damaged();
    this.#head = decode(Head, begun.subarray(LENGTH_BYTES, end));
    this.#begun = new Uint8Array(0);
    this.#tree.push(begun.subarray(end + SUM_BYTES));
  }
}

function damaged(): ZnodeError {
  return new ZnodeError('snapshot-damaged', 'the head of the snapshot is damaged: take another');
}
