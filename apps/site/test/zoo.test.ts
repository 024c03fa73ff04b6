import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shape, Subject } from '@menagerie/contract';
import { paxosInexpressible, paxosSubject, synodSubject } from '@menagerie/paxos/testing';
import { raftHarmless, raftInexpressible, raftSubject } from '@menagerie/raft/testing';
import { createSimulation, scenarioFromLink } from '@menagerie/simulator';
import { zabInexpressible, zabSubject } from '@menagerie/zab/testing';
import { describe, expect, it } from 'vitest';
import { absentZh, toolsZh } from '../src/zoo/absent-zh.ts';
import type { AbsentMistake, FoundMistake, ToolMistake } from '../src/zoo/found.ts';

function read(name: string): string {
  return readFileSync(join(import.meta.dirname, '..', 'src', 'zoo', `${name}.json`), 'utf8');
}

function found(protocol: string): readonly FoundMistake[] {
  return JSON.parse(read(protocol));
}

/** What a run violates, played as the lab plays its link. */
function violatedBy<S extends Shape>(subject: Subject<S>, fragment: string): string | null {
  const scenario = scenarioFromLink(`#${fragment}`, [subject]);
  const simulation = createSimulation(subject, scenario);
  while (simulation.step() !== null) {}
  return simulation.violation?.property ?? null;
}

function judge<S extends Shape>(subject: Subject<S>, harmless: readonly string[] = []): void {
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

    it('counts the events of its runs as a reader would: half of them have at most 15', () => {
      const counts = rows.flatMap(({ fragment, events }) => {
        if (fragment === null || events === null) return [];
        const { decisions } = scenarioFromLink(`#${fragment}`, [subject]);
        const seen = decisions.filter(
          ({ decision }) =>
            decision.type !== 'sync' && !('from' in decision && decision.from === decision.to),
        );
        expect(seen).toHaveLength(events);
        return [events];
      });
      const sorted = counts.toSorted((a, b) => a - b);
      expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(15);
    });

    it('has a run for each, but for what does no harm alone: that has a reason', () => {
      const unseen = rows.filter(({ fragment }) => fragment === null).map(({ id }) => id);
      expect(unseen).toEqual(harmless);
      expect(rows.flatMap(({ id, why }) => (why === null ? [] : [id]))).toEqual(harmless);
    });
  });
}

judge(
  raftSubject,
  raftHarmless.map(({ id }) => id),
);
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

describe('what no run shows', () => {
  it('is on the page, with the reasons that the packages give', () => {
    const absent: readonly AbsentMistake[] = JSON.parse(read('absent'));
    expect(absent).toEqual([...raftInexpressible, ...paxosInexpressible, ...zabInexpressible]);
    const whys = found('raft').flatMap(({ id, why }) => (why === null ? [] : [{ id, why }]));
    expect(whys).toEqual(raftHarmless);
    const ids = [...absent, ...whys].map(({ id }) => id);
    expect(Object.keys(absentZh).toSorted()).toEqual(ids.toSorted());
  });
});

describe('a mistake of a tool', () => {
  it('is said in Chinese as well', () => {
    const tools: readonly ToolMistake[] = JSON.parse(read('tools'));
    expect(Object.keys(toolsZh)).toEqual(tools.map(({ id }) => id));
  });
});
