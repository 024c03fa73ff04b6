import type { Draws } from './draws.ts';
import type { Inode, Survival } from './inode.ts';

/** A change of the directory that no sync has made durable. */
interface NameChange {
  readonly order: number;
  readonly inode: Inode;
  readonly apply: (names: Map<string, Inode>) => void;
}

/** A directory: what processes see, and what a loss of power leaves. */
export class Names {
  readonly #seen = new Map<string, Inode>();
  #durable = new Map<string, Inode>();
  #changes: NameChange[] = [];

  get(name: string): Inode | null {
    return this.#seen.get(name) ?? null;
  }

  list(): string[] {
    return [...this.#seen.keys()].sort();
  }

  bytes(): number {
    let sum = 0;
    for (const inode of this.#seen.values()) sum += inode.content.length;
    return sum;
  }

  put(name: string, inode: Inode): void {
    this.#seen.set(name, inode);
    this.#durable.set(name, inode);
  }

  link(name: string, inode: Inode, order: number): void {
    this.#change(order, inode, (names) => names.set(name, inode));
  }

  rename(from: string, to: string, inode: Inode, order: number): void {
    this.#change(order, inode, (names) => {
      if (names.get(from) === inode) names.delete(from);
      names.set(to, inode);
    });
  }

  unlink(name: string, inode: Inode, order: number): void {
    this.#change(order, inode, (names) => {
      if (names.get(name) === inode) names.delete(name);
    });
  }

  sync(): void {
    this.#durable = new Map(this.#seen);
    this.#changes = [];
  }

  forgetChanges(): void {
    this.#changes = [];
  }

  /** The same for the names, and then for each file that has one. */
  crash(survival: Survival, draws: Draws): void {
    const inodes = new Set([...this.#durable.values(), ...this.#seen.values()]);
    for (const { inode } of this.#changes) inodes.add(inode);
    for (const { order, apply } of this.#changes) {
      if (survives(order, survival, draws)) apply(this.#durable);
    }
    for (const inode of inodes) inode.crash(survival, draws);
    this.#seen.clear();
    for (const [name, inode] of this.#durable) this.#seen.set(name, inode);
    this.#changes = [];
  }

  #change(order: number, inode: Inode, apply: NameChange['apply']): void {
    apply(this.#seen);
    this.#changes.push({ order, inode, apply });
  }
}

function survives(order: number, survival: Survival, draws: Draws): boolean {
  switch (survival.type) {
    case 'nothing':
      return false;
    case 'everything':
      return true;
    case 'before':
      return order < survival.order;
    case 'scattered':
      return draws.flip();
  }
}
