import { type ErrorPlace, KeeperError } from './errors.ts';

/**
 * What is wrong with a path, as ZooKeeper's servers see it; `null` where nothing is. The path of a
 * sequential create may end in a slash: the number follows.
 */
export function pathTrouble(path: string, isSequential = false): string | null {
  if (!path.startsWith('/')) return 'a path begins with a slash';
  if (path === '/') return null;
  const whole = isSequential && path.endsWith('/') ? `${path}0` : path;
  if (whole.endsWith('/')) return 'a path does not end in a slash';
  for (const name of whole.slice(1).split('/')) {
    if (name === '') return 'a path has no empty name between slashes';
    if (name === '.' || name === '..') return `a path is absolute, and ${name} is relative`;
  }
  for (let at = 0; at < whole.length; at += 1) {
    const code = whole.charCodeAt(at);
    if (!isForbidden(code)) continue;
    return `servers refuse the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return null;
}

/** Of a code unit: controls, surrogates and private use, and the last sixteen. */
function isForbidden(code: number): boolean {
  if (code < 0x7f) return code < 0x20;
  return code <= 0x9f || (code >= 0xd800 && code <= 0xf8ff) || code >= 0xfff0;
}

/** @throws KeeperError of code `bad-path` for what is none */
export function checkPath(path: string, place: ErrorPlace, isSequential = false): void {
  const trouble = pathTrouble(path, isSequential);
  if (trouble !== null) throw new KeeperError('bad-path', trouble, { place });
}

/** The path of a child. */
export function childOf(parent: string, name: string): string {
  return parent === '/' ? `/${name}` : `${parent}/${name}`;
}

/** The path above; `null` above the root. */
export function parentOf(path: string): string | null {
  if (path === '/') return null;
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

/** The last name of a path; empty for the root. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The number at the end of the name of a sequential znode; `null` where there is none. */
export function sequenceOf(path: string): number | null {
  const digits = /(\d{10})$/.exec(path)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** A subtree that stands for the whole: paths as callers have them, and as servers do. */
export class Chroot {
  readonly #prefix: string;

  /** @throws KeeperError of code `bad-path` for what is none */
  constructor(path: string) {
    checkPath(path, { operation: 'chroot', path });
    this.#prefix = path === '/' ? '' : path;
  }

  get path(): string {
    return this.#prefix === '' ? '/' : this.#prefix;
  }

  /** As servers have it. */
  whole(path: string): string {
    if (this.#prefix === '') return path;
    return path === '/' ? this.#prefix : this.#prefix + path;
  }

  /** As callers have it. */
  inner(path: string): string {
    if (this.#prefix === '' || !path.startsWith(this.#prefix)) return path;
    const rest = path.slice(this.#prefix.length);
    return rest === '' ? '/' : rest;
  }
}
