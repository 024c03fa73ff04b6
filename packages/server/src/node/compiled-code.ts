import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { withUsualHeap } from './small-heap.ts';

const DIGEST_BYTES = 32;
/** Less is not worth another file. */
const WORTH = 1.1;

/**
 * A program, and what V8 has made of it: beside the program lies a file with the code that processes
 * before this one compiled, so that this one need not. Without such a file, and where it cannot be
 * read, is damaged or of another program or V8, V8 compiles as ever.
 *
 * What is in the file is run: so it lies where only those can write who can change the program, too.
 * `NODE_DISABLE_COMPILE_CACHE`, which is Node's own, switches it off.
 */
export class CompiledCode {
  readonly script: Script;
  readonly #source: Buffer;
  /** The release of V8, its options and what the processor can do: other code is of no use. */
  readonly #tag = cachedDataVersionTag();
  readonly #file: string;
  readonly #isUsed = process.env['NODE_DISABLE_COMPILE_CACHE'] === undefined;
  #bytes: number;

  /** @throws what the file system says of the program */
  constructor(program: string) {
    this.#source = readFileSync(program);
    this.#file = `${program}.${this.#tag.toString(16)}.code`;
    const cachedData = this.#isUsed ? this.#kept() : undefined;
    // The bundle is ASCII (esbuild escapes the rest), which V8 reads sooner and keeps in half the space.
    const text = this.#source.toString('latin1');
    this.script = new Script(text, { filename: program, ...(cachedData && { cachedData }) });
    const isTaken = this.script.cachedDataRejected === false;
    this.#bytes = isTaken ? (cachedData?.length ?? 0) : 0;
  }

  /** Whether there was something for this process. */
  get isThere(): boolean {
    return this.#bytes > 0;
  }

  /** Leaves what is compiled by now to the next process, if it is much more than there was. */
  keep(): void {
    const data = this.#isUsed ? this.#made() : null;
    if (data === null || data.length <= this.#bytes * WORTH) return;
    const part = `${this.#file}.${process.pid}.part`;
    try {
      writeFileSync(part, Buffer.concat([this.#digest(data), data]));
      // Another process may read meanwhile.
      renameSync(part, this.#file);
      this.#bytes = data.length;
    } catch {
      // A folder that takes nothing is not the server's to complain of.
      rmSync(part, { force: true });
    }
  }

  #kept(): Buffer | undefined {
    try {
      const bytes = readFileSync(this.#file);
      const data = bytes.subarray(DIGEST_BYTES);
      // V8 itself looks no further than at the length of the program, and runs what is damaged.
      return this.#digest(data).equals(bytes.subarray(0, DIGEST_BYTES)) ? data : undefined;
    } catch {
      return undefined;
    }
  }

  #made(): Buffer | null {
    if (cachedDataVersionTag() === this.#tag) return this.script.createCachedData();
    return withUsualHeap(() =>
      cachedDataVersionTag() === this.#tag ? this.script.createCachedData() : null,
    );
  }

  #digest(data: Uint8Array): Buffer {
    return createHash('sha256').update(this.#source).update(data).digest();
  }
}
