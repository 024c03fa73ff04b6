import { decodeText, encodeText } from './text.ts';

/** Makes values of the bytes of a znode, and bytes of values. Throws where it cannot. */
export interface DataCodec<T> {
  /** What a znode is to have. */
  encode(value: T): Uint8Array | null;
  /** What a znode has. */
  decode(data: Uint8Array | null): T;
}

/** Bytes as they are. */
export const rawData: DataCodec<Uint8Array | null> = {
  encode: (value) => value,
  decode: (data) => data,
};

/** A text as UTF-8; no data are the empty text. */
export const textData: DataCodec<string> = {
  encode: encodeText,
  decode: (data) => (data === null ? '' : decodeText(data)),
};

/**
 * A value as JSON. Who else writes the znode is not to be trusted with its shape: `parse` checks what
 * was read, and throws.
 */
export function jsonData<T>(parse: (value: unknown) => T): DataCodec<T> {
  return {
    encode: (value) => encodeText(JSON.stringify(value)),
    decode: (data) => parse(JSON.parse(data === null ? 'null' : decodeText(data))),
  };
}
