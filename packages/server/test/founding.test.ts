import { describe, expect, it } from 'vitest';
import { Founding } from '../src/node/founding.ts';
import { layoutOf } from '../src/node/layout.ts';
import type { ServerOptions } from '../src/node/options.ts';
import type { Recall } from '../src/node/peers/hello.ts';
import { Time } from './helpers/world.ts';

/** It has nothing itself, and knew no other disk. */
const NEW: Recall = { others: null, memory: 'none', isNew: true };
/** It has begun, knows each disk that it relied on, and knew no other one. */
const REMEMBERS: Recall = { others: null, memory: 'whole', isNew: false };
/** It has begun, may have forgotten disks, and knew no other one. */
const FORGOT: Recall = { others: null, memory: 'partial', isNew: false };
/** Longer than a server waits for others. */
const LONG_MS = 20_000;

interface Founded extends Pick<ServerOptions, 'hierarchy'> {
  readonly voters: number;
  readonly self?: number;
  readonly observers?: number;
}

/** A server with an empty disk, and the incarnation as which it begins. */
function founding({ voters, self = 0, observers = 0, hierarchy = null }: Founded) {
  const time = new Time(1);
  const peers = Array.from({ length: voters + observers }, (_, at) => ({
    host: 'somewhere',
    port: 1000 + at,
    role: at < voters ? ('participant' as const) : ('observer' as const),
  }));
  const begun: number[] = [];
  const complaints: { fields: object; text: string }[] = [];
  const nothing = (): void => {};
  const warn = (fields: object, text: string): void => void complaints.push({ fields, text });
  const server = new Founding({
    layout: layoutOf({ peers, self, hierarchy }, 500),
    log: { debug: nothing, info: nothing, error: nothing, warn },
    clock: time,
    random: () => 0.5,
    begin: (as) => void begun.push(as.type === 'first' ? 0 : as.incarnation),
  });
  const pass = (ms: number = LONG_MS): void => {
    time.after(ms, () => {});
    time.runUntil(() => false, ms);
  };
  return { server, begun, complaints, time, pass };
}

describe('a server with an empty disk', () => {
  it('that is the only voter begins at once', () => {
    const { server, begun } = founding({ voters: 1 });
    server.open();
    expect(begun).toEqual([0]);
  });

  it('begins at once where all voters are there and have nothing', () => {
    const { server, begun } = founding({ voters: 3 });
    server.open();
    server.recalled(1, NEW);
    expect(begun).toEqual([]);
    server.recalled(2, NEW);
    expect(begun).toEqual([0]);
    server.recalled(2, NEW);
    expect(begun).toEqual([0]);
  });

  it('begins with a quorum of new ones once the others had the time to answer, and says so', () => {
    const { server, begun, complaints, pass } = founding({ voters: 5 });
    server.open();
    server.recalled(1, NEW);
    pass();
    expect(begun).toEqual([]);
    server.recalled(3, NEW);
    expect(begun).toEqual([]);
    pass();
    expect(begun).toEqual([0]);
    expect(complaints.at(-1)).toMatchObject({
      fields: { servers: [3, 5] },
      text: 'a new ensemble begins without an answer of all its voters',
    });
  });

  it('does not begin with others that are as empty once one of them knew another disk', () => {
    const { server, begun, pass } = founding({ voters: 3 });
    server.open();
    server.recalled(1, NEW);
    // That was told so by the third, to which this server has no connection.
    server.reborn(1);
    pass();
    expect(begun).toEqual([]);
  });

  it('waits anew where those with which it would have begun are others', () => {
    const { server, begun, pass } = founding({ voters: 5 });
    server.open();
    for (const from of [1, 2]) server.recalled(from, NEW);
    pass(4000);
    server.reborn(2);
    server.recalled(3, NEW);
    pass(4000);
    expect(begun).toEqual([]);
    pass();
    expect(begun).toEqual([0]);
  });

  it.each([
    [3, 2],
    [4, 2],
    [5, 3],
    [7, 4],
  ])(
    'of %i voters begins once %i that remember all disks have known no other',
    (voters, needed) => {
      const { server, begun } = founding({ voters });
      server.open();
      for (let from = 1; from <= needed; from += 1) {
        expect(begun).toEqual([]);
        server.recalled(from, REMEMBERS);
      }
      expect(begun).toEqual([0]);
    },
  );

  it('begins as another incarnation with those that decide without it and may have forgotten', () => {
    const { server, begun } = founding({ voters: 5 });
    server.open();
    server.recalled(1, FORGOT);
    server.recalled(2, REMEMBERS);
    expect(begun).toEqual([]);
    server.recalled(3, REMEMBERS);
    expect(begun).toEqual([1 + 2 ** 19]);
  });

  it('counts groups, not servers, where groups decide', () => {
    const hierarchy = {
      groups: [
        { id: 1, servers: [1, 2, 3] },
        { id: 2, servers: [4] },
        { id: 3, servers: [5] },
      ],
      weights: [1, 2, 3, 4, 5].map((id) => ({ id, weight: 1 })),
    };
    const { server, begun, pass } = founding({ voters: 5, hierarchy });
    server.open();
    // More than half of the servers, and one group of three.
    for (const from of [1, 2]) server.recalled(from, NEW);
    pass();
    expect(begun).toEqual([]);
    // Without these two groups nothing is decided.
    for (const from of [3, 4]) server.recalled(from, REMEMBERS);
    expect(begun).toEqual([0]);
  });

  it('is another incarnation, where one knew another disk of it', () => {
    const { server, begun } = founding({ voters: 5 });
    server.open();
    server.recalled(1, NEW);
    server.recalled(2, { ...REMEMBERS, others: 7 });
    expect(begun).toEqual([8 + 2 ** 19]);
  });

  it('counts what others said before it was ready', () => {
    const { server, begun } = founding({ voters: 3 });
    server.recalled(1, { ...REMEMBERS, others: 0 });
    expect(begun).toEqual([]);
    server.open();
    expect(begun).toEqual([1 + 2 ** 19]);
  });

  it('that observes asks a quorum of the voters, and no observers', () => {
    const { server, begun } = founding({ voters: 3, self: 3, observers: 2 });
    server.open();
    server.recalled(4, NEW);
    server.recalled(0, REMEMBERS);
    expect(begun).toEqual([]);
    server.recalled(1, NEW);
    expect(begun).toEqual([0]);
  });

  it('waits for ever where nobody is there, and says for whom', () => {
    const { server, complaints, pass, begun } = founding({ voters: 3 });
    server.open();
    pass();
    expect(complaints).toMatchObject([{ fields: { servers: [2, 3] } }]);
    expect(server.silent).toEqual([1, 2]);
    expect(begun).toEqual([]);
  });

  it('that was ended begins no more', () => {
    const { server, begun, pass } = founding({ voters: 3 });
    server.open();
    server.recalled(1, NEW);
    server.end();
    server.recalled(2, NEW);
    pass();
    expect(begun).toEqual([]);
  });
});
