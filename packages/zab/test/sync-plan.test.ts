import { type Zxid, zookeeperRules, zxidText } from '@menagerie/zab';
import { describe, expect, it } from 'vitest';

const { syncPlan } = zookeeperRules;

const at = (text: string): Zxid => {
  const [epoch = '0', counter = '0'] = text.split('.');
  return { epoch: Number(epoch), counter: Number(counter) };
};

/** `diff 1.2`, `trunc 1.1` or `snap`. */
function plan(peer: string, history: string, options: { base?: string; window?: number } = {}) {
  const zxids = history === '' ? [] : history.split(' ').map(at);
  const { base = '0.0', window = 500 } = options;
  const made = syncPlan({ peer: at(peer), base: at(base), history: zxids, window });
  return made.type === 'snap' ? 'snap' : `${made.type} ${zxidText(made.after)}`;
}

describe('the table of LearnerHandler.syncFollower', () => {
  it('sends an empty DIFF to whom has everything', () => {
    expect(plan('1.3', '1.1 1.2 1.3')).toBe('diff 1.3');
    expect(plan('0.0', '')).toBe('diff 0.0');
  });

  it('cuts off what comes after the end', () => {
    expect(plan('1.3', '1.1 1.2')).toBe('trunc 1.2');
    expect(plan('2.1', '1.1 1.2')).toBe('trunc 1.2');
    expect(plan('1.3', '', { base: '1.2' })).toBe('trunc 1.2');
  });

  it('sends what comes after a transaction within the window', () => {
    expect(plan('1.1', '1.1 1.2 2.1', { window: 3 })).toBe('diff 1.1');
    expect(plan('1.2', '1.1 1.2 2.1', { window: 2 })).toBe('diff 1.2');
  });

  it('cuts off a transaction that is missing in the window, within its epoch', () => {
    expect(plan('1.3', '1.1 1.2 1.4')).toBe('trunc 1.2');
  });

  it('never cuts across an epoch: it sends everything', () => {
    expect(plan('1.3', '1.1 1.2 2.1')).toBe('snap');
  });

  it('goes back to the disk for a transaction before the window', () => {
    expect(plan('1.1', '1.1 1.2 2.1', { window: 1 })).toBe('diff 1.1');
    expect(plan('1.1', '1.2 2.1', { window: 1, base: '1.1' })).toBe('diff 1.1');
  });

  it('sends everything where the disk does not reach back, or has not that transaction', () => {
    expect(plan('1.1', '1.3 2.1', { window: 1, base: '1.2' })).toBe('snap');
    expect(plan('1.3', '1.1 1.2 2.1 2.2', { window: 1 })).toBe('snap');
  });

  it('never cuts at the beginning of an epoch, which is no transaction', () => {
    expect(plan('2.0', '1.1 1.2')).toBe('snap');
    expect(plan('2.0', '1.1 2.1 2.2')).toBe('diff 2.0');
    expect(plan('0.0', '1.1 1.2', { window: 1 })).toBe('diff 0.0');
    expect(plan('0.0', '2.1', { base: '1.9' })).toBe('snap');
  });
});

/**
 * What can exist: a history is named by its last zxid. Epoch 2 began after 1.1 or after 1.2, so
 * there are two worlds; each leaves behind all prefixes, and the remnants of epoch 1.
 */
const worlds = [
  ['1.1', '1.2', '1.3', '2.1', '2.2', '3.1'].map(at),
  ['1.1', '2.1', '2.2', '2.3', '3.1', '3.2'].map(at),
];
const remnants = ['1.2', '1.3', '1.4', '2.3', '2.4'].map(at);

/** The history of a server whose last transaction is given. */
function historyOf(last: Zxid, world: readonly Zxid[]): Zxid[] {
  const before = world.filter(({ epoch }) => epoch < last.epoch);
  const own = Array.from({ length: last.counter }, (_, i) => ({
    epoch: last.epoch,
    counter: i + 1,
  }));
  return last.counter === 0 ? [] : [...before, ...own];
}

const texts = (zxids: readonly Zxid[]): string => zxids.map(zxidText).join(' ');

describe('whatever a learner has, in all small histories', () => {
  it('carrying out the plan makes it a copy of what the leader has', () => {
    let plans = 0;
    const kinds = new Set<string>();
    for (const world of worlds) {
      for (let length = 0; length <= world.length; length += 1) {
        const history = world.slice(0, length);
        const peers = [at('0.0'), ...world, ...remnants];
        for (const peer of peers) {
          const theirs = historyOf(peer, world);
          // A transaction of an epoch that the leader knows nothing of can follow only on all it has.
          if (!isPossible(theirs, history)) continue;
          for (let covered = 0; covered <= length; covered += 1) {
            for (let window = 0; window <= length - covered; window += 1) {
              const base = history[covered - 1] ?? at('0.0');
              const made = syncPlan({ peer, base, history: history.slice(covered), window });
              const kept =
                made.type === 'snap'
                  ? history
                  : [
                      ...theirs.filter((each) => compare(each, made.after) <= 0),
                      ...history.filter((each) => compare(each, made.after) > 0),
                    ];
              expect(texts(kept), `${zxidText(peer)} to ${texts(history)}: ${made.type}`).toBe(
                texts(history),
              );
              if (made.type === 'diff') expect(kept.length).toBeGreaterThanOrEqual(theirs.length);
              kinds.add(made.type);
              plans += 1;
            }
          }
        }
      }
    }
    expect(kinds).toEqual(new Set(['diff', 'trunc', 'snap']));
    expect(plans).toBeGreaterThan(500);
  });
});

function compare(a: Zxid, b: Zxid): number {
  return a.epoch - b.epoch || a.counter - b.counter;
}

/** An elected leader has all that epochs before the last of a learner began with. */
function isPossible(theirs: readonly Zxid[], history: readonly Zxid[]): boolean {
  const last = theirs.at(-1);
  if (last === undefined) return true;
  const initial = theirs.filter(({ epoch }) => epoch < last.epoch);
  return texts(history).startsWith(texts(initial));
}
