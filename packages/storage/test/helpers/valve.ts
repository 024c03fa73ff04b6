import type { DiskOperation } from '@menagerie/storage/testing';

/** Records the operations of a disk, and holds those of one type up while it is shut. */
export class Valve {
  readonly operations: DiskOperation[] = [];
  readonly #type: DiskOperation['type'];
  #isShut = false;
  #waiting: (() => void)[] = [];

  constructor(type: DiskOperation['type']) {
    this.#type = type;
  }

  readonly before = (operation: DiskOperation): void | Promise<void> => {
    this.operations.push(operation);
    if (!this.#isShut || operation.type !== this.#type) return;
    return new Promise((resolve) => this.#waiting.push(resolve));
  };

  shut(): void {
    this.operations.length = 0;
    this.#isShut = true;
  }

  open(): void {
    this.#isShut = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** Until everything that needs no more than promises has happened. */
export function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
