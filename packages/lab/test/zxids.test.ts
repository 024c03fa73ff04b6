import { describe, expect, test } from 'vitest';
import type { Part } from '../src/model/frame.ts';
import type { ZxidsFrame } from '../src/model/ledger.ts';
import { surveyZxids, zxidKey, zxidOf, zxidState } from '../src/model/zxids.ts';

/** A history of zxids written `1.2`. */
function history(zxids: readonly string[], parts: Partial<ZxidsFrame> = {}): ZxidsFrame {
  const pairs = zxids.map((zxid) => zxid.split('.').map(Number));
  return {
    voter: true,
    snapshotIndex: 0,
    snapshotEpoch: 0,
    snapshotCounter: 0,
    epochs: Int32Array.from(pairs, ([epoch]) => epoch ?? 0),
    counters: Int32Array.from(pairs, ([, counter]) => counter ?? 0),
    durable: zxids.length,
    delivered: 0,
    acceptedEpoch: 1,
    currentEpoch: 1,
    ...parts,
  };
}

const key = (zxid: string) => {
  const [epoch = 0, counter = 0] = zxid.split('.').map(Number);
  return zxidKey({ epoch, counter });
};
const servers = (parts: readonly Part[], epoch = 1) =>
  parts.map((part, id) => ({ id, part, status: 'up' as const, epoch }));

describe('the history matrix', () => {
  test('has a column for each zxid that anybody has, in their order', () => {
    const survey = surveyZxids(
      [history(['1.1', '2.1']), history(['1.1', '1.2'])],
      servers(['leader', 'follower'], 2),
      [],
    );
    expect(survey.columns.map(zxidOf)).toEqual([
      { epoch: 1, counter: 1 },
      { epoch: 1, counter: 2 },
      { epoch: 2, counter: 1 },
    ]);
  });

  test('marks what a later leader does not have, before and after it has committed anything', () => {
    const deposed = history(['1.1', '1.2']);
    for (const led of [
      history(['1.1'], { delivered: 1 }),
      history(['1.1', '2.1'], { delivered: 2 }),
    ]) {
      const survey = surveyZxids([led, deposed], servers(['leader', 'looking'], 2), []);
      expect(zxidState(deposed, key('1.2'), survey)).toBe('discarded');
      expect(zxidState(led, key('1.2'), survey)).toBeNull();
    }
  });

  test('marks what others have committed past, also while nobody leads', () => {
    const committed = history(['1.1', '2.1'], { delivered: 2 });
    const deposed = history(['1.1', '1.2']);
    const survey = surveyZxids([committed, deposed], servers(['looking', 'looking'], 2), []);
    expect(zxidState(deposed, key('1.2'), survey)).toBe('discarded');
  });

  test('does not mark what may yet be committed', () => {
    const leader = history(['1.1', '1.2'], { delivered: 1 });
    const survey = surveyZxids([leader], servers(['leader']), []);
    expect(zxidState(leader, key('1.2'), survey)).toBe('durable');
    const looking = surveyZxids([leader], servers(['looking']), []);
    expect(zxidState(leader, key('1.2'), looking)).toBe('durable');
  });

  test('tells delivered, held by a quorum, on disk and merely written apart', () => {
    const leader = history(['1.1', '1.2', '1.3', '1.4'], { delivered: 1, durable: 3 });
    const survey = surveyZxids([leader], servers(['leader']), [{ epoch: 1, counter: 2 }]);
    const states = ['1.1', '1.2', '1.3', '1.4'].map((zxid) => zxidState(leader, key(zxid), survey));
    expect(states).toEqual(['applied', 'acked', 'durable', 'logged']);
  });

  test('shows a snapshot where another server still has what it covers', () => {
    const compacted = history(['1.3'], {
      snapshotIndex: 2,
      snapshotEpoch: 1,
      snapshotCounter: 2,
      durable: 3,
      delivered: 2,
    });
    const whole = history(['1.1', '1.2', '1.3'], { delivered: 3 });
    const survey = surveyZxids([whole, compacted], servers(['leader', 'follower']), []);
    expect(zxidState(compacted, key('1.1'), survey)).toBe('snapshot');
    expect(zxidState(compacted, key('1.3'), survey)).toBe('acked');
  });
});
