import { has, isQuorum, joint } from '@menagerie/contract';
import type { Moment, ServerMoment } from '@menagerie/simulator';
import { quorumsOf, type ZabImage, type ZabShape, type ZabState } from '@menagerie/zab';
import type { LedgerFrame, ZxidName, ZxidsFrame } from '../../model/ledger.ts';

type Server = ServerMoment<ZabShape>;

export function historyFrame({ servers }: Moment<ZabShape>): LedgerFrame {
  return { type: 'history', servers: servers.map(serverHistory), held: heldByQuorum(servers) };
}

function serverHistory({ id, state, image }: Server): ZxidsFrame {
  const known = state?.persistent ?? image;
  const { snapshot, txns, acceptedEpoch, currentEpoch } = known;
  return {
    voter: has((state?.active ?? snapshot.membership).voters, id),
    snapshotIndex: snapshot.index,
    snapshotEpoch: snapshot.zxid.epoch,
    snapshotCounter: snapshot.zxid.counter,
    epochs: Int32Array.from(txns, ({ zxid }) => zxid.epoch),
    counters: Int32Array.from(txns, ({ zxid }) => zxid.counter),
    durable: durableNumber(known, image),
    delivered: state?.delivered ?? image.snapshot.index,
    acceptedEpoch,
    currentEpoch,
  };
}

/** The newest number through which the disk has what the memory has. */
export function durableNumber(memory: ZabImage, disk: ZabImage): number {
  const last = memory.snapshot.index + memory.txns.length;
  let index = Math.min(last, disk.snapshot.index + disk.txns.length);
  while (index > memory.snapshot.index && index > disk.snapshot.index) {
    const here = zxidAt(memory, index);
    const there = zxidAt(disk, index);
    if (here.epoch === there.epoch && here.counter === there.counter) break;
    index -= 1;
  }
  return index;
}

function zxidAt({ snapshot, txns }: ZabImage, index: number): ZxidName {
  return txns[index - snapshot.index - 1]?.zxid ?? snapshot.zxid;
}

/** What a quorum holds durably of the history of the newest leader, beyond what it has delivered. */
function heldByQuorum(servers: readonly Server[]): ZxidName[] {
  const leader = newestLeader(servers);
  if (leader === null) return [];
  const { persistent, active, pending, delivered } = leader;
  const quorums =
    pending === null ? quorumsOf(active) : joint(quorumsOf(active), quorumsOf(pending.membership));
  const held: ZxidName[] = [];
  const last = persistent.snapshot.index + persistent.txns.length;
  for (let index = delivered + 1; index <= last; index += 1) {
    const zxid = zxidAt(persistent, index);
    let holders = 0;
    for (const { id, image } of servers) {
      const same =
        index <= image.snapshot.index + image.txns.length && index > image.snapshot.index;
      const there = zxidAt(image, index);
      if (same && there.epoch === zxid.epoch && there.counter === zxid.counter) holders |= 1 << id;
    }
    if (!isQuorum(quorums, 'write', holders)) break;
    held.push(zxid);
  }
  return held;
}

function newestLeader(servers: readonly Server[]): ZabState | null {
  let newest: ZabState | null = null;
  for (const { state } of servers) {
    if (state?.role.type !== 'leading' || state.role.stage !== 'broadcast') continue;
    if (newest === null || state.persistent.acceptedEpoch > newest.persistent.acceptedEpoch) {
      newest = state;
    }
  }
  return newest;
}
