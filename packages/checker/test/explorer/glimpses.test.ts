import { type HistoryProperty, type Monitor, type ServerView, Words } from '@menagerie/contract';
import { type RaftShape, raft } from '@menagerie/raft';
import { raftExploration, raftSubject, raftZoo } from '@menagerie/raft/testing';
import { describe, expect, it } from 'vitest';
import { ClusterSpace } from '../../src/explorer/cluster/cluster-space.ts';
import { Search } from '../../src/explorer/search.ts';

type Watched = HistoryProperty<RaftShape>;
type View = ServerView<RaftShape> | null;
type World = Parameters<Monitor<RaftShape>['observe']>[1];

/** What is known of a history, an event as it was glimpsed, and whom the property looks at besides. */
type Seen = Map<string, string>;

function textOf(write: (words: Words) => void): string {
  const words = new Words();
  write(words);
  return words.toArray().join(' ');
}

/** What the property says that it sees of all servers but one. */
function othersAs({ others }: Watched, world: World, server: number): string {
  return world.servers
    .map((view) =>
      textOf((words) => {
        // Who has not started yet has nothing to look at.
        if (view.id !== server && view.state !== null) others?.(view, words);
      }),
    )
    .join(', ');
}

function encodeView(view: View, words: Words): void {
  words.push(view === null || view.state === null ? 0 : 1);
  if (view === null) return;
  if (view.state !== null) raft.schemas.state.encode(view.state, words);
  raft.schemas.image.encode(view.image, words);
}

/**
 * The property, asked about every step, with a note of what it makes of each. Remembers what each
 * server was, which no history does, so that the property can be told what there was before.
 */
function watch(property: Watched, seen: Seen, differences: string[]): Watched {
  const { glimpse, start, ...rest } = property;
  const monitorOf = (inner: Monitor<RaftShape>, views: View[]): Monitor<RaftShape> => ({
    observe: (happening, world) => {
      const before = textOf((words) => inner.encode(words));
      const violation = inner.observe(happening, world);
      const after = textOf((words) => inner.encode(words));
      const made = `${violation?.sentence ?? ''}: ${after}`;
      const { server } = happening;
      const view = views[server] ?? null;
      const glimpsed = textOf((words) => glimpse?.(happening, world, words, view));
      const now = world.servers[server];
      views[server] = now === undefined ? null : { id: server, state: now.state, image: now.image };
      const key = `${server}; ${glimpsed}; ${before}; ${othersAs(property, world, server)}`;
      // Whoever goes on after a violation may meet it again where nothing happens.
      if (glimpsed === '' && violation !== null) return null;
      const expected = glimpsed === '' ? `: ${before}` : (seen.get(key) ?? made);
      seen.set(key, made);
      if (made !== expected) differences.push(`${property.name}: ${key}`);
      // The search goes on: here it is for what is the same, and not for what is right.
      return null;
    },
    holds: (world) => inner.holds(world),
    clone: () => monitorOf(inner.clone(), [...views]),
    renamed: () => {
      throw new RangeError('this search renames nobody');
    },
    encode: (words) => {
      inner.encode(words);
      for (const view of views) encodeView(view, words);
    },
  });
  return {
    ...rest,
    start: (config) => monitorOf(start(config), new Array<View>(config.servers).fill(null)),
  };
}

const glimpsing = raftSubject.properties.flatMap((property) =>
  property.kind !== 'step' && property.glimpse !== undefined ? [property] : [],
);

/** The differences that a property makes between what it says is the same to it. */
function differencesOf(
  property: Watched,
  name: string,
  protocol = raft,
  maxStates = 3000,
): string[] {
  const scope = raftExploration.scopes.find((each) => each.name === name);
  if (scope === undefined) throw new RangeError(`there is no scope ${name}`);
  const seen: Seen = new Map();
  const differences: string[] = [];
  const space = new ClusterSpace(raftSubject, raftExploration, scope, {
    protocol,
    properties: [watch(property, seen, differences)],
    reductions: { symmetry: false },
  });
  new Search(space, { order: 'breadth', maxStates }).finish();
  expect(seen.size).toBeGreaterThan(0);
  return differences;
}

describe.each(glimpsing.map((property) => [property.name, property] as const))(
  '%s',
  (_name, property) => {
    it.each([
      '2 elections',
      '2 elections, 1 crash',
      '2 elections, 1 write',
      'a read after an election',
    ])('does the same on all events, beside all servers, that are the same to it: %s', (name) => {
      expect(differencesOf(property, name)).toEqual([]);
    });

    it('does so where a leader lacks what is committed later', () => {
      const mistaken = raftZoo.find(({ id }) => id === 'R-08')?.protocol;
      expect(differencesOf(property, '2 elections, 1 write', mistaken, 80000)).toEqual([]);
    });
  },
);
