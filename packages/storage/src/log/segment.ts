import type { Files, OpenFile } from '../files.ts';
import { encodeHeader, HEADER_BYTES } from '../format/header.ts';
import { segmentName } from '../format/names.ts';
import { isNoSpace, syncOrFail } from '../trouble.ts';

/** What the first records of a segment take beforehand. */
const LEAST_PREALLOCATED = 64 << 10;

/** A segment that records are added to. */
export class Segment {
  readonly first: number;
  readonly #file: OpenFile;
  readonly #preallocateBytes: number;
  #end: number;
  #allocated: number;

  constructor(file: OpenFile, first: number, end: number, preallocateBytes: number) {
    this.first = first;
    this.#file = file;
    this.#preallocateBytes = preallocateBytes;
    this.#end = end;
    this.#allocated = end;
  }

  /** Bytes through the last record. */
  get end(): number {
    return this.#end;
  }

  /**
   * Adds records behind the last one; resolves once they survive a loss of power. After `no-space`
   * the same bytes may be added again: all of them are written anew, so that what a sync had given
   * up is not taken for written.
   */
  async add(bytes: Uint8Array): Promise<void> {
    const isThrough = this.#file.writeThrough !== undefined;
    await this.#put(bytes);
    this.#end += bytes.length;
    await this.#preallocate(bytes.length);
    if (!isThrough) await syncOrFail(this.#file);
  }

  /** Gives back what was taken beforehand and never used. */
  async trim(): Promise<void> {
    if (this.#allocated > this.#end) await this.#file.truncate(this.#end);
    this.#allocated = this.#end;
  }

  /** The last write to it. */
  async finish(bytes: Uint8Array): Promise<void> {
    await this.#file.write(bytes, this.#end);
    this.#end += bytes.length;
    await this.#file.truncate(this.#end);
    await syncOrFail(this.#file);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Writes behind the last record, through to the medium where that is one step. */
  async #put(bytes: Uint8Array): Promise<void> {
    if (this.#file.writeThrough === undefined) await this.#file.write(bytes, this.#end);
    else await this.#file.writeThrough(bytes, this.#end);
  }

  /**
   * Zeros behind the end, so that the next writes find their blocks there: a sync that need not
   * record a new size and new blocks takes about two thirds of the time. As much as there is already:
   * what a server writes as it begins does not wait for more. Of no use to writes that would fill them
   * at once.
   */
  async #preallocate(written: number): Promise<void> {
    const most = this.#preallocateBytes;
    if (this.#end <= this.#allocated || written * 16 > most) return;
    const step = Math.min(most, Math.max(LEAST_PREALLOCATED, this.#end));
    this.#allocated = this.#end + step;
    try {
      await this.#put(new Uint8Array(step));
    } catch (error) {
      // A disk that has no room for this may still have some for batches.
      if (!isNoSpace(error)) throw error;
    }
  }
}

/**
 * Makes a segment whose name and header are durable before any record is in it: a record is
 * therefore never lost with the name of its file.
 */
export async function createSegment(
  files: Files,
  first: number,
  identity: Uint8Array,
  preallocateBytes: number,
): Promise<Segment> {
  const name = segmentName(first);
  const file = await files.open(name, 'create');
  try {
    await file.write(encodeHeader('segment', { number: first, identity }), 0);
    await syncOrFail(file);
    await syncOrFail({ sync: () => files.syncDirectory() });
  } catch (error) {
    await file.close();
    // Half a segment would be in the way of the next attempt. What went wrong first is the news.
    await files.remove(name).catch(() => {});
    throw error;
  }
  return new Segment(file, first, HEADER_BYTES, preallocateBytes);
}
