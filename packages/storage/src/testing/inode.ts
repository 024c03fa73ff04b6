import type { Draws } from './draws.ts';

/** A change of a file that no sync has made durable. */
export type Change =
  | {
      readonly type: 'write';
      readonly order: number;
      readonly position: number;
      readonly bytes: Uint8Array;
    }
  | { readonly type: 'truncate'; readonly order: number; readonly size: number };

/** How much of what was not synced survives. */
export type Survival =
  | { readonly type: 'nothing' }
  | { readonly type: 'everything' }
  /** What came first; the one change at the border is torn. */
  | { readonly type: 'before'; readonly order: number }
  /** Any sectors of any changes. */
  | { readonly type: 'scattered'; readonly sectorBytes: number };

/** Bytes that grow and shrink in place. */
class Content {
  #bytes = new Uint8Array(0);
  #size = 0;

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  apply(change: Change): void {
    if (change.type === 'truncate') {
      this.#resize(change.size);
      return;
    }
    const end = change.position + change.bytes.length;
    if (end > this.#size) this.#resize(end);
    this.#bytes.set(change.bytes, change.position);
  }

  #resize(size: number): void {
    if (size > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(size, this.#bytes.length * 2));
      larger.set(this.bytes);
      this.#bytes = larger;
    }
    // What a file is cut off must not come back when it grows.
    if (size < this.#size) this.#bytes.fill(0, size, this.#size);
    this.#size = size;
  }
}

/** A file without its name: what processes see, and what a loss of power leaves. */
export class Inode {
  #seen = new Content();
  readonly #durable = new Content();
  #changes: Change[] = [];

  /** A view: what is written shows in it. */
  get content(): Uint8Array {
    return this.#seen.bytes;
  }

  change(change: Change): void {
    this.#seen.apply(change);
    this.#changes.push(change);
  }

  sync(): void {
    for (const change of this.#changes) this.#durable.apply(change);
    this.#changes = [];
  }

  /** What Linux does when a sync fails: the pages count as written, and are not. */
  forgetChanges(): void {
    this.#changes = [];
  }

  crash(survival: Survival, draws: Draws): void {
    for (const change of this.#changes) {
      for (const part of surviving(change, survival, draws)) this.#durable.apply(part);
    }
    this.#changes = [];
    this.#seen = new Content();
    this.#seen.apply({ type: 'write', order: 0, position: 0, bytes: this.#durable.bytes });
  }
}

function surviving(change: Change, survival: Survival, draws: Draws): Change[] {
  switch (survival.type) {
    case 'nothing':
      return [];
    case 'everything':
      return [change];
    case 'before':
      if (change.order < survival.order) return [change];
      return change.order === survival.order ? torn(change, draws) : [];
    case 'scattered':
      return scattered(change, survival.sectorBytes, draws);
  }
}

function torn(change: Change, draws: Draws): Change[] {
  if (change.type === 'truncate') return draws.flip() ? [change] : [];
  return [{ ...change, bytes: change.bytes.slice(0, draws.below(change.bytes.length + 1)) }];
}

/** Sectors that are lost keep what was there; at the end of a file that may be zeros, or nothing. */
function scattered(change: Change, sectorBytes: number, draws: Draws): Change[] {
  if (change.type === 'truncate') return draws.flip() ? [change] : [];
  const { order, position, bytes } = change;
  const parts: Change[] = [];
  for (let at = 0; at < bytes.length; ) {
    // Sectors lie on the disk, not in the write.
    const length = Math.min(bytes.length - at, sectorBytes - ((position + at) % sectorBytes));
    const sector = bytes.slice(at, at + length);
    if (draws.flip()) parts.push({ type: 'write', order, position: position + at, bytes: sector });
    at += length;
  }
  return parts;
}
