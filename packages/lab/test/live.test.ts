import type { Picture, TraceBody, TraceEvent } from '@menagerie/server';
import { describe, expect, it } from 'vitest';
import { kindsOf } from '../src/live/kinds.ts';
import { FLIGHT_MS } from '../src/live/model/flights.ts';
import { LiveModel } from '../src/live/model/live-model.ts';
import { readPlayground, readTrace } from '../src/live/wire.ts';
import { messageAt } from '../src/model/frame.ts';
import { surveyZxids, zxidState } from '../src/model/zxids.ts';

const KINDS = kindsOf('zab');
const create = { op: 'create', path: '/a', session: '1' } as const;

/** Three servers that tell what the test has them do. */
class Told {
  readonly model = new LiveModel('zab', 3, KINDS);
  readonly #clock = [100, 100, 100];

  tell(server: number, at: number, body: TraceBody, now = at): this {
    this.#clock[server] = (this.#clock[server] ?? 0) + 1;
    const event: TraceEvent = { at, clock: [...this.#clock], body };
    this.model.take(server, { type: 'events', lost: 0, events: [event] }, now);
    return this;
  }

  numberOf(server: number): number {
    return this.#clock[server] ?? 0;
  }

  applied(server: number, at: number): this {
    const body = { index: 7, origin: 1, serial: 1, zxid: '100000001', error: 0, isVoid: false };
    return this.tell(server, at, { type: 'applied', ...body, what: create });
  }

  inFlight(now: number) {
    const { messages } = this.model.frame(now);
    return Array.from({ length: messages.count }, (_, i) => {
      const { from, to, kind, doomed, sentAt } = messageAt(messages, i);
      return { from, to, kind: KINDS[kind]?.name, doomed, sentAt };
    });
  }
}

function picture(last: number, durable: number, committed: number, part = 'follower'): Picture {
  const entries = Array.from({ length: last }, (_, i) => [1, i + 1] as const);
  const core = { part, epoch: 1, currentEpoch: 1, leader: 0, votes: 0, voter: true } as const;
  return {
    core: { ...core, base: 0, baseEntry: [0, 0], entries, committed },
    durable,
    serves: true,
    zxid: '0',
    digest: '0',
    znodes: 0,
    sessions: 0,
    watches: 0,
    clients: 0,
  };
}

describe('the way of a write', () => {
  it('is measured from the question to the disks and trees of all', () => {
    const told = new Told()
      .tell(1, 1000, { type: 'asked', serial: 1, what: create })
      .tell(0, 1001, { type: 'proposed', wishes: [[1, 1]] })
      .tell(0, 1002, { type: 'durable', batch: 3, last: 7 })
      .tell(1, 1003, { type: 'durable', batch: 3, last: 7 })
      .applied(0, 1004)
      .applied(1, 1005)
      .tell(1, 1006, { type: 'answered', serial: 1, known: true });
    const [journey] = told.model.journeys.list();
    expect(journey).toMatchObject({ op: 'create', path: '/a', origin: 1, index: 7, answered: 6 });
    expect(journey?.servers).toEqual([
      { proposed: 1, durable: 2, applied: 4 },
      { proposed: null, durable: 3, applied: 5 },
      { proposed: null, durable: null, applied: null },
    ]);
  });

  it('is the same in whichever order the servers are heard', () => {
    const told = new Told()
      .applied(0, 1004)
      .tell(0, 1001, { type: 'proposed', wishes: [[1, 1]] })
      .tell(1, 1000, { type: 'asked', serial: 1, what: create });
    const journeys = told.model.journeys.list();
    expect(journeys).toHaveLength(1);
    expect(journeys[0]?.servers[0]).toEqual({ proposed: 1, durable: null, applied: 4 });
  });

  it('is not that of a write before a restart, though serials begin anew', () => {
    const asked = { type: 'asked', serial: 1, what: create } as const;
    const told = new Told().tell(1, 1000, asked).applied(1, 1001);
    told.tell(1, 9000, asked).applied(1, 9002);
    expect(told.model.journeys.list().map(({ servers }) => servers[1]?.applied)).toEqual([2, 1]);
  });

  it('is not told of what a leader proposed that was over', () => {
    const told = new Told().tell(1, 1000, { type: 'asked', serial: 1, what: create });
    const isVoid = { index: 7, origin: 1, serial: 1, zxid: '0', error: 0, isVoid: true };
    told.tell(1, 1001, { type: 'applied', ...isVoid, what: create });
    expect(told.model.journeys.list()[0]).toMatchObject({ zxid: null });
  });
});

describe('messages under way', () => {
  const sent = { type: 'sent', to: 1, kind: 'PROPOSAL', epoch: 1 } as const;

  it('are certain once both ends are known, and marked until then', () => {
    const told = new Told().tell(0, 1000, sent);
    const doomed = () => told.inFlight(1010).map((one) => one.doomed);
    expect(doomed()).toEqual([true]);
    const cause = told.numberOf(0);
    told.tell(1, 1001, { type: 'received', from: 0, cause, kind: 'PROPOSAL', epoch: 1 });
    expect(doomed()).toEqual([false]);
    expect(told.inFlight(1001 + FLIGHT_MS)).toEqual([]);
  });

  it('are marked where the sender tells nothing', () => {
    const told = new Told();
    told.tell(1, 1001, { type: 'received', from: 0, cause: null, kind: 'ACK', epoch: 1 });
    expect(told.inFlight(1010)).toMatchObject([{ from: 0, to: 1, doomed: true }]);
  });

  it('leave in the picture after what made them leave has come', () => {
    const told = new Told().tell(0, 1000, sent);
    const cause = told.numberOf(0);
    told.tell(1, 1001, { type: 'received', from: 0, cause, kind: 'PROPOSAL', epoch: 1 });
    told.tell(1, 1002, { type: 'sent', to: 0, kind: 'ACK', epoch: 1 });
    expect(told.inFlight(1010).map(({ kind }) => kind)).toEqual(['PROPOSAL']);
    expect(told.inFlight(1010 + FLIGHT_MS).map(({ kind }) => kind)).toEqual(['ACK']);
  });

  it('are heartbeats only for who wants to see them', () => {
    const ping = { type: 'sent', to: 1, kind: 'PING', epoch: null } as const;
    const told = new Told().tell(0, 1000, ping);
    expect(told.inFlight(1010)).toEqual([]);
    told.model.flights.showsHeartbeats = true;
    told.tell(0, 1100, ping);
    expect(told.inFlight(1110)).toHaveLength(1);
  });

  it('are inferred where a server hands a write to the leader', () => {
    const told = new Told().tell(0, 1001, { type: 'proposed', wishes: [[1, 1]] });
    expect(told.inFlight(1010)).toMatchObject([{ from: 1, to: 0, kind: 'WISH', doomed: true }]);
  });
});

describe('what is shown of the servers', () => {
  it('is what each told last, and of its process what the playground says', () => {
    const { model } = new Told();
    model.take(0, { type: 'picture', picture: picture(3, 3, 3, 'leader') }, 0);
    const member = { pid: 1, clientPort: 2181 };
    model.ensemble({
      type: 'ensemble',
      core: 'zab',
      mayAct: true,
      members: [
        { status: 'running', ...member },
        { status: 'paused', ...member },
        { status: 'ended', ...member },
      ],
      cuts: [{ from: 1, to: 2 }],
    });
    const { servers, cuts } = model.frame(0);
    expect(servers.map(({ status }) => status)).toEqual(['up', 'paused', 'crashed']);
    expect(servers[0]).toMatchObject({ role: 'leader', last: 3, unsynced: 0 });
    expect(cuts).toEqual([0, 0b100, 0]);
  });

  it('knows what a majority has on disk, and what only one has', () => {
    const { model } = new Told();
    model.take(0, { type: 'picture', picture: picture(3, 3, 1, 'leader') }, 0);
    model.take(1, { type: 'picture', picture: picture(3, 2, 1) }, 0);
    model.take(2, { type: 'picture', picture: picture(1, 1, 1) }, 0);
    const { ledger, servers } = model.frame(0);
    if (ledger.type !== 'history') throw new Error('Zab has a history');
    const survey = surveyZxids(ledger.servers, servers, ledger.held);
    const states = ledger.servers.map((one) =>
      survey.columns.map((key) => zxidState(one, key, survey)),
    );
    expect(states).toEqual([
      ['applied', 'acked', 'durable'],
      ['applied', 'acked', 'logged'],
      ['applied', null, null],
    ]);
  });

  it('counts what was not shown', () => {
    const { model } = new Told();
    model.take(0, { type: 'events', lost: 5, events: [] }, 0);
    model.take(2, { type: 'events', lost: 2, events: [] }, 0);
    expect(model.lost).toBe(7);
  });
});

it('what a server of another version says is not taken for an answer', () => {
  expect(readTrace('{"type":"hello","version":2}')).toBeNull();
  expect(readTrace('{"type":"hello","version":1}')).not.toBeNull();
  expect(readTrace('{"type":"other"}')).toBeNull();
  expect(readTrace('null')).toBeNull();
  expect(readPlayground('{"type":"refused","reason":"no"}')).not.toBeNull();
  expect(readPlayground('{"type":"events"}')).toBeNull();
});
