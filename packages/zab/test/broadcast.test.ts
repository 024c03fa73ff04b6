import { describe, expect, it } from 'vitest';
import { Cluster, fromText, isOf } from './helpers/cluster.ts';

type Letter = Cluster['letters'][number];

/** Three servers, all in the epoch of server 2. */
function led(options: Partial<Parameters<typeof build>[0]> = {}): Cluster {
  return build(options);
}

function build(options: {
  counterLimit?: number;
  maxOutstanding?: number;
  pingMs?: number;
}): Cluster {
  const cluster = new Cluster({ servers: 3, ...options });
  cluster.elect(0, 1, 2);
  cluster.run();
  cluster.loses = () => false;
  return cluster;
}

describe('a proposal', () => {
  it('is committed once a quorum holds it durably, the leader among them or not', () => {
    const cluster = led();
    cluster.server(2).fastDisk = false;
    const request = cluster.propose(2, 'a');
    cluster.run();
    expect(cluster.answers.get(request)).toEqual({
      type: 'committed',
      zxid: { epoch: 1, counter: 1 },
    });
    expect(cluster.server(2).image.txns).toHaveLength(0);
  });

  it('is not committed by the leader and a follower that only has it in memory', () => {
    const cluster = led();
    cluster.isolate(0);
    cluster.server(1).fastDisk = false;
    const request = cluster.propose(2, 'a');
    cluster.run();
    expect(cluster.answers.has(request)).toBe(false);
    cluster.sync(1);
    cluster.run();
    expect(cluster.answers.get(request)?.type).toBe('committed');
  });

  it('is committed only after those before it', () => {
    const cluster = led();
    const first = cluster.propose(2, 'a');
    cluster.propose(2, 'b');
    const isOfFirst = ({ message }: { message: { type: string } }): boolean =>
      JSON.stringify(message).includes('"counter":1');
    cluster.run((letter) => letter.to === 2 || !isOfFirst(letter));
    expect(cluster.answers.size).toBe(0);
    cluster.run();
    expect(cluster.answers.get(first)?.type).toBe('committed');
    expect([0, 1, 2].map((id) => cluster.applied(id).join(''))).toEqual(['ab', 'ab', 'ab']);
  });

  it('is refused beyond the limit of what may be under way', () => {
    const cluster = led({ maxOutstanding: 1 });
    cluster.isolate(2);
    cluster.propose(2, 'a');
    const request = cluster.propose(2, 'b');
    expect(cluster.answers.get(request)).toEqual({
      type: 'refused',
      reason: 'overloaded',
      leader: 2,
    });
  });

  it('gets a new epoch rather than an old name where the counter ends', () => {
    const cluster = led({ counterLimit: 2 });
    for (const text of ['a', 'b']) cluster.propose(2, text);
    cluster.run();
    const request = cluster.propose(2, 'c');
    expect(cluster.answers.get(request)).toMatchObject({ reason: 'epoch-exhausted' });
    expect(cluster.role(2)).toBe('looking');
    cluster.propose(cluster.elect(0, 1, 2), 'c');
    cluster.run();
    expect(cluster.history(2)).toBe('1.1 1.2 2.1');
  });

  it('has an unknown fate where the leader gives up before it is committed', () => {
    const cluster = led();
    cluster.isolate(2);
    const request = cluster.propose(2, 'a');
    cluster.fire(2, 'quorum');
    cluster.run();
    cluster.fire(2, 'quorum');
    expect(cluster.role(2)).toBe('looking');
    expect(cluster.answers.get(request)).toEqual({ type: 'unknown' });
  });

  it('that a follower is asked for is refused with the name of the leader', () => {
    const cluster = led();
    const request = cluster.propose(0, 'a');
    expect(cluster.answers.get(request)).toEqual({
      type: 'refused',
      reason: 'not-leader',
      leader: 2,
    });
  });
});

describe('a connection', () => {
  it('puts frames that overtook each other in order', () => {
    const cluster = led();
    for (const text of ['a', 'b', 'c']) cluster.propose(2, text);
    cluster.letters.reverse();
    cluster.run();
    expect(cluster.applied(0)).toEqual(['a', 'b', 'c']);
  });

  it('takes a frame that comes twice once', () => {
    const cluster = led();
    cluster.propose(2, 'a');
    cluster.letters = cluster.letters.flatMap((letter) =>
      letter.from === letter.to ? [letter] : [letter, letter],
    );
    cluster.run();
    expect(cluster.applied(0)).toEqual(['a']);
    expect(cluster.history(0)).toBe('1.1');
  });

  it('is dialled anew where a frame is lost, and what was lost comes by DIFF', () => {
    const cluster = led();
    cluster.loses = (letter) => letter.to === 0 && isOf('proposal')(letter);
    cluster.propose(2, 'a');
    cluster.run();
    cluster.loses = () => false;
    const { dial } = cluster.learning(0).channel;
    cluster.pulse(2);
    expect(cluster.learning(0).channel.dial).toBe(dial);
    cluster.pulse(2);
    expect(cluster.learning(0).channel.dial).toBe(dial + 1);
    expect(cluster.role(0)).toBe('learning serving');
    expect(cluster.applied(0)).toEqual(['a']);
  });

  it('is closed by a leader that misses a frame of a learner from one check of the quorum to the next', () => {
    const cluster = led();
    cluster.loses = (letter) => letter.from === 0 && isOf('ack')(letter);
    cluster.propose(2, 'a');
    cluster.run();
    cluster.loses = () => false;
    for (let checks = 0; checks < 2; checks += 1) {
      expect(cluster.learning(0).channel.dial).toBe(1);
      cluster.pulse(2);
      cluster.fire(2, 'quorum');
      cluster.run();
    }
    expect(cluster.learning(0).channel.dial).toBe(2);
    expect(cluster.leading(2).learners[0]?.acked).toBe(1);
  });

  it('lasts while a slow disk holds an acknowledgement back, which answers to pings overtake', () => {
    const cluster = led();
    cluster.propose(2, 'a');
    const isHeld = (letter: Letter): boolean => letter.from === 0 && isOf('ack')(letter);
    const held: Letter[] = [];
    cluster.loses = (letter) => {
      if (isHeld(letter)) held.push(letter);
      return isHeld(letter);
    };
    cluster.run();
    cluster.loses = () => false;
    for (let pings = 0; pings < 4; pings += 1) cluster.pulse(2);
    cluster.fire(2, 'quorum');
    cluster.letters.push(...held);
    cluster.run();
    cluster.pulse(2);
    cluster.fire(2, 'quorum');
    cluster.run();
    expect(held).not.toEqual([]);
    expect(cluster.learning(0).channel.dial).toBe(1);
    expect(cluster.leading(2).learners[0]?.acked).toBe(1);
  });

  it('has a name of its own after a restart, so that frames of a former life are dropped', () => {
    const cluster = led();
    cluster.propose(2, 'a');
    const old = cluster.letters.filter(({ to }) => to === 0);
    cluster.letters = cluster.letters.filter(({ to }) => to !== 0);
    cluster.restart(0);
    cluster.run();
    cluster.letters.push(...old);
    cluster.run();
    expect(cluster.learning(0).channel.dial).toBe(2);
    expect(cluster.learning(0).channel.early).toEqual([]);
    expect(cluster.history(0)).toBe('1.1');
  });

  it('of a learner that hears nothing is given up', () => {
    const cluster = led();
    cluster.fire(0, 'leader');
    expect(cluster.role(0)).toBe('looking');
  });
});

describe('a history', () => {
  it('is compacted as far as it is delivered, and no further', () => {
    const cluster = led();
    cluster.propose(2, 'a');
    cluster.run();
    cluster.isolate(2);
    cluster.propose(2, 'b');
    const compact = (through: number) =>
      cluster.answers.get(cluster.command(2, { type: 'compact', through, data: fromText('A') }));
    expect(compact(2)).toMatchObject({ reason: 'not-delivered' });
    expect(compact(1)).toEqual({ type: 'compacted', through: 1 });
    expect(compact(1)).toMatchObject({ reason: 'already-compacted' });
    expect(cluster.history(2)).toBe('1.2');
    cluster.restart(2);
    expect(cluster.applied(2)).toEqual(['snapshot 1']);
  });
});
