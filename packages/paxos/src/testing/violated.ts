import { bytesFromText, type ServerId, type Violation } from '@menagerie/contract';

/** A violation in one call. */
export function violated(
  property: string,
  clause: string,
  servers: readonly ServerId[],
  values: Readonly<Record<string, string | number>>,
  sentence: string,
): Violation {
  return { property, clause, servers, values, sentence };
}

/** A payload that a reader recognizes: `w17` is the seventeenth write. */
export function payload(text: string): Uint8Array {
  return bytesFromText(`text:${text}`) ?? new Uint8Array(0);
}
