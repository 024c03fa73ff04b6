import { bytes, list, record, type Schema } from '@menagerie/contract';

/** Values that were seen, in their order. */
export interface Values {
  values: Uint8Array[];
}

export const valuesSchema: Schema<Values> = record({ values: list(bytes) });

export function isAmong({ values }: Values, value: Uint8Array): boolean {
  return values.some((known) => bytes.equals(known, value));
}

/** Adds a value that is not among those that are known. */
export function note(known: Values, value: Uint8Array): void {
  if (!isAmong(known, value)) known.values.push(value);
}
