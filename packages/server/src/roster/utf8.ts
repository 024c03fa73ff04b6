import { buffer, decode, JuteWriter, ustring } from '@menagerie/jute';

/** Of the number of bytes, which jute writes before a text as before a buffer. */
const LENGTH_BYTES = 4;

export function utf8Of(text: string): Uint8Array {
  const writer = new JuteWriter();
  ustring.write(writer, text);
  return writer.bytes().slice(LENGTH_BYTES);
}

/** @throws JuteError for what is no UTF-8 */
export function textOf(bytes: Uint8Array): string {
  const writer = new JuteWriter();
  buffer.write(writer, bytes);
  return decode(ustring, writer.bytes()) ?? '';
}
