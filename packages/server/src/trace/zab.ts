import { has } from '@menagerie/contract';
import type { ZabMessage, ZabShape, ZabState } from '@menagerie/zab';
import type { CorePicture } from './events.ts';
import { type Lens, NEWEST } from './lens.ts';

/** Zab in ZooKeeper's words. */
export const zabLens: Lens<ZabShape> = {
  kindOf: ({ type }) => type.toUpperCase(),
  epochOf,
  last: ({ persistent }) => persistent.snapshot.index + persistent.txns.length,
  part: partOf,
  epoch: ({ persistent }) => persistent.acceptedEpoch,
  leader: leaderOf,
  picture,
};

function epochOf(message: ZabMessage): number | null {
  if ('epoch' in message) return message.epoch;
  if ('txn' in message) return message.txn.zxid.epoch;
  // The zxid of DIFF and TRUNC is of an earlier epoch than the leader that sends it.
  const names = message.type === 'ack' || message.type === 'commit';
  return names ? message.zxid.epoch : null;
}

function partOf({ self, role, active, persistent }: ZabState): string {
  switch (role.type) {
    case 'looking':
      return 'looking';
    case 'leading':
      return role.stage === 'broadcast' ? 'leader' : `leading-${role.stage}`;
    case 'learning': {
      if (role.stage === 'dialling' || role.stage === 'promised') return 'following-discovery';
      if (role.stage !== 'serving') return 'following-synchronization';
      const votes =
        active.incarnations[self] === persistent.incarnation && has(active.voters, self);
      return votes ? 'follower' : 'observer';
    }
  }
}

function leaderOf({ self, role }: ZabState): number | null {
  if (role.type === 'leading') return self;
  return role.type === 'learning' ? role.leader : null;
}

function picture(state: ZabState): CorePicture {
  const { self, persistent, delivered, active, role } = state;
  const { snapshot, txns } = persistent;
  const skipped = Math.max(0, txns.length - NEWEST);
  const before = txns[skipped - 1]?.zxid ?? snapshot.zxid;
  return {
    part: partOf(state),
    epoch: persistent.acceptedEpoch,
    currentEpoch: persistent.currentEpoch,
    leader: leaderOf(state),
    votes:
      role.type === 'looking' && role.vote !== null
        ? role.heard.filter((one) => one?.vote.leader === role.vote?.leader).length + 1
        : 0,
    voter: has(active.voters, self),
    base: snapshot.index + skipped,
    baseEntry: [before.epoch, before.counter],
    entries: txns.slice(skipped).map(({ zxid }) => [zxid.epoch, zxid.counter]),
    committed: delivered,
  };
}
