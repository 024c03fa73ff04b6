import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { describe, expect, it } from 'vitest';
import { ClusterSpace } from '../../src/explorer/cluster/cluster-space.ts';
import { Trail } from '../../src/explorer/cluster/trail.ts';
import type { Visitor } from '../../src/explorer/space.ts';
import { StateTable } from '../../src/explorer/state-table.ts';
import { Climb } from '../../src/explorer/threads/climb.ts';

function space() {
  const scope = raftExploration.scopes.find(({ name }) => name === '2 elections, 1 write');
  if (scope === undefined) throw new RangeError('there is no such scope');
  return new ClusterSpace(raftSubject, raftExploration, scope);
}

/** A search that notes what is offered from each state, and the states of each level. */
class Notes implements Visitor {
  readonly table = new StateTable();
  readonly offers: string[][] = [];
  readonly parents: number[] = [];
  readonly actions: number[] = [];
  readonly levels: number[][] = [];
  readonly #levelOf: number[] = [];

  foresee(): void {}

  offer(high: number, low: number, parent: number, action: number): number {
    if (parent >= 0) this.note(parent, `${high} ${low} ${action}`);
    const index = this.table.add(high, low, parent, action);
    if (index < 0) return index;
    this.parents[index] = parent;
    this.actions[index] = action;
    const level = parent < 0 ? 0 : (this.#levelOf[parent] ?? 0) + 1;
    this.#levelOf[index] = level;
    this.levels[level] ??= [];
    this.levels[level].push(index);
    return index;
  }

  violated(): void {
    throw new RangeError('nothing is mistaken here');
  }

  note(parent: number, offered: string): void {
    this.offers[parent] ??= [];
    this.offers[parent].push(offered);
  }
}

function searched(): Notes {
  const notes = new Notes();
  const own = space();
  own.begin(notes);
  while (own.expand(notes) >= 0);
  return notes;
}

/** Every third, and then those left out: neighbours on the way, and strangers. */
function mixed(level: readonly number[]): number[] {
  return [0, 1, 2].flatMap((from) => level.filter((_, i) => i % 3 === from)).toReversed();
}

const notes = searched();

describe('a space that is shown the way to worlds of another', () => {
  it('offers from each what that one offered', () => {
    const climb = new Climb({
      parentOf: (index) => notes.parents[index] ?? -1,
      actionOf: (index) => notes.actions[index] ?? 0,
    });
    const stranger = space();
    const seen = new Notes();
    for (const [steps, level] of notes.levels.entries()) {
      for (const index of mixed(level)) {
        const offer: Visitor['offer'] = (high, low, parent, action) => {
          seen.note(parent, `${high} ${low} ${action}`);
          return -1;
        };
        const visitor: Visitor = { foresee: seen.foresee, violated: seen.violated, offer };
        stranger.expandAt(climb.to(index, steps + 1), index, visitor);
      }
    }
    expect(notes.table.size).toBe(1421);
    expect(seen.offers).toEqual(notes.offers);
  });
});

describe('a climb', () => {
  it('finds the way that the table knows, and reads no state twice in a row', () => {
    let reads = 0;
    const climb = new Climb({
      parentOf: (index) => {
        reads += 1;
        return notes.parents[index] ?? -1;
      },
      actionOf: (index) => notes.actions[index] ?? 0,
    });
    let whole = 0;
    for (const [steps, level] of notes.levels.entries()) {
      for (const index of level) {
        expect(climb.to(index, steps + 1)).toEqual(notes.table.pathTo(index));
        whole += steps + 1;
      }
    }
    expect(reads).toBeLessThan(whole / 3);
  });

  it('finds it for nearer states and farther ones in turn', () => {
    const climb = new Climb({
      parentOf: (index) => notes.parents[index] ?? -1,
      actionOf: (index) => notes.actions[index] ?? 0,
    });
    const [near = 0, far = 0] = [notes.levels[3]?.[0], notes.levels[9]?.[0]];
    for (const [index, steps] of [
      [far, 9],
      [near, 3],
      [far, 9],
    ] as const) {
      expect(climb.to(index, steps + 1)).toEqual(notes.table.pathTo(index));
    }
  });
});

describe('a trail', () => {
  it('knows how far a path goes the way of the one before', () => {
    let at = 0;
    const trail = new Trail(1);
    const worlds = {
      copyTo: (rows: Int32Array, from: number) => {
        rows[from] = at;
      },
      copyFrom: (rows: Int32Array, from: number) => {
        at = rows[from] ?? 0;
      },
    };
    const go = (path: readonly number[]): number => {
      const known = trail.turnTo(path, worlds);
      for (const action of path.slice(known)) {
        at = at * 10 + action;
        trail.add(action, worlds);
      }
      return known;
    };
    expect([go([1, 2, 3]), at]).toEqual([0, 123]);
    expect([go([1, 2, 4, 5]), at]).toEqual([2, 1245]);
    expect([go([1, 2, 4, 6]), at]).toEqual([3, 1246]);
    expect([go([1, 7]), at]).toEqual([1, 17]);
    expect([go([1, 2, 4, 6]), at]).toEqual([1, 1246]);
  });
});
