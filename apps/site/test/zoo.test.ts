import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shape, Subject } from '@menagerie/contract';
import { paxosSubject, synodSubject } from '@menagerie/paxos/testing';
import { raftSubject } from '@menagerie/raft/testing';
import { createSimulation, scenarioFromLink } from '@menagerie/simulator';
import { zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import type { FoundMistake } from '../src/zoo/found.ts';

function found(protocol: string): readonly FoundMistake[] {
  const path = join(import.meta.dirname, '..', 'src', 'zoo', `${protocol}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** What a run violates, played as the lab plays its link. */
function violatedBy<S extends Shape>(subject: Subject<S>, fragment: string): string | null {
  const scenario = scenarioFromLink(`#${fragment}`, [subject]);
  const simulation = createSimulation(subject, scenario);
  while (simulation.step() !== null) {}
  return simulation.violation?.property ?? null;
}

function judge<S extends Shape>(subject: Subject<S>): void {
  const { name } = subject.protocol;
  const rows = found(name);
  describe(`the table of ${name}`, () => {
    it('has every known mistake, in the order of the protocol', () => {
      expect(rows.map(({ id }) => id)).toEqual(subject.mutants.map(({ id }) => id));
    });

    it.each(rows.filter(({ fragment }) => fragment !== null))(
      'leads for $id to a run that violates what the table says: $property',
      ({ fragment, property }) => {
        expect(violatedBy(subject, fragment ?? '')).toBe(property);
      },
    );

    it('names a way of finding for each that it does not show', () => {
      // Only what a test of the core alone can see stays without a run.
      expect(rows.filter(({ property }) => property === null).length).toBeLessThanOrEqual(2);
    });
  });
}

judge(raftSubject);
judge(synodSubject);
judge(paxosSubject);
judge(zabSubject);

describe('all tables together', () => {
  it('show runs that a reader can follow: half of them have at most 15 events', () => {
    const events = ['raft', 'synod', 'paxos', 'zab'].flatMap((protocol) =>
      found(protocol).flatMap((row) => row.events ?? []),
    );
    const sorted = events.toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(15);
  });
});
