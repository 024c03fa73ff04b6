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

/** Whether the membership in force names this server, with the disk that it has. */
export function isVoter({ self, active, persistent }: ZabState): boolean {
  return active.incarnations[self] === persistent.incarnation && has(active.voters, self);
}

function partOf(state: ZabState): string {
  const { role } = state;
  switch (role.type) {
    case 'looking':
      return 'looking';
    case 'leading':
      return role.stage === 'broadcast' ? 'leader' : `leading-${role.stage}`;
    case 'learning': {
      if (role.stage === 'dialling' || role.stage === 'promised') return 'following-discovery';
      if (role.stage !== 'serving') return 'following-synchronization';
      return isVoter(state) ? 'follower' : 'observer';
    }
  }
}

function leaderOf({ self, role }: ZabState): number | null {
  if (role.type === 'leading') return self;
  return role.type === 'learning' ? role.leader : null;
}

function picture(state: ZabState): CorePicture {
  const { persistent, delivered, role } = state;
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
    voter: isVoter(state),
    base: snapshot.index + skipped,
    baseEntry: [before.epoch, before.counter],
    entries: txns.slice(skipped).map(({ zxid }) => [zxid.epoch, zxid.counter]),
    committed: delivered,
  };
}
