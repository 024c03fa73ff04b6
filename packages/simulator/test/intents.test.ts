import { raftConfig } from '@menagerie/raft';
import { raftSubject } from '@menagerie/raft/testing';
import {
  createRecording,
  parseScenario,
  playIntents,
  primaryOrderStory,
  printScenario,
  type Schedule,
  SimulatorError,
  tally,
} from '@menagerie/simulator';
import { describe, expect, it } from 'vitest';

const schedule: Schedule = {
  title: 'the leader crashes between two writes',
  servers: 5,
  delayMin: 10,
  delayMax: 20,
  seed: 4,
  restMs: 2000,
  intents: [
    { afterMs: 0, intent: { type: 'write', to: { type: 'leader' } } },
    { afterMs: 300, intent: { type: 'crash', who: { type: 'leader' } } },
    { afterMs: 100, intent: { type: 'write', to: { type: 'leader' } } },
    { afterMs: 300, intent: { type: 'recover', who: { type: 'struck', nth: 0 } } },
    { afterMs: 300, intent: { type: 'read', to: { type: 'other', nth: 1 } } },
  ],
};
const config = raftConfig({ servers: 5 });

describe('a schedule of intents', () => {
  it('strikes whoever plays the part, and waits for who is to play it', () => {
    const { interventions } = playIntents(raftSubject, config, schedule).scenario;
    const [first, crash, second, recovery] = interventions.map(({ act }) => act);
    if (first?.type !== 'command' || second?.type !== 'command') throw new Error('no writes');
    expect(crash).toEqual({ type: 'crash', server: first.server, keep: 0 });
    expect(recovery).toEqual({ type: 'recover', server: first.server });
    expect(second.server).not.toBe(first.server);
  });

  it('becomes a scenario that plays again to the same end, from its file too', () => {
    const recording = playIntents(raftSubject, config, schedule);
    const file = printScenario(recording.scenario, raftSubject);
    const again = createRecording(raftSubject, parseScenario(file, [raftSubject]));
    again.extend({ steps: recording.steps });
    expect(again.momentAt(again.steps).hash).toBe(recording.momentAt(recording.steps).hash);
  });

  it('gives each link one delay, whatever is sent on it', () => {
    const recording = playIntents(raftSubject, config, schedule);
    const delays = new Map<string, Set<number>>();
    for (const { at, server, causes, body } of recording.events) {
      if (body.type !== 'received' || body.from === server) continue;
      const sent = recording.event(causes[0] ?? 0);
      const link = `${body.from}>${server}`;
      const delay = Math.round((at - sent.at) * 1000) / 1000;
      delays.set(link, (delays.get(link) ?? new Set()).add(delay));
    }
    expect(delays.size).toBeGreaterThan(12);
    for (const [, each] of delays) expect(each.size).toBe(1);
    expect(new Set([...delays.values()].flatMap((each) => [...each])).size).toBe(delays.size);
  });

  it('carries out at one time what is meant for one time, in its order', () => {
    const who = { type: 'server', server: 0 } as const;
    const { interventions } = playIntents(raftSubject, config, {
      ...schedule,
      // As floating-point numbers, 0.7 and 0.1 are a little less than 0.8 together.
      intents: [
        { afterMs: 0.7, intent: { type: 'pause', who } },
        { afterMs: 0.1, intent: { type: 'resume', who } },
        { afterMs: 0, intent: { type: 'crash', who: { type: 'struck', nth: 0 } } },
        { afterMs: 0, intent: { type: 'recover', who: { type: 'struck', nth: 1 } } },
      ],
    }).scenario;
    expect(interventions.map(({ act }) => act.type)).toEqual([
      'pause',
      'resume',
      'crash',
      'recover',
    ]);
  });

  it('cuts one link in one direction, and mends that one alone', () => {
    const cut = { type: 'cut', from: { type: 'leader' }, to: { type: 'other', nth: 1 } } as const;
    const back = { ...cut, from: cut.to, to: cut.from };
    const intents = [cut, cut, back, { ...cut, type: 'mend' } as const];
    const recording = playIntents(raftSubject, config, {
      ...schedule,
      restMs: 100,
      intents: intents.map((intent, nth) => ({ afterMs: nth === 0 ? 1000 : 0, intent })),
    });
    const acts = recording.scenario.interventions.map(({ act }) => act);
    const [first] = acts;
    if (first?.type !== 'cut') throw new Error('no cut');
    const { from, to } = first;
    // The second says what is so already.
    expect(acts).toEqual([first, { type: 'cut', from: to, to: from }, { type: 'mend', from, to }]);
    const { cuts } = recording.momentAt(recording.steps);
    expect(cuts.map((others, server) => [server, others]).filter(([, others]) => others)).toEqual([
      [to, 1 << from],
    ]);
    expect(recording.events.some(({ body }) => body.type === 'dropped' && body.why === 'cut')).toBe(
      true,
    );
  });

  it('takes a server that nothing has struck by its place among those', () => {
    const { interventions } = playIntents(raftSubject, config, {
      ...schedule,
      intents: [
        { afterMs: 0, intent: { type: 'crash', who: { type: 'server', server: 1 } } },
        { afterMs: 0, intent: { type: 'pause', who: { type: 'spared', nth: 1 } } },
        { afterMs: 0, intent: { type: 'crash', who: { type: 'spared', nth: 1 } } },
      ],
    }).scenario;
    expect(interventions.map(({ act }) => act)).toMatchObject([
      { type: 'crash', server: 1 },
      { type: 'pause', server: 2 },
      { type: 'crash', server: 3 },
    ]);
  });

  it.each([
    [
      'a server that is not there',
      { type: 'server', server: 5 },
      'there is no server 5. Use 0 to 4',
    ],
    ['a link to oneself', { type: 'server', server: 2 }, 'the link leads from a server to itself'],
  ] as const)('refuses %s before anything is played', (_what, to, problem) => {
    const from = { type: 'server', server: 2 } as const;
    const wrong: Schedule = {
      ...schedule,
      intents: [{ afterMs: 0, intent: { type: 'mend', from, to } }],
    };
    expect(() => playIntents(raftSubject, config, wrong)).toThrow(`intents[0]: ${problem}`);
  });

  it('refuses a link between two parts that one server plays', () => {
    const intents: Schedule['intents'] = [
      { afterMs: 1000, intent: { type: 'pause', who: { type: 'server', server: 3 } } },
      {
        afterMs: 0,
        intent: {
          type: 'mend',
          from: { type: 'struck', nth: 0 },
          to: { type: 'server', server: 3 },
        },
      },
    ];
    expect(() => playIntents(raftSubject, config, { ...schedule, intents })).toThrow(
      'server 3 has no link to itself',
    );
  });

  it('names the intent that nobody can play', () => {
    const alone: Schedule = {
      ...schedule,
      intents: [
        { afterMs: 0, intent: { type: 'isolate', who: [{ type: 'server', server: 0 }] } },
        { afterMs: 0, intent: { type: 'isolate', who: [{ type: 'server', server: 1 }] } },
        { afterMs: 0, intent: { type: 'isolate', who: [{ type: 'server', server: 2 }] } },
        { afterMs: 0, intent: { type: 'write', to: { type: 'leader' } } },
      ],
    };
    expect(() => playIntents(raftSubject, config, alone)).toThrow(SimulatorError);
    expect(() => playIntents(raftSubject, config, alone)).toThrow(/intents\[3\]: nobody plays/);
  });

  it('refuses a configuration of another size', () => {
    expect(() => playIntents(raftSubject, raftConfig({ servers: 3 }), schedule)).toThrow(
      /config.servers: the schedule is for 5 servers, the configuration for 3/,
    );
  });
});

describe('the tally of a run', () => {
  it('finds one round trip for a write and for a read at the leader of Raft', () => {
    const still: Schedule = {
      ...schedule,
      intents: [
        { afterMs: 1000, intent: { type: 'write', to: { type: 'leader' } } },
        { afterMs: 500, intent: { type: 'read', to: { type: 'leader' } } },
      ],
    };
    const { requests, messages, messagesByType } = tally(playIntents(raftSubject, config, still));
    expect(requests.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded']);
    expect(requests.map(({ roundTrips }) => roundTrips)).toEqual([1, 1]);
    expect(messagesByType.reduce((sum, { count }) => sum + count, 0)).toBe(messages);
  });

  it('counts no round trips for a write that only joins what is under way', () => {
    const { requests } = tally(playIntents(raftSubject, config, primaryOrderStory(5)));
    // The third leader sends D once the followers have answered what it had sent before.
    expect(requests.map(({ outcome, roundTrips }) => [outcome, roundTrips])).toEqual([
      ['unanswered', null],
      ['unanswered', null],
      ['unanswered', null],
      ['succeeded', null],
    ]);
  });

  it('finds the time without a leader, of a partition as of a crash', () => {
    const without = (intents: Schedule['intents']) =>
      tally(playIntents(raftSubject, config, { ...schedule, intents })).leaderlessMs;
    const leader = { type: 'leader' } as const;
    const write = { afterMs: 0, intent: { type: 'write', to: leader } } as const;
    const start = without([write]);
    expect(
      without([write, { afterMs: 500, intent: { type: 'crash', who: leader } }]),
    ).toBeGreaterThan(start + config.electionMs);
    expect(
      without([write, { afterMs: 500, intent: { type: 'isolate', who: [leader] } }]),
    ).toBeGreaterThan(start + config.electionMs);
  });
});
