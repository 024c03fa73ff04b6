import type { Property, ServerId } from '@menagerie/contract';
import { actor, messageOf, recordsOf, sometimes } from '@menagerie/contract/testing';
import { memberships } from '../../history.ts';
import type { ZabMessage, ZabShape } from '../../messages.ts';
import { peerState } from '../../roles.ts';
import type { ZabState } from '../../types.ts';
import type { ZabHappening, ZabWorld } from '../views.ts';
import { isEstablished } from './primaries.ts';

/** Whether a message of a type came, and left the server in a situation. */
function came(
  type: ZabMessage['type'],
  situation: (state: ZabState) => boolean = () => true,
): (happening: ZabHappening, world: ZabWorld) => boolean {
  return (happening, world) => {
    const state = actor(happening, world);
    return state !== null && messageOf(happening)?.type === type && situation(state);
  };
}

/** Whether a step makes a server look for a leader: it tells everybody its vote. */
function gaveUp(happening: ZabHappening): boolean {
  return (
    happening.type === 'step' &&
    happening.effects.some(
      (effect) =>
        effect.type === 'send' &&
        effect.message.type === 'notification' &&
        effect.message.state === 'looking',
    )
  );
}

const isSynced = ({ role }: ZabState): boolean =>
  role.type === 'learning' && role.stage === 'synced';

/** Whether the disk of a server, where the writes of a step are not yet, has a reconfiguration to lose. */
function isPendingOnDisk({ servers }: ZabWorld, server: ServerId): boolean {
  const image = servers[server]?.image;
  return image !== undefined && memberships(image).pending !== null;
}

/** What a campaign over Zab must have seen. */
export const reachedProperties: readonly Property<ZabShape>[] = [
  sometimes<ZabShape>(
    'A Leader Is Established',
    'DSN 2011, phase 2',
    'A quorum follows.',
    (h, world) => {
      const state = actor(h, world);
      return state !== null && isEstablished(state);
    },
  ),
  sometimes<ZabShape>(
    'A Later Epoch Begins',
    'DSN 2011',
    'An epoch above 1 is established.',
    (h, world) => {
      const state = actor(h, world);
      return state !== null && isEstablished(state) && state.role.epoch > 1;
    },
  ),
  sometimes<ZabShape>(
    'A Write Is Answered',
    'DSN 2011, phase 3',
    'A client is told that its write is committed.',
    (h) => h.type === 'answered' && h.answer.type === 'committed',
  ),
  sometimes<ZabShape>(
    'A Leader Answers A Sync Read',
    'ZOOKEEPER-1675',
    'A leader confirms that it leads, and answers.',
    (h, world) =>
      h.type === 'answered' &&
      h.answer.type === 'read' &&
      h.answer.by === 'sync' &&
      world.servers[h.server]?.state?.role.type === 'leading',
  ),
  sometimes<ZabShape>(
    'A Learner Answers A Sync Read',
    'ZooKeeper, sync',
    'A learner answers once the leader has confirmed.',
    (h, world) =>
      h.type === 'answered' &&
      h.answer.type === 'read' &&
      h.answer.by === 'sync' &&
      world.servers[h.server]?.state?.role.type === 'learning',
  ),
  sometimes<ZabShape>(
    'DIFF Is Used',
    'ZooKeeper LearnerHandler',
    'A learner gets what it lacks.',
    came('diff'),
  ),
  sometimes<ZabShape>(
    'TRUNC Is Used',
    'ZooKeeper LearnerHandler',
    'A learner drops what nobody else has.',
    (h) => recordsOf(h).some(({ type }) => type === 'truncate'),
  ),
  sometimes<ZabShape>(
    'SNAP Is Used',
    'ZooKeeper LearnerHandler',
    'A learner gets a whole history.',
    came('snap'),
  ),
  sometimes<ZabShape>(
    'A Proposal Comes Before UPTODATE',
    'ZooKeeper Learner',
    'A proposal comes between NEWLEADER and UPTODATE.',
    came('proposal', isSynced),
  ),
  sometimes<ZabShape>(
    'A Commit Comes Before UPTODATE',
    'ZOOKEEPER-4394',
    'A commit comes between NEWLEADER and UPTODATE.',
    came('commit', isSynced),
  ),
  sometimes<ZabShape>(
    'An Observer Is Informed',
    'ZooKeeper, INFORM',
    'A server without a vote gets a committed transaction.',
    came('inform', (state) => peerState(state) === 'observing'),
  ),
  sometimes<ZabShape>(
    'A Late Looker Joins',
    'ZooKeeper FastLeaderElection',
    'A server finds a leader that is established already.',
    (h, world) => {
      const state = actor(h, world);
      const message = messageOf(h);
      return message?.type === 'notification' && state?.role.type === 'learning'
        ? message.state !== 'looking' && recordsOf(h).some(({ type }) => type === 'dial')
        : false;
    },
  ),
  sometimes<ZabShape>(
    'A Connection Is Dialled Anew',
    'DSN 2011, on channels',
    'A frame is lost, and a learner notices.',
    (h, world) =>
      messageOf(h)?.type === 'ping' &&
      actor(h, world)?.role.type === 'learning' &&
      recordsOf(h).some(({ type }) => type === 'dial'),
  ),
  sometimes<ZabShape>(
    'A Membership Comes Into Force',
    'Shraer et al., USENIX ATC 2012',
    'A reconfiguration is committed.',
    (h) => recordsOf(h).some(({ type }) => type === 'activate'),
  ),
  sometimes<ZabShape>(
    'A Reconfiguration Is Undone',
    'Shraer et al., USENIX ATC 2012',
    'A reconfiguration that was pending is dropped again.',
    (h, world) => {
      const state = actor(h, world);
      return (
        h.type === 'step' &&
        state?.pending === null &&
        isPendingOnDisk(world, h.server) &&
        recordsOf(h).some(({ type }) => type === 'truncate' || type === 'install') &&
        !recordsOf(h).some(({ type }) => type === 'activate')
      );
    },
  ),
  sometimes<ZabShape>(
    'An Epoch Runs Out Of Zxids',
    'ZOOKEEPER-1277',
    'A leader ends its epoch.',
    (h) => {
      return (
        h.type === 'answered' &&
        h.answer.type === 'refused' &&
        h.answer.reason === 'epoch-exhausted'
      );
    },
  ),
  sometimes<ZabShape>(
    'A History Is Compacted',
    'ZooKeeper snapshots',
    'A snapshot replaces transactions.',
    (h) => recordsOf(h).some(({ type }) => type === 'compact'),
  ),
  sometimes<ZabShape>(
    'An Outdated Leader Is Turned Down',
    'DSN 2011, phase 1, step f.1.2',
    'A learner is offered an epoch below the one that it accepted.',
    (h, world) => {
      const message = messageOf(h);
      const state = actor(h, world);
      if (message?.type !== 'leaderInfo' || state === null) return false;
      return message.epoch < state.persistent.acceptedEpoch && gaveUp(h);
    },
  ),
  sometimes<ZabShape>(
    'A Leader Gives Way To A Later History',
    'ZooKeeper Leader.waitForEpochAck',
    'A leader hears of a follower with a more recent history, and looks for another leader.',
    (h) => messageOf(h)?.type === 'ackEpoch' && gaveUp(h),
  ),
  sometimes<ZabShape>(
    'A Leader Adopts A History',
    'DSN 2011, phase 1, step l.1.2',
    'A leader takes over the history of a follower.',
    (h, world) =>
      actor(h, world)?.role.type === 'leading' &&
      recordsOf(h).some(({ type }) => type === 'install'),
  ),
];
