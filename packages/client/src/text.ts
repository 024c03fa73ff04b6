import { JuteReader, JuteWriter } from '@menagerie/jute';

/** The UTF-8 of a text. */
export function encodeText(text: string): Uint8Array {
  const writer = new JuteWriter({ initialBytes: text.length + 4 });
  writer.ustring(text);
  return writer.bytes().slice(4);
}

/** The text that bytes are the UTF-8 of; what is none becomes U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  const writer = new JuteWriter({ initialBytes: bytes.length + 4 });
  writer.buffer(bytes);
  return new JuteReader(writer.bytes(), { maxBytes: bytes.length }).ustring() ?? '';
}
