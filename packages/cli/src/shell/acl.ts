import type { ACL } from '@menagerie/client';
import { ShellError } from './trouble.ts';

const BITS: Readonly<Record<string, number>> = { r: 1, w: 2, c: 4, d: 8, a: 16 };

/**
 * Access rights as zkCli takes them: `scheme:id:perms`, with commas between, such as
 * `world:anyone:r,digest:bob:pw=:cdrwa`.
 *
 * @throws ShellError
 */
export function aclIn(text: string): readonly ACL[] {
  return text.split(',').map((part) => {
    const first = part.indexOf(':');
    const last = part.lastIndexOf(':');
    if (first < 0 || first === last) {
      throw new ShellError(`${part} does not have the form scheme:id:perm`);
    }
    const id = { scheme: part.slice(0, first), id: part.slice(first + 1, last) };
    return { perms: permsIn(part.slice(last + 1), part), id };
  });
}

function permsIn(letters: string, part: string): number {
  let perms = 0;
  for (const letter of letters) {
    const bit = BITS[letter];
    if (bit === undefined) {
      throw new ShellError(`${part}: there is no permission "${letter}": use c, d, r, w and a`);
    }
    perms |= bit;
  }
  return perms;
}
