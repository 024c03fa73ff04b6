const decoder = new TextDecoder('utf-8', { fatal: true });

/** Bytes in JSON: as text where they are text, else in base64. */
export function shownBytes(bytes: Uint8Array): { text: string } | { base64: string } {
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}

/** A zxid or the id of a session, as ZooKeeper writes it. */
export function hex(value: bigint): string {
  return `0x${BigInt.asUintN(64, value).toString(16)}`;
}

/** One line of JSON: ids in hex, bytes as {@link shownBytes} has them. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === 'bigint') return hex(each);
    if (each instanceof Uint8Array) return shownBytes(each);
    return each;
  });
}
