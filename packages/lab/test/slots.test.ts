import { describe, expect, test } from 'vitest';
import { NOOP, type SlotsFrame } from '../src/model/ledger.ts';
import { slotAt, surveySlots } from '../src/model/slots.ts';

/** Votes as [ballot, content] pairs from slot 1 on. */
function server(votes: readonly (readonly [number, number])[], parts: Partial<SlotsFrame> = {}) {
  const frame: SlotsFrame = {
    snapshot: 0,
    ballots: Int32Array.from(votes, ([ballot]) => ballot),
    contents: Int32Array.from(votes, ([, content]) => content),
    durable: Uint8Array.from(votes, () => 1),
    chosen: 0,
    promised: 0,
    windowEnd: 0,
    ...parts,
  };
  return frame;
}

const [OLD, NEW] = [31, 62];
const [A, B] = [10, 20];

describe('a slot', () => {
  test('rises from accepted to chosen, and to known as chosen', () => {
    const servers = [
      server(
        [
          [OLD, A],
          [OLD, B],
        ],
        { chosen: 1, durable: Uint8Array.of(1, 0) },
      ),
      server([
        [OLD, A],
        [OLD, B],
      ]),
    ];
    const survey = surveySlots(servers, []);
    const [first, second] = servers;
    expect(first && slotAt(first, 1, survey)?.state).toBe('applied');
    expect(first && slotAt(first, 2, survey)?.state).toBe('logged');
    expect(second && slotAt(second, 1, survey)?.state).toBe('acked');
    expect(second && slotAt(second, 2, survey)?.state).toBe('durable');
  });

  test('held by a quorum is chosen, though nobody knows', () => {
    const servers = [server([[OLD, A]]), server([[OLD, A]])];
    const survey = surveySlots(servers, [{ slot: 1, ballot: OLD }]);
    expect(servers.map((one) => slotAt(one, 1, survey)?.state)).toEqual(['acked', 'acked']);
  });

  test('with another value than the chosen one will be replaced, with the same one it stays', () => {
    const servers = [server([[NEW, B]], { chosen: 1 }), server([[OLD, A]]), server([[OLD, B]])];
    const survey = surveySlots(servers, []);
    const states = servers.map((one) => slotAt(one, 1, survey)?.state);
    expect(states).toEqual(['applied', 'discarded', 'acked']);
  });

  test('without a vote is a gap where later slots have one, and nothing behind them', () => {
    const servers = [
      server([
        [0, NOOP],
        [OLD, A],
      ]),
    ];
    const survey = surveySlots(servers, []);
    expect(servers.map((one) => slotAt(one, 1, survey)?.state)).toEqual(['gap']);
    expect(servers.map((one) => slotAt(one, 3, survey))).toEqual([null]);
  });

  test('tells a no-op from a value', () => {
    const servers = [server([[OLD, NOOP]])];
    const survey = surveySlots(servers, []);
    expect(servers.map((one) => slotAt(one, 1, survey)?.sign)).toEqual(['noop']);
  });
});
