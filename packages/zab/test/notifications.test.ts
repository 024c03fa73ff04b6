import type { PeerState, Vote, ZabMessage } from '@menagerie/zab';
import { describe, expect, it } from 'vitest';
import { Cluster, isOf } from './helpers/cluster.ts';

const zero = { epoch: 0, counter: 0 };
const vote = (leader: number, epoch = 0): Vote => ({ leader, epoch, zxid: zero });

type Notification = Extract<ZabMessage, { type: 'notification' }>;

/** Servers that look in their first round and have heard nothing yet. */
function looking(options: ConstructorParameters<typeof Cluster>[0]): Cluster {
  const cluster = new Cluster(options);
  cluster.letters = [];
  return cluster;
}

/** Tells a server what another votes for. */
function tell(
  cluster: Cluster,
  to: number,
  from: number,
  of: Vote | null,
  more: Partial<Notification> = {},
): void {
  const state: PeerState = 'looking';
  const message = {
    type: 'notification',
    vote: of,
    round: 1,
    state,
    incarnation: 0,
    version: zero,
  } as const;
  cluster.input(to, { type: 'message', from, message: { ...message, ...more } });
}

const finalizes = (cluster: Cluster, id: number): boolean =>
  cluster.server(id).armed.has('finalize');

describe('a server that looks for a leader', () => {
  it('waits no longer for a better vote when the quorum behind its own is gone', () => {
    const cluster = looking({ servers: 3 });
    tell(cluster, 2, 1, vote(2));
    expect(finalizes(cluster, 2)).toBe(true);
    tell(cluster, 2, 1, vote(1));
    expect(finalizes(cluster, 2)).toBe(false);
  });

  it('waits no longer when a better vote has come, until a quorum is behind that', () => {
    const cluster = looking({ servers: 5 });
    for (const id of [0, 1]) tell(cluster, 2, id, vote(2));
    expect(finalizes(cluster, 2)).toBe(true);
    tell(cluster, 2, 4, vote(4));
    expect(finalizes(cluster, 2)).toBe(false);
  });

  it('does not count votes for the leader of another epoch as votes for this', () => {
    const cluster = looking({ servers: 3 });
    cluster.server(2).image.currentEpoch = 1;
    cluster.restart(2);
    tell(cluster, 2, 1, vote(2));
    expect(finalizes(cluster, 2)).toBe(false);
    tell(cluster, 2, 1, vote(2, 1));
    expect(finalizes(cluster, 2)).toBe(true);
  });

  it('does not agree about nobody', () => {
    const cluster = looking({ servers: 2, voters: 0b10 });
    tell(cluster, 0, 1, null);
    expect(finalizes(cluster, 0)).toBe(false);
  });

  it('hears no vote of a disk that is no voter, looking or settled', () => {
    const cluster = looking({ servers: 3 });
    tell(cluster, 2, 1, vote(2), { incarnation: 1 });
    tell(cluster, 2, 0, vote(1), { incarnation: 1, state: 'following' });
    expect(cluster.state(2).role).toMatchObject({ heard: [null, null, null] });
  });

  it('joins a leader whom a quorum follows that names it, in its epoch, and no other', () => {
    const cluster = looking({ servers: 5 });
    const settled = (from: number, of: Vote, state: PeerState = 'following'): string => {
      tell(cluster, 4, from, of, { state });
      return cluster.role(4);
    };
    expect(settled(2, vote(2, 1), 'leading')).toBe('looking');
    expect(settled(0, vote(2, 1))).toBe('looking');
    tell(cluster, 4, 1, vote(2, 1));
    expect(settled(0, vote(2, 1))).toBe('looking');
    expect(settled(1, vote(3, 1))).toBe('looking');
    expect(settled(0, vote(2, 1))).toBe('looking');
    expect(settled(1, vote(2, 2))).toBe('looking');
    expect(settled(0, vote(2, 1))).toBe('looking');
    expect(settled(3, vote(2, 1))).toBe('learning dialling');
  });

  it('joins a leader on its word where it has voted for it, and not where for another', () => {
    const cluster = looking({ servers: 5 });
    tell(cluster, 4, 2, vote(2, 1), { state: 'leading' });
    expect(cluster.role(4)).toBe('looking');
    tell(cluster, 0, 2, vote(2));
    tell(cluster, 0, 2, vote(2), { state: 'leading' });
    expect(cluster.role(0)).toBe('learning dialling');
  });

  it('joins a leader on its word where that knows a newer membership, or it does not vote', () => {
    const version = { epoch: 3, counter: 1 };
    const cluster = looking({ servers: 5, voters: 0b11110 });
    tell(cluster, 4, 2, vote(2, 3), { state: 'leading', version });
    expect(cluster.role(4)).toBe('learning dialling');
    tell(cluster, 0, 2, vote(2, 3), { state: 'leading' });
    expect(cluster.role(0)).toBe('learning dialling');
  });

  it('passes on the vote of a peer that knows a newer membership, and does not count it', () => {
    const cluster = looking({ servers: 4, voters: 0b0011 });
    const version = { epoch: 3, counter: 1 };
    tell(cluster, 0, 3, vote(3, 3));
    expect(cluster.state(0).role).toMatchObject({ vote: vote(0) });
    tell(cluster, 0, 3, vote(3, 3), { version });
    expect(cluster.state(0).role).toMatchObject({
      vote: vote(3, 3),
      heard: [null, null, null, null],
    });
    expect(cluster.letters.map(({ to, message }) => ({ to, ...message }))).toMatchObject(
      [1, 2, 3].map((to) => ({ to, type: 'notification', vote: vote(3, 3) })),
    );
    tell(cluster, 0, 1, vote(3, 3));
    expect(finalizes(cluster, 0)).toBe(true);
  });

  it('leaves it to those who know the newest membership which vote is better', () => {
    const cluster = looking({ servers: 5, variant: 'paper' });
    const version = { epoch: 1, counter: 2 };
    const role = (): unknown => cluster.state(3).role;
    tell(cluster, 3, 1, vote(1), { version });
    expect(role()).toMatchObject({ vote: vote(1) });
    expect(cluster.server(3).image.activated).toEqual(zero);

    cluster.server(4).image.snapshot = { ...cluster.server(4).image.snapshot, version };
    cluster.restart(4);
    tell(cluster, 4, 2, vote(2, 1));
    expect(cluster.state(4).role).toMatchObject({
      vote: vote(4),
      heard: { 2: { vote: vote(2, 1) } },
    });
    tell(cluster, 4, 2, vote(2, 1), { round: 7 });
    expect(cluster.state(4)).toMatchObject({ round: 7, role: { vote: vote(4) } });
    tell(cluster, 4, 2, vote(2, 1), { round: 7, version });
    expect(cluster.state(4).role).toMatchObject({ vote: vote(2, 1) });
  });

  it('begins anew when it learns that a reconfiguration which it has is in force', () => {
    const cluster = looking({ servers: 3 });
    const zxid = { epoch: 1, counter: 1 };
    const membership = cluster.membership([0, 1]);
    cluster.server(0).image.txns = [{ type: 'reconfig', zxid, membership }];
    cluster.restart(0);
    tell(cluster, 0, 1, vote(1), { version: { epoch: 2, counter: 1 } });
    expect(cluster.state(0)).toMatchObject({ round: 1, persistent: { activated: zero } });
    tell(cluster, 0, 1, vote(1), { version: zxid });
    expect(cluster.state(0)).toMatchObject({ round: 2, persistent: { activated: zxid } });
    expect(cluster.state(0).active.voters).toBe(0b011);
  });

  it('names the newest membership that it knows, from its snapshot too', () => {
    const cluster = looking({ servers: 3 });
    const version = { epoch: 1, counter: 3 };
    const { image } = cluster.server(0);
    image.snapshot = { ...image.snapshot, version };
    cluster.restart(0);
    const said = cluster.letters.filter(({ from }) => from === 0);
    expect(said.map(({ message }) => message)).toMatchObject([{ version }, { version }]);
  });
});

describe('a server that has found one', () => {
  it('says whether it leads, follows or observes', () => {
    const cluster = new Cluster({ servers: 4, voters: 0b0111 });
    expect(cluster.elect(0, 1, 2)).toBe(2);
    cluster.mend();
    cluster.fire(3, 'notify');
    cluster.run();
    expect(cluster.role(3)).toBe('learning serving');
    cluster.wipe(0, 1);
    cluster.run();
    expect(cluster.role(0)).toBe('learning serving');
    cluster.letters = [];
    for (const id of [0, 1, 2]) tell(cluster, id, 3, null);
    tell(cluster, 3, 0, null);
    const said = cluster.letters
      .filter(isOf('notification'))
      .map(({ from, message }) => [from, message.type === 'notification' && message.state]);
    expect(said).toEqual([
      [0, 'observing'],
      [1, 'following'],
      [2, 'leading'],
      [3, 'observing'],
    ]);
  });
});
