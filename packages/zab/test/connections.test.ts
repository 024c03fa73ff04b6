import type { ZabMessage } from '@menagerie/zab';
import { describe, expect, it } from 'vitest';
import { Cluster, fromText, isOf, recording } from './helpers/cluster.ts';

/** An ensemble of three that server 2 leads, of these servers or of 1 and 2. */
function led(...ids: readonly number[]): Cluster {
  const cluster = new Cluster({ servers: 3 });
  expect(cluster.elect(...(ids.length === 0 ? [1, 2] : ids))).toBe(2);
  cluster.letters = [];
  return cluster;
}

/** Where the next frame of the leader to server 1 stands, or one that skips some before it. */
function place(cluster: Cluster, skip = 0) {
  const { dial, received } = cluster.learning(1).channel;
  return { dial, nth: received + skip };
}

function say(cluster: Cluster, message: ZabMessage, from = 2, to = 1): void {
  cluster.input(to, { type: 'message', from, message });
}

const txn = (counter: number) =>
  ({ type: 'data', zxid: { epoch: 1, counter }, data: fromText(`${counter}`) }) as const;

describe('frames', () => {
  it('are taken in the order in which they were sent, each once', () => {
    const cluster = led();
    const first = place(cluster);
    for (const [nth, counter] of [
      [1, 2],
      [2, 3],
      [1, 2],
      [2, 3],
      [3, 4],
      [0, 1],
    ] as const) {
      const at = { dial: first.dial, nth: first.nth + nth };
      say(cluster, { ...at, type: 'proposal', txn: txn(counter) });
    }
    expect(cluster.history(1)).toBe('1.1 1.2 1.3 1.4');
  });

  it('that come early wait in their order', () => {
    const cluster = led();
    const { dial, nth } = place(cluster);
    for (const later of [1, 2, 3, 0]) {
      say(cluster, { dial, nth: nth + later, type: 'proposal', txn: txn(later + 1) });
    }
    expect(cluster.history(1)).toBe('1.1 1.2 1.3 1.4');
  });

  it('of another server than the leader are not taken', () => {
    const cluster = led(0, 1, 2);
    say(cluster, { ...place(cluster), type: 'proposal', txn: txn(1) }, 0);
    expect(cluster.history(1)).toBe('');
  });

  it('that only learners send are not taken from a leader', () => {
    const cluster = led();
    const at = place(cluster);
    say(cluster, { ...at, type: 'ack', zxid: { epoch: 1, counter: 1 } });
    say(cluster, { ...at, type: 'proposal', txn: txn(1) });
    expect(cluster.history(1)).toBe('1.1');
  });

  it('of an earlier connection count for nothing at a leader', () => {
    const cluster = led();
    cluster.propose(2, 'x');
    cluster.letters = [];
    const { channel } = cluster.leading(2).learners[1] ?? cluster.learning(1);
    const ack = { type: 'ack', nth: channel.received, zxid: { epoch: 1, counter: 1 } } as const;
    say(cluster, { ...ack, dial: channel.dial + 1 }, 1, 2);
    expect(cluster.applied(2)).toEqual([]);
    expect(cluster.leading(2).learners[1]?.acked).toBe(0);
  });

  it('behind the one that gave a connection up are not taken', () => {
    const cluster = led();
    const at = place(cluster);
    say(cluster, { dial: at.dial, nth: at.nth + 1, type: 'proposal', txn: txn(1) });
    say(cluster, { ...at, type: 'commit', zxid: { epoch: 1, counter: 9 } });
    expect(cluster.role(1)).toBe('learning dialling');
    expect(cluster.history(1)).toBe('');
  });

  it('behind the one that ended the following are not taken', () => {
    const cluster = led();
    const at = place(cluster);
    say(cluster, { dial: at.dial, nth: at.nth + 1, type: 'proposal', txn: txn(1) });
    say(cluster, { ...at, type: 'leaderInfo', epoch: 0 });
    expect(cluster.role(1)).toBe('looking');
    expect(cluster.history(1)).toBe('');
  });

  it('behind the one that ended the leading are not taken', () => {
    const cluster = led(0, 1, 2);
    cluster.reconfigure(2, [0, 1]);
    cluster.run(({ from, message }) => from !== 1 || message.type !== 'ack');
    cluster.read(1);
    cluster.deliver(isOf('request'));
    cluster.deliver(isOf('ack'));
    expect(cluster.role(2)).toBe('looking');
    expect(cluster.letters.filter(isOf('ping'))).toEqual([]);
  });

  it.each(['followerInfo', 'observerInfo'] as const)(
    'that dial somebody who follows are answered that it does not lead: %s',
    (type) => {
      const cluster = led(0, 1, 2);
      const info = { type, acceptedEpoch: 0, incarnation: 0, dial: 7, nth: 0 } as const;
      say(cluster, info, 0);
      expect(cluster.letters.map(({ to, message }) => ({ to, message }))).toEqual([
        { to: 0, message: { type: 'closed', dial: 7, leads: false } },
      ]);
    },
  );

  it('that do not dial are not answered by somebody who follows', () => {
    const cluster = led(0, 1, 2);
    say(cluster, { type: 'ack', zxid: { epoch: 1, counter: 1 }, dial: 7, nth: 0 }, 0);
    expect(cluster.letters).toEqual([]);
  });
});

describe('a learner', () => {
  it('appends no transaction twice, whether proposed or informed of', () => {
    const cluster = led();
    say(cluster, { ...place(cluster), type: 'proposal', txn: txn(1) });
    say(cluster, { ...place(cluster), type: 'proposal', txn: txn(1) });
    say(cluster, { ...place(cluster), type: 'inform', txn: txn(1) });
    expect(cluster.history(1)).toBe('1.1');
    expect(cluster.applied(1)).toEqual(['1']);
  });

  it('answers no read that nobody asked for', () => {
    const cluster = led();
    say(cluster, { ...place(cluster), type: 'sync', request: 77 });
    expect(cluster.answers.has(77)).toBe(false);
  });

  it('dials anew where it is to cut back to what it does not have', () => {
    const cluster = led();
    say(cluster, { ...place(cluster), type: 'proposal', txn: txn(2) });
    say(cluster, { ...place(cluster), type: 'trunc', zxid: { epoch: 1, counter: 1 } });
    expect(cluster.role(1)).toBe('learning dialling');
    expect(cluster.history(1)).toBe('1.2');
  });

  it('sends no read to a leader before it serves', () => {
    const cluster = led();
    say(cluster, { ...place(cluster), type: 'commit', zxid: { epoch: 1, counter: 9 } });
    expect(cluster.answers.get(cluster.read(1))).toMatchObject({ reason: 'not-leader' });
  });

  it('acknowledges what it is synchronized with at once, with NEWLEADER', () => {
    const cluster = led();
    for (const text of ['a', 'b']) cluster.propose(2, text);
    cluster.run();
    cluster.mend();
    cluster.delivered.length = 0;
    cluster.fire(0, 'notify');
    cluster.run();
    expect(cluster.role(0)).toBe('learning serving');
    const acks = cluster.delivered.flatMap(({ from, message }) =>
      from === 0 && message.type === 'ack' ? [message.zxid.counter] : [],
    );
    expect(cluster.history(0)).toBe('1.1 1.2');
    expect(acks).toEqual([0]);
  });

  it('takes a closed connection for that of its leader only, and only the one that is open', () => {
    const cluster = led(0, 1, 2);
    const { dial } = cluster.learning(1).channel;
    say(cluster, { type: 'closed', dial, leads: false }, 0);
    say(cluster, { type: 'closed', dial: dial - 1, leads: false });
    expect(cluster.role(1)).toBe('learning serving');
    say(cluster, { type: 'closed', dial, leads: true });
    expect(cluster.role(1)).toBe('learning dialling');
  });

  it('answers pings of its leader over the open connection, and of nobody else', () => {
    const cluster = led(0, 1, 2);
    const { dial, received } = cluster.learning(1).channel;
    say(cluster, { type: 'ping', dial, sent: received, round: 1 }, 0);
    say(cluster, { type: 'ping', dial: dial - 1, sent: received, round: 1 });
    expect(cluster.letters).toEqual([]);
    say(cluster, { type: 'ping', dial, sent: received, round: 1 });
    expect(cluster.letters.map(({ message }) => message.type)).toEqual(['pong']);
  });

  it('waits as long for its leader as the stage takes, from its last word', () => {
    const cluster = led();
    const { dial, received } = cluster.learning(1).channel;
    const { armed } = cluster.server(1);
    armed.clear();
    say(cluster, { type: 'ping', dial, sent: received, round: 1 });
    expect(armed.get('leader')).toEqual({ min: 200, max: 200 });
    say(cluster, { type: 'closed', dial, leads: true });
    expect(armed.get('leader')).toEqual({ min: 500, max: 500 });
    expect(armed.get('dial')).toEqual({ min: 30, max: 60 });
    armed.clear();
    say(cluster, { type: 'ping', dial: dial + 1, sent: 1, round: 1 });
    expect(armed.has('leader')).toBe(false);
  });

  it('promises an epoch to the same leader again, without writing it again', () => {
    const records: string[] = [];
    const cluster = new Cluster({ servers: 3 }, recording(records));
    cluster.elect(1, 2);
    records.length = 0;
    const { dial } = cluster.learning(1).channel;
    cluster.delivered.length = 0;
    say(cluster, { type: 'closed', dial, leads: true });
    cluster.run();
    const promises = cluster.delivered.filter(isOf('ackEpoch')).map(({ message }) => message);
    expect(promises).toMatchObject([{ counts: true, history: null }]);
    expect(records).not.toContain('accept');
    expect(cluster.role(1)).toBe('learning serving');
  });
});
