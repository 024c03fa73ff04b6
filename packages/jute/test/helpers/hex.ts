/** Bytes from hexadecimal digits with any spaces between them. */
export function bytesOf(hex: string): Uint8Array {
  const digits = hex.replaceAll(' ', '').match(/../g) ?? [];
  return Uint8Array.from(digits, (pair) => Number.parseInt(pair, 16));
}

/** The hexadecimal digits of bytes. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
