import { isDeepStrictEqual } from 'node:util';
import type { RaftCommand } from '@menagerie/raft';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cluster, fromText } from './helpers/cluster.ts';

type Act =
  | { type: 'deliver'; which: number; twice: boolean }
  | { type: 'lose'; which: number }
  | { type: 'fire'; server: number; which: number }
  | { type: 'sync'; server: number; batches: number }
  | { type: 'crash'; server: number; keep: number }
  | { type: 'command'; server: number; which: number };

const server = fc.nat({ max: 3 });
const which = fc.nat({ max: 40 });

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.record({ type: fc.constant('deliver'), which, twice: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('lose'), which }) },
  { weight: 12, arbitrary: fc.record({ type: fc.constant('fire'), server, which }) },
  {
    weight: 16,
    arbitrary: fc.record({ type: fc.constant('sync'), server, batches: fc.nat({ max: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('crash'), server, keep: fc.nat({ max: 3 }) }),
  },
  { weight: 12, arbitrary: fc.record({ type: fc.constant('command'), server, which }) },
);

/** A command that fits the moment at this server, by number. */
function commandOf(cluster: Cluster, id: number, number: number): RaftCommand {
  const { lastApplied, persistent } = cluster.state(id);
  switch (number % 8) {
    case 0:
      return { type: 'read', mode: 'lease' };
    case 1:
      return { type: 'transferLeadership', to: number % 4 };
    case 2:
      return { type: 'compact', through: lastApplied, data: fromText('x'.repeat(number)) };
    case 3: {
      const incarnation = cluster.server(3).image.incarnation;
      return {
        type: 'changeMembership',
        transition: 'joint',
        changes: [{ type: 'addVoter', server: 3, incarnation }],
      };
    }
    case 4:
      return {
        type: 'changeMembership',
        transition: 'simple',
        changes: [{ type: 'remove', server: persistent.entries.length % 4 }],
      };
    default:
      return { type: 'propose', data: fromText(`${number}`) };
  }
}

function carryOut(cluster: Cluster, step: Act): void {
  switch (step.type) {
    case 'deliver': {
      const letter = cluster.letters[step.which % Math.max(cluster.letters.length, 1)];
      if (step.twice && letter !== undefined) cluster.letters.push(letter);
      cluster.deliver((other) => other === letter);
      return;
    }
    case 'lose':
      cluster.letters.splice(step.which % Math.max(cluster.letters.length, 1), 1);
      return;
    case 'fire': {
      const timers = [...cluster.server(step.server).armed.keys()];
      const timer = timers[step.which % Math.max(timers.length, 1)];
      if (timer !== undefined) cluster.fire(step.server, timer);
      return;
    }
    case 'sync':
      cluster.sync(step.server, step.batches);
      return;
    case 'crash':
      cluster.crash(step.server, step.keep);
      cluster.recover(step.server);
      return;
    case 'command':
      cluster.command(step.server, commandOf(cluster, step.server, step.which));
  }
}

/** The disk as it will be once everything written is durable. */
function diskToBe(cluster: Cluster, id: number): unknown {
  const { image, unsynced } = cluster.server(id);
  const whole = cluster.protocol.schemas.image.clone(image);
  for (const batch of unsynced) for (const record of batch) cluster.protocol.fold(whole, record);
  return whole;
}

function committedEntry(cluster: Cluster, id: number, index: number): unknown {
  const { snapshot, entries } = cluster.state(id).persistent;
  return entries[index - snapshot.index - 1];
}

/** What two servers both hold as committed is the same. */
function agree(cluster: Cluster, a: number, b: number): boolean {
  const low = Math.max(
    cluster.state(a).persistent.snapshot.index,
    cluster.state(b).persistent.snapshot.index,
  );
  const high = Math.min(cluster.state(a).commitIndex, cluster.state(b).commitIndex);
  for (let index = low + 1; index <= high; index += 1) {
    const [one, other] = [committedEntry(cluster, a, index), committedEntry(cluster, b, index)];
    if (one !== undefined && other !== undefined && !isDeepStrictEqual(one, other)) return false;
  }
  return true;
}

const options = {
  servers: 4,
  voters: 0b0111,
  leases: true,
  chunkBytes: 5,
  maxEntriesPerMessage: 2,
  maxInflight: 2,
};

describe('random runs', () => {
  it('keep in memory what the records make of the disk', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 100, maxLength: 500 }), (acts) => {
        const cluster = new Cluster(options);
        for (const each of cluster.servers) each.fastDisk = false;
        cluster.campaign(0);
        for (const step of acts) {
          carryOut(cluster, step);
          for (const id of [0, 1, 2, 3]) {
            expect(cluster.state(id).persistent).toEqual(diskToBe(cluster, id));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('recover to exactly what the disk holds', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 100, maxLength: 500 }), (acts) => {
        const cluster = new Cluster(options);
        cluster.elect(0);
        for (const step of acts) carryOut(cluster, step);
        for (const id of [0, 1, 2, 3]) {
          const before = cluster.protocol.schemas.image.clone(cluster.state(id).persistent);
          cluster.restart(id);
          expect(cluster.state(id).persistent).toEqual(before);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('commit the same at every server, and lead each term by one', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 200, maxLength: 800 }), (acts) => {
        const cluster = new Cluster(options);
        for (const each of cluster.servers) each.fastDisk = false;
        const leaders = new Map<number, number>();
        for (const step of acts) {
          carryOut(cluster, step);
          for (const id of cluster.leaders()) {
            const { currentTerm } = cluster.state(id).persistent;
            expect(leaders.get(currentTerm) ?? id).toBe(id);
            leaders.set(currentTerm, id);
          }
        }
        for (const a of [0, 1, 2, 3]) {
          for (let b = 0; b < a; b += 1) expect(agree(cluster, a, b)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
