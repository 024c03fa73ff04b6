/** A payload that a reader recognizes, one byte a letter: `w17` is the seventeenth write. */
export function fromText(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** What {@link fromText} was given. */
export function toText(payload: Uint8Array): string {
  return String.fromCharCode(...payload);
}
