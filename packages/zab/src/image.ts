import { has, type ServerId } from '@menagerie/contract';
import { lastIndexUpTo } from './history.ts';
import type { ZabRecord } from './messages.ts';
import type { Snapshot, ZabConfig, ZabImage } from './types.ts';
import { compareZxids, ZERO } from './zxid.ts';

/**
 * The disk of a server that has never run. It names the initial membership, as a configuration
 * file does; a disk that replaced a lost one is no voter of it, for its incarnation is another.
 */
export function blank(config: ZabConfig, _self: ServerId, incarnation: number): ZabImage {
  return {
    incarnation,
    // Frames of connections that a lost disk had dialled must not pass for frames of this one.
    dials: incarnation * DIALS_OF_A_DISK,
    acceptedEpoch: 0,
    promisedTo: null,
    currentEpoch: 0,
    activated: ZERO,
    snapshot: {
      index: 0,
      zxid: ZERO,
      version: ZERO,
      membership: {
        voters: config.voters,
        weights: config.weights.map((weight, id) => (has(config.voters, id) ? weight : 0)),
        groups: config.groups,
        incarnations: config.weights.map(() => 0),
      },
      data: new Uint8Array(0),
    },
    txns: [],
  };
}

const DIALS_OF_A_DISK = 2 ** 20;

/**
 * Adds a record, in place. The same function builds the disk and the running server's memory of
 * it, so the two cannot differ but for what is not durable yet.
 */
export function fold(image: ZabImage, record: ZabRecord): void {
  switch (record.type) {
    case 'dial':
      image.dials = record.dial;
      return;
    case 'accept':
      image.acceptedEpoch = record.epoch;
      image.promisedTo = record.leader;
      return;
    case 'epoch':
      image.currentEpoch = record.epoch;
      return;
    case 'append':
      for (const txn of record.txns) image.txns.push(txn);
      return;
    case 'truncate':
      image.txns.length = lastIndexUpTo(image, record.zxid) - image.snapshot.index;
      return;
    case 'install':
      image.snapshot = record.history.snapshot;
      image.txns = [...record.history.txns];
      return;
    case 'compact':
      compact(image, record.snapshot);
      return;
    case 'activate':
      image.activated = record.zxid;
  }
}

function compact(image: ZabImage, snapshot: Snapshot): void {
  image.txns.splice(0, snapshot.index - image.snapshot.index);
  image.snapshot = snapshot;
  if (compareZxids(image.activated, snapshot.version) < 0) image.activated = snapshot.version;
}
