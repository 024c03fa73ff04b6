/**
 * What a row has for a znode: whole numbers of 32 bits. A 64-bit value takes two columns, the high
 * half first, so that no znode costs a bigint.
 */
export const PARENT = 0;
export const FIRST_CHILD = 1;
export const NEXT_SIBLING = 2;
export const PREVIOUS_SIBLING = 3;
export const CHILDREN = 4;
export const DESCENDANTS = 5;
export const CZXID = 6;
export const MZXID = 8;
export const PZXID = 10;
export const CTIME = 12;
export const MTIME = 14;
export const VERSION = 16;
/** How many children were ever created: not what clients are shown. */
export const CREATES = 17;
export const AVERSION = 18;
/** The session, or a mark of containers and TTL znodes, or 0. */
export const OWNER = 19;
export const ACL = 21;
/** Where its data are in the arena. */
export const DATA = 22;
/** -1 where the data are null. */
export const LENGTH = 23;
/** Of its path, before the last mixing: what its children go on from. */
export const HASH = 24;
/** The next row in its bucket. */
export const CHAIN = 25;
/** The state of CRC-32 behind its path. */
export const PATH_CRC = 26;
/** The state of CRC-32 behind its path and its data. */
export const DATA_CRC = 27;
/** What it counts for in the digest of the tree; 0 below /zookeeper. */
export const DIGEST = 28;
/** {@link LIVE}, {@link ENTERED} and {@link SYSTEM}, or 0 of a row that is free. */
export const FLAGS = 29;

export const WIDTH = 30;

/** What a znode has on record of its history, in the order in which the digest takes it. */
export const STAT: readonly number[] = [
  CZXID,
  CZXID + 1,
  MZXID,
  MZXID + 1,
  PZXID,
  PZXID + 1,
  CTIME,
  CTIME + 1,
  MTIME,
  MTIME + 1,
  VERSION,
  CREATES,
  AVERSION,
  OWNER,
  OWNER + 1,
];

export const LIVE = 1;
/** Below /zookeeper, and so no part of the digest. */
export const SYSTEM = 2;

/** Its path is known: a row that is being filled has none yet. */
export const ENTERED = 4;

/** No row. */
export const NONE = -1;

/** The rows that are always there. */
export const ROOT = 0;
export const ZOOKEEPER = 1;
