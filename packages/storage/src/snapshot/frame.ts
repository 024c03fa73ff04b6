/**
 * A snapshot is a header, then frames: a checksum of four bytes, a length of four, the payload. Each
 * checksum goes on from the one before, the first from that of the identity, so that a frame that
 * is missing, twice there or in another place is found like one that changed. An empty frame ends it.
 */
export const FRAME_HEADER_BYTES = 8;

/** Payload of a frame at most: its checksum takes a fraction of a millisecond. */
export const SLICE_BYTES: number = 1 << 18;
