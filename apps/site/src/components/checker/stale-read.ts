import type { Bilingual } from '../../corrections/types.ts';

/** An operation of a client, with the times of its call and of its answer. */
export interface ShownOperation {
  readonly process: number;
  readonly says: Bilingual;
  /** What is written, or what was read. */
  readonly value: number;
  readonly writes: boolean;
  readonly from: number;
  readonly to: number;
}

function write(process: number, value: number, from: number, to: number): ShownOperation {
  const says = { en: `writes ${value}`, zh: `写入 ${value}` };
  return { process, says, value, writes: true, from, to };
}

function read(process: number, value: number, from: number, to: number): ShownOperation {
  const says = { en: `reads ${value}`, zh: `读到 ${value}` };
  return { process, says, value, writes: false, from, to };
}

/** One client has read the new value, and after it another one reads the old one. */
export const staleRead: readonly ShownOperation[] = [
  write(0, 1, 0, 2),
  write(0, 2, 4, 10),
  read(1, 2, 5, 7),
  read(2, 1, 8, 9),
];
