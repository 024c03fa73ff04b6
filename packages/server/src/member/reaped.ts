import { type Codec, decode, JuteWriter, long, record, ustring } from '@menagerie/jute';
import type { Reapable } from '@menagerie/znode';

const Reaped: Codec<{ readonly path: string | null; readonly czxid: bigint }> = record('Reaped', {
  path: ustring,
  czxid: long,
});

/** What is to go, as the data of a wish. */
export function encodeReaped(reapable: Reapable): Uint8Array {
  const writer = new JuteWriter();
  Reaped.write(writer, reapable);
  return writer.bytes();
}

/** @throws JuteError if the bytes are none */
export function decodeReaped(bytes: Uint8Array): Reapable {
  const { path, czxid } = decode(Reaped, bytes);
  return { path: path ?? '', czxid };
}
