import type { Exploration, Property, Protocol } from '@menagerie/contract';
import type { RaftShape } from '@menagerie/raft';
import { raftExploration, raftSubject } from '@menagerie/raft/testing';
import { expect, it } from 'vitest';
import { ClusterSpace } from '../../src/explorer/cluster/cluster-space.ts';
import { Explorer } from '../../src/explorer/explore.ts';
import { reportText } from '../../src/explorer/report.ts';
import { Search } from '../../src/explorer/search.ts';

// Mistakes of the explorer itself, and what they do to its verdicts.

function scopeNamed(name: string) {
  const found = raftExploration.scopes.find((scope) => scope.name === name);
  if (found === undefined) throw new RangeError(`there is no scope ${name}`);
  return found;
}

function mutantNamed(id: string): Protocol<RaftShape> {
  const found = raftSubject.mutants.find((mutant) => mutant.id === id);
  if (found === undefined) throw new RangeError(`there is no mutant ${id}`);
  return found.protocol;
}

it('K-01: with a field of the state left out of the fingerprint, it would miss a violation', () => {
  const protocol = mutantNamed('R-02');
  const { state } = protocol.schemas;
  const blind: Protocol<RaftShape> = {
    ...protocol,
    schemas: {
      ...protocol.schemas,
      // Who leads and who campaigns does not show.
      state: {
        ...state,
        encode: (value, words) =>
          state.encode({ ...value, role: { type: 'follower', leader: null, heard: false } }, words),
      },
    },
  };
  const search = (each: Protocol<RaftShape>) => {
    const space = new ClusterSpace(
      raftSubject,
      raftExploration,
      scopeNamed('a heartbeat to a follower with an entry of its own'),
      {
        protocol: each,
        reductions: { symmetry: false },
      },
    );
    return new Search(space, { order: 'breadth' }).finish();
  };
  expect([search(protocol), search(blind)]).toEqual(['violated', 'exhausted']);
});

it('K-02: with the histories of properties left out of the fingerprint, it would miss a violation', () => {
  const forgetful = (property: Property<RaftShape>): Property<RaftShape> => ({
    ...property,
    start: (config) => {
      const monitor = property.start(config);
      const blind = (inner: typeof monitor): typeof monitor => ({
        observe: (happening, world) => inner.observe(happening, world),
        holds: (world) => inner.holds(world),
        clone: () => blind(inner.clone()),
        renamed: (by) => blind(inner.renamed(by)),
        encode: () => {},
      });
      return blind(monitor);
    },
  });
  const search = (properties: readonly Property<RaftShape>[]) => {
    const scope = scopeNamed('2 elections, 1 crash');
    const options = { mutant: 'R-03', properties };
    const explorer = new Explorer(raftSubject, raftExploration, scope, options);
    explorer.finish();
    return explorer.report().violation;
  };
  const electionSafety = raftSubject.properties.filter(({ name }) => name === 'Election Safety');
  const found = search(electionSafety);
  expect(found?.property).toBe('Election Safety');
  // What is left is that the core itself notices, later, when one leader hears the other.
  const late = search(electionSafety.map(forgetful));
  expect(late?.property).toBe('No Exception');
  expect(late?.steps).toBeGreaterThan(found?.steps ?? 0);
});

it('K-05: if a crash kept what was not durable, acknowledging too early would be forgiven', () => {
  const slow = scopeNamed('1 election, slow disks');
  const search = (persistence: 'atomic' | 'asynchronous') =>
    new Explorer(
      raftSubject,
      raftExploration,
      { ...slow, persistence },
      { mutant: 'R-05' },
    ).finish();
  expect([search('asynchronous'), search('atomic')]).toEqual(['violated', 'exhausted']);
});

it('does not believe that a message is ignored for ever when the core does something on it', () => {
  const liar: Exploration<RaftShape> = { ...raftExploration, ignoredForever: () => true };
  const count = (exploration: Exploration<RaftShape>) => {
    const search = new Search(
      new ClusterSpace(raftSubject, exploration, scopeNamed('1 election')),
      {
        order: 'breadth',
      },
    );
    search.finish();
    return search.space.reached();
  };
  expect(count(liar)).toEqual(count(raftExploration));
});

it('says of a search that it is vacuous where it does not come to what the scope must come to', () => {
  const scope = { ...scopeNamed('1 election'), reaches: ['A Leader Leads', 'A Write Is Answered'] };
  const explorer = new Explorer(raftSubject, raftExploration, scope);
  expect(explorer.report().missed).toEqual([]);
  explorer.finish();
  expect(explorer.report().missed).toEqual(['A Write Is Answered']);
  expect(reportText(explorer.report())).toContain(
    'vacuous      it must come to A Write Is Answered',
  );
});
