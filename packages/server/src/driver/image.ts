import { type Protocol, Reader, type Shape, Writer } from '@menagerie/contract';
import type { Kernel } from '../kernels/kernel.ts';
import { encodeBatch } from './driver.ts';

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

/**
 * An image in slices, each of which takes next to no time: what is asked for later is as it was when
 * this was called.
 */
export function imageSlices<S extends Shape>(
  { protocol, pieces }: Pick<Kernel<S>, 'protocol' | 'pieces'>,
  image: S['image'],
): Iterable<Uint8Array> {
  const { base, records } = pieces(image);
  return slices(protocol, encodeImage(protocol, base), records);
}

function* slices<S extends Shape>(
  protocol: Protocol<S>,
  base: Uint8Array,
  records: readonly S['record'][],
): Generator<Uint8Array> {
  yield framed(base);
  for (const record of records) yield framed(encodeBatch(protocol, [record]));
}

/** @throws ContractError `invalid-frame` */
export function joinSlices<S extends Shape>(protocol: Protocol<S>, bytes: Uint8Array): S['image'] {
  const reader = new Reader(bytes);
  const image = decodeImage(protocol, reader.bytes());
  while (reader.left > 0) foldBatch(protocol, image, reader.bytes());
  return image;
}

function framed(bytes: Uint8Array): Uint8Array {
  const writer = new Writer();
  writer.bytes(bytes);
  return writer.finish();
}
