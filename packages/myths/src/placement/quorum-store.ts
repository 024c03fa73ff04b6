import type { Errand, Store, StoreClient, StoreMove, StoreWorld, Version } from './store.ts';

/** Every decision of the store with quorums. A mutant overrides one of them. */
export interface QuorumRules {
  /** How many voters make a quorum: any two must meet. Attiya, Bar-Noy and Dolev 1995, §2. */
  quorum(voters: number): number;
  /** Which of two versions a server or a reader keeps. Attiya, Bar-Noy and Dolev 1995, §3. */
  newer(held: Version | null, offered: Version): Version;
  /** Whether a reader tells a quorum what it read before it returns. Attiya, Bar-Noy and Dolev 1995, §3. */
  readsBack(): boolean;
}

/** The register of Attiya, Bar-Noy and Dolev, with stamps that name their writers. */
export const quorumRules: QuorumRules = {
  // mutant one-is-enough
  quorum: (voters) => Math.floor(voters / 2) + 1,
  // mutants last-comes-last and ties-stay
  newer: (held, offered) =>
    held === null ||
    offered.stamp > held.stamp ||
    (offered.stamp === held.stamp && offered.writer > held.writer)
      ? offered
      : held,
  // mutant read-and-run
  readsBack: () => true,
};

/**
 * A store in which a majority of the voters agrees to each operation: Attiya, Bar-Noy and Dolev,
 * Sharing Memory Robustly in Message-Passing Systems (1995). A server that joins is no voter until
 * the voters decide so, which they never do here: who it is that counts is agreed, and no client's
 * view of it matters.
 *
 * @param voters how many of the first servers vote
 */
export function quorumStore(
  servers: readonly string[],
  voters: number,
  overrides: Partial<QuorumRules> = {},
): Store {
  const store = { servers, voters, rules: { ...quorumRules, ...overrides } };
  return {
    name: `a majority of ${voters} voters`,
    usesViews: false,
    moves: (world, client, errand, self) => step(store, world, client, errand, self),
    answers: (world) => answersOf(store, world),
    background: () => [],
  };
}

interface Quorums {
  readonly servers: readonly string[];
  readonly voters: number;
  readonly rules: QuorumRules;
}

function step(
  store: Quorums,
  world: StoreWorld,
  { local }: StoreClient,
  errand: Errand,
  self: number,
): readonly StoreMove[] {
  switch (local.at) {
    case 'start':
      return ask(store, world, errand, self, [], null);
    case 'asking':
      return ask(store, world, errand, self, local.asked, local.best);
    case 'telling':
      return tell(store, world, errand, local.told, local.version);
    case 'spreading':
    case 'written':
    case 'read':
      return [];
  }
}

/** First round: what is the newest version that a quorum knows? */
function ask(
  store: Quorums,
  world: StoreWorld,
  errand: Errand,
  self: number,
  asked: readonly number[],
  best: Version | null,
): readonly StoreMove[] {
  return others(store, world, asked).map((voter) => {
    const held = world.servers[voter]?.held ?? null;
    const known = held === null ? best : store.rules.newer(best, held);
    const all = inOrder([...asked, voter]);
    const deed = {
      type: 'get',
      server: store.servers[voter] ?? '',
      value: held?.value ?? null,
    } as const;
    if (all.length < store.rules.quorum(store.voters)) {
      return move(deed, { at: 'asking', asked: all, best: known });
    }
    if (errand.type === 'write') {
      const version = { value: errand.value, stamp: (known?.stamp ?? 0) + 1, writer: self };
      return move(deed, { at: 'telling', told: [], version });
    }
    const isDone = known === null || !store.rules.readsBack();
    return isDone
      ? { ...move(deed, { at: 'read', value: known?.value ?? null }), meaning: 'has-read' }
      : move(deed, { at: 'telling', told: [], version: known });
  });
}

/** Second round: a quorum is to know this version, or a newer one. */
function tell(
  store: Quorums,
  world: StoreWorld,
  errand: Errand,
  told: readonly number[],
  version: Version | null,
): readonly StoreMove[] {
  if (version === null) return [];
  return others(store, world, told).map((voter) => {
    const all = inOrder([...told, voter]);
    const held = store.rules.newer(world.servers[voter]?.held ?? null, version);
    const deed = { type: 'put', server: store.servers[voter] ?? '', value: version.value } as const;
    const put = { server: voter, held };
    if (all.length < store.rules.quorum(store.voters)) {
      return { ...move(deed, { at: 'telling', told: all, version }), put };
    }
    return errand.type === 'write'
      ? {
          deed,
          meaning: 'acknowledged',
          local: { at: 'written' },
          put,
          acknowledges: true,
        }
      : { deed, meaning: 'has-read', local: { at: 'read', value: version.value }, put };
  });
}

/** Who was asked first does not matter, so it is no part of the state. */
function inOrder(places: readonly number[]): readonly number[] {
  return places.toSorted((a, b) => a - b);
}

/** What each quorum of voters that are up would answer. */
function answersOf(store: Quorums, world: StoreWorld): readonly (string | null)[] {
  return quorumsOf(others(store, world, []), store.rules.quorum(store.voters)).map((quorum) => {
    const newest = quorum.reduce<Version | null>((best, voter) => {
      const held = world.servers[voter]?.held ?? null;
      return held === null ? best : store.rules.newer(best, held);
    }, null);
    return newest?.value ?? null;
  });
}

/** All choices of so many. */
function quorumsOf([first, ...rest]: readonly number[], size: number): readonly number[][] {
  if (size === 0) return [[]];
  if (first === undefined) return [];
  return [...quorumsOf(rest, size - 1).map((each) => [first, ...each]), ...quorumsOf(rest, size)];
}

/** Voters that are up and have not taken part yet. */
function others(store: Quorums, { servers }: StoreWorld, done: readonly number[]): number[] {
  return servers.flatMap(({ up }, place) =>
    up && place < store.voters && !done.includes(place) ? [place] : [],
  );
}

function move(deed: StoreMove['deed'], local: StoreMove['local']): StoreMove {
  return { deed, meaning: null, local };
}
