/** The lock; its content is the business of the `Files`. */
export const LOCK = 'lock';
/** What tells this disk from one that replaced it. */
export const IDENTITY = 'identity';
/** Ends the name of a file that is not whole yet. */
export const PART = '.part';

/** What a name in the directory stands for. */
export type FileName =
  | { readonly type: 'segment'; readonly first: number }
  | { readonly type: 'snapshot'; readonly through: number }
  | { readonly type: 'part' }
  | { readonly type: 'other' };

/** Sixteen digits hold every number, and sort as numbers do. */
const digits = (number: number): string => String(number).padStart(16, '0');

export const segmentName = (first: number): string => `log-${digits(first)}`;
export const snapshotName = (through: number): string => `snapshot-${digits(through)}`;

export function parseName(name: string): FileName {
  const [, kind, number, part] =
    /^(log|snapshot|identity)(?:-(\d{16}))?(\.part)?$/.exec(name) ?? [];
  if (part !== undefined) return { type: 'part' };
  if (kind === 'log' && number !== undefined) return { type: 'segment', first: Number(number) };
  if (kind === 'snapshot' && number !== undefined) {
    return { type: 'snapshot', through: Number(number) };
  }
  return { type: 'other' };
}

/** Whether a file is one of a store: the rest of a directory is somebody else's. */
export function isOfStore(name: string): boolean {
  return name === IDENTITY || parseName(name).type !== 'other';
}

/** Numbers in the names of one kind, ascending. */
export function numbersIn(names: readonly string[], kind: 'segment' | 'snapshot'): number[] {
  const numbers: number[] = [];
  for (const name of names) {
    const parsed = parseName(name);
    if (parsed.type === 'segment' && kind === 'segment') numbers.push(parsed.first);
    if (parsed.type === 'snapshot' && kind === 'snapshot') numbers.push(parsed.through);
  }
  return numbers.sort((a, b) => a - b);
}
