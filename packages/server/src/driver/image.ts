import { type Protocol, Reader, type Shape, Writer } from '@menagerie/contract';

/**
 * Adds a batch from the disk to an image.
 *
 * @throws ContractError `invalid-frame` if it is none of this protocol
 */
export function foldBatch<S extends Shape>(
  protocol: Protocol<S>,
  image: S['image'],
  batch: Uint8Array,
): void {
  // A record may keep what it was read from, and the bytes belong to whoever reads the disk.
  const reader = new Reader(batch.slice());
  const { record } = protocol.schemas;
  for (let left = reader.count(); left > 0; left -= 1) protocol.fold(image, record.read(reader));
}

/** An image as it stands in a snapshot of the log. */
export function encodeImage<S extends Shape>(
  { schemas }: Protocol<S>,
  image: S['image'],
): Uint8Array {
  const writer = new Writer();
  schemas.image.write(image, writer);
  return writer.finish();
}

/** @throws ContractError `invalid-frame` */
export function decodeImage<S extends Shape>(
  { schemas }: Protocol<S>,
  bytes: Uint8Array,
): S['image'] {
  return schemas.image.read(new Reader(bytes));
}
