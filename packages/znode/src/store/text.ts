/** From here on a runtime may keep a part of a text as a view of the whole. */
const SHORT = 13;
const LONG = 512;

/**
 * A part of a text that does not keep the whole of it alive: a name outlives the path that it came
 * in.
 */
export function partOf(text: string, from: number, end: number = text.length): string {
  const length = end - from;
  if (length < SHORT || length > LONG || from === 0) return text.slice(from, end);
  const codes = new Array<number>(length);
  for (let i = 0; i < length; i += 1) codes[i] = text.charCodeAt(from + i);
  return String.fromCharCode(...codes);
}
